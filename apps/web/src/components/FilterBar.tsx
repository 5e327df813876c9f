import { type FormEvent, type ReactNode, useId } from 'react';
import { Link, useSearchParams } from 'react-router';
import { FormContext } from './fields/form-context';

/**
 * Filters kept in the address, so that a link shows the same view again. Applied on demand, from the keyboard too. `reset` is
 * the address without any, for a bar that has many.
 */
export function FilterBar({ reset, children }: { reset?: string; children: ReactNode }) {
  const id = useId();
  const [search, setSearch] = useSearchParams();

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const given = [...data].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value);
    setSearch(given as [string, string][]);
  }

  return (
    <search>
      <form key={search.toString()} className="filter-bar" noValidate onSubmit={handleSubmit}>
        <FormContext value={{ id, errors: {}, isFilter: true }}>{children}</FormContext>
        {reset !== undefined && search.size > 0 && (
          <Link className="filter-reset" to={reset}>
            Tout effacer
          </Link>
        )}
        <button type="submit" className="button">
          Afficher
        </button>
      </form>
    </search>
  );
}
