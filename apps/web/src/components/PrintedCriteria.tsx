import { formatDay } from '../format';
import type { ListDeclaration, ListFilter } from './list-declaration';

interface Props<Row> {
  list: ListDeclaration<Row>;
  filter: Record<string, string | undefined>;
  /** How much of the list it is; null when it is all of it. */
  shown: string | null;
}

/** On paper, where the filters are not: what the rows were found by. */
export function PrintedCriteria<Row>({
  list: { filters, columns },
  filter: { q, sort, ...given },
  shown,
}: Props<Row>) {
  const by = columns.find((column) => column.sort && column.sort === sort?.replace('-', ''))?.header;
  const said = [
    ...(q ? [`recherche «\u00a0${q}\u00a0»`] : []),
    ...filters.flatMap((filter) => {
      const value = given[filter.name];
      return value ? [wordsOf(filter, value)] : [];
    }),
    ...(by ? [`tri\u00a0: ${by}${sort?.startsWith('-') ? ', à l’inverse' : ''}`] : []),
    ...(shown ? [shown] : []),
  ];
  return (
    <p className="on-paper">
      {said.length > 0 ? `Critères\u00a0: ${said.join('\u00a0; ')}.` : 'Liste entière.'}
    </p>
  );
}

/** What links filter by has no field of its own. */
const LINKED: Record<string, string> = {
  organismId: 'organisme',
  userCode: 'code',
  establishmentId: 'établissement',
  approvedBy: 'approuvé par',
  about: 'sujet',
};

function wordsOf(filter: ListFilter, value: string): string {
  if ('isHidden' in filter) return `${LINKED[filter.name] ?? filter.name}\u00a0: ${value}`;
  if ('options' in filter) {
    return `${filter.label}\u00a0: ${filter.options.find((option) => option.value === value)?.label ?? value}`;
  }
  return `${filter.label} ${filter.type === 'date' ? formatDay(value) : value}`;
}
