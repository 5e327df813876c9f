import { type FormEvent, type ReactNode, useId } from 'react';
import { useSearchParams } from 'react-router';
import { FormContext } from './fields/form-context';

/** Filters kept in the address, so that a link shows the same view again. Applied on demand, from the keyboard too. */
export function FilterBar({ children }: { children: ReactNode }) {
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
        <button type="submit" className="button">
          Afficher
        </button>
      </form>
    </search>
  );
}
