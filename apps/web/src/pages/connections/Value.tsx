import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { FIELDS, type Field, type JournalFilter, pathOf, valueLabel, withCriterion } from './filter';

interface Props {
  filter: JournalFilter;
  field: Field;
  value: string;
  children?: ReactNode;
}

/** A value that filters the journal on it, and beside it what leaves it out. */
export function Value({ filter, field, value, children }: Props) {
  const words = valueLabel(field, value);
  const to = (isExcluded: boolean) => pathOf(withCriterion(filter, { field, value, isExcluded }));
  return (
    <span className="value">
      <Link to={to(false)}>{children ?? words}</Link>
      <Link className="value-exclude" to={to(true)} title="Exclure">
        <span aria-hidden="true">≠</span>
        <span className="visually-hidden">
          Exclure {FIELDS[field].label.toLowerCase()} {words}
        </span>
      </Link>
    </span>
  );
}
