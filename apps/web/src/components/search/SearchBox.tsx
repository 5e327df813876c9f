import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, use, useEffect, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import type { FoundGroup } from '../../api/contract';
import { queries } from '../../api/queries';
import { formatNumber, plural } from '../../format';
import { useSettled } from '../../settled';
import { CloseDialog } from '../ActionDialog';

const SHORTEST = 2;

/** A field with the list of what is found below it, which arrows go through and Enter opens (ARIA combobox). */
export function SearchBox() {
  const closeDialog = use(CloseDialog);
  const id = useId();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const asked = useSettled(text.trim());
  const isAsked = asked.length >= SHORTEST;
  const search = useQuery({
    ...queries.search(asked),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const groups = (isAsked && search.data) || [];
  const options = groups.flatMap(optionsOf);
  // What was found for other words is shown until these are answered, and chosen from no more.
  const isAnswered = asked === text.trim() && !search.isPlaceholderData;

  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  const choose = (href: string) => {
    closeDialog?.();
    navigate(href);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isAnswered) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && options.length > 0) {
      event.preventDefault();
      setActive((active + step + options.length) % options.length);
    }
    const chosen = options[active];
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      choose(chosen.href);
    }
  };

  let index = 0;
  return (
    <div className="search-box">
      <label htmlFor={`${id}-field`}>Personne, code, établissement, convention, dossier</label>
      <input
        id={`${id}-field`}
        type="search"
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-found`}
        aria-activedescendant={options.length > 0 ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        // The dialog gives it the focus when it opens.
        ref={(field) => field?.setAttribute('autofocus', '')}
        maxLength={100}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <p role="status" className="quiet">
        {statusOf(isAsked, search.isError, search.data)}
      </p>
      <div id={`${id}-found`} role="listbox" aria-label="Ce qui est trouvé">
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a list of options has no fieldset in it.
          <div key={group.all} role="group" aria-label={group.title}>
            <div className="search-group">{group.title}</div>
            {optionsOf(group).map(({ title, detail, href }) => {
              const own = index++;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard.
                <div
                  key={href}
                  id={`${id}-${own}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={own === active}
                  onClick={() => choose(href)}
                >
                  <span>{title}</span>
                  {detail && <span className="quiet block">{detail}</span>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Its rows and, where there are more, the page of all of them. */
const optionsOf = ({ items, count, all }: FoundGroup): FoundGroup['items'] =>
  count > items.length
    ? [...items, { title: `Voir les ${formatNumber(count)}`, detail: '', href: all }]
    : items;

function statusOf(isAsked: boolean, hasFailed: boolean, groups: FoundGroup[] | undefined): string {
  if (!isAsked) return 'Deux lettres suffisent, sans accents.';
  if (hasFailed) return 'La recherche n’a pas abouti. Réessayez dans un instant.';
  if (!groups) return 'Recherche…';
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return count === 0 ? 'Rien ne répond à ces mots.' : plural(count, 'résultat');
}
