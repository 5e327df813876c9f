import { Link } from 'react-router';
import { Icon } from '../../components/Icon';
import {
  criteriaOf,
  FIELDS,
  type JournalFilter,
  pathOf,
  turned,
  valueLabel,
  withCriterion,
  withoutCriterion,
} from './filter';

/** What the journal is filtered by: each can be turned round, and removed. */
export function Chips({ filter }: { filter: JournalFilter }) {
  const criteria = criteriaOf(filter);
  if (criteria.length === 0) return null;
  return (
    <ul className="row" aria-label="Filtres">
      {criteria.map((criterion) => {
        const { field, value, isExcluded } = criterion;
        const words = `${FIELDS[field].label} : ${valueLabel(field, value)}`;
        return (
          <li key={`${field} ${value}`} className={isExcluded ? 'chip excluded' : 'chip'}>
            <span>
              {isExcluded && <strong>Sauf </strong>}
              {words}
            </span>
            <Link to={pathOf(withCriterion(filter, turned(criterion)))}>
              {isExcluded ? 'Inclure' : 'Exclure'}
              <span className="visually-hidden"> {words}</span>
            </Link>
            <Link className="chip-remove" to={pathOf(withoutCriterion(filter, criterion))}>
              <Icon name="close" />
              <span className="visually-hidden">Retirer {words}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
