import { type FormEvent, Fragment, type ReactNode, useId, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { FormContext } from './fields/form-context';

/** In the address of a list, what does not narrow it by itself. */
const BESIDE_FILTERS = ['q', 'sort', 'cursor'];

/**
 * Filters kept in the address, so that a link shows the same view again. Applied on demand, from the keyboard too. `reset` is
 * the address without any, for a bar that has many: on a narrow screen only its search is shown, until the others are asked for.
 */
export function FilterBar({ reset, children }: { reset?: string; children: ReactNode }) {
  const id = useId();
  const [search, setSearch] = useSearchParams();
  const [isOpen, setOpen] = useState(false);
  const isFolded = reset !== undefined && !isOpen;
  const submit = useRef<HTMLButtonElement>(null);
  /** Fields and links go with what was asked before; the button stays. */
  const keepFocus = () => submit.current?.focus();
  const filters = [...search.keys()].filter((name) => !BESIDE_FILTERS.includes(name)).length;

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const given = [...data].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value);
    keepFocus();
    setSearch(given as [string, string][]);
  }

  return (
    <search>
      <form className={isFolded ? 'filter-bar folded' : 'filter-bar'} noValidate onSubmit={handleSubmit}>
        <FormContext value={{ id, errors: {}, isFilter: true }}>
          <Fragment key={search.toString()}>{children}</Fragment>
        </FormContext>
        {reset !== undefined && (
          <button
            type="button"
            className="button filter-toggle"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {filters > 0 ? `Filtres (${filters})` : 'Filtres'}
          </button>
        )}
        {reset !== undefined && search.size > 0 && (
          <Link className="filter-reset" to={reset} onClick={keepFocus}>
            Tout effacer
          </Link>
        )}
        <button type="submit" className="button" ref={submit}>
          Afficher
        </button>
      </form>
    </search>
  );
}
