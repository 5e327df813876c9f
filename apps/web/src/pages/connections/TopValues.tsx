import type { TopValues as Top } from '../../api/contract';
import { formatNumber, formatTimestamp } from '../../format';
import type { Field, JournalFilter } from './filter';
import { Value } from './Value';

const LISTS = [
  { field: 'userCode', title: 'Codes' },
  { field: 'network', title: 'Réseaux' },
  { field: 'outcome', title: 'Issues' },
  { field: 'browser', title: 'Navigateurs' },
] as const satisfies { field: Field; title: string }[];

/** The ten most frequent values of what the filter finds, each of which filters. */
export function TopValues({ top, filter }: { top: Top; filter: JournalFilter }) {
  return (
    <div className="top-values">
      {LISTS.filter(({ field }) => top[field].length > 0).map(({ field, title }) => (
        <section key={field} aria-labelledby={`top-${field}`}>
          <h3 id={`top-${field}`}>{title}</h3>
          <ol>
            {top[field].map((entry) => (
              <li key={entry.value}>
                <span>
                  <Value filter={filter} field={field} value={entry.value} />
                  {'name' in entry && <span className="quiet block">{entry.name}</span>}
                </span>
                <span className="numeric">{formatNumber(entry.count)}</span>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {top.countedSince && (
        <p className="fine-print">Comptées depuis le {formatTimestamp(top.countedSince)} seulement.</p>
      )}
    </div>
  );
}
