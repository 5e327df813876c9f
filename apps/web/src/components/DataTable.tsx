import { type ReactNode, useId, useState } from 'react';
import { Link } from 'react-router';
import { Empty } from './Empty';

export interface Column<Row> {
  header: string;
  cell: (row: Row) => ReactNode;
  /** Aligned to the right, in tabular figures. */
  numeric?: boolean;
  /** Only for acting on a row: left out on paper. */
  isAct?: true;
  /** Where the header leads, and in which direction the rows are sorted by it now, if they are. */
  sorting?: { to: string; direction: 'ascending' | 'descending' | null };
}

/** Of a column whose cells act on their rows. */
export const ACTIONS = { header: 'Actions', isAct: true } as const;

interface Props<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  empty: string;
  /** What a row opens to, in place; `label` names the row to those who do not see it. */
  detail?: { label: (row: Row) => string; render: (row: Row) => ReactNode };
  /** Rows that can be ticked, those without a label apart. */
  choice?: Choice<Row>;
}

export interface Choice<Row> {
  /** Names the row; null when there is nothing to tick. */
  label: (row: Row) => string | null;
  isTicked: (row: Row) => boolean;
  onTick: (row: Row, isTicked: boolean) => void;
}

/** A table that becomes a list of cards on a narrow screen, unless it is narrow itself. The first column names the row. */
export function DataTable<Row>({ caption, columns, rows, rowKey, empty, detail, choice }: Props<Row>) {
  if (rows.length === 0) return <Empty>{empty}</Empty>;
  return (
    <table className={columns.length > 2 ? 'data-table stacks' : 'data-table'}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ header, numeric, isAct, sorting }) => (
            <th
              key={header}
              scope="col"
              className={classOf({ numeric, isAct })}
              aria-sort={sorting?.direction ?? undefined}
            >
              {sorting ? <SortLink header={header} {...sorting} /> : header}
            </th>
          ))}
          {choice && (
            <th scope="col" className="act">
              Choix
            </th>
          )}
          {detail && (
            <th scope="col" className="act">
              Détail
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={rowKey(row)} row={row} columns={columns} detail={detail} choice={choice} />
        ))}
      </tbody>
    </table>
  );
}

/** What a cell says where there is nothing; a card leaves it out. */
const NOTHING = '—';

const classOf = ({ numeric, isAct }: Pick<Column<never>, 'numeric' | 'isAct'>): string | undefined =>
  numeric ? 'numeric' : isAct ? 'act' : undefined;

/** The arrow shows the present order; what the link does is said to those who do not see it. */
function SortLink({ header, to, direction }: { header: string } & NonNullable<Column<unknown>['sorting']>) {
  return (
    <Link className="sort-link" to={to} preventScrollReset>
      {header}
      <span aria-hidden="true">{direction === null ? '↕' : direction === 'ascending' ? '↑' : '↓'}</span>
      <span className="visually-hidden">
        {direction === 'ascending' ? ' : trier à l’inverse' : ' : trier par cette colonne'}
      </span>
    </Link>
  );
}

function TableRow<Row>({
  row,
  columns,
  detail,
  choice,
}: Pick<Props<Row>, 'columns' | 'detail' | 'choice'> & { row: Row }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const [first, ...others] = columns;
  return (
    <>
      <tr className={isOpen ? 'opened' : undefined}>
        <th scope="row">{first?.cell(row)}</th>
        {others.map(({ header, cell, numeric, isAct }) => {
          const content = cell(row);
          return (
            <td
              key={header}
              data-label={header}
              className={content === NOTHING ? 'nothing' : classOf({ numeric, isAct })}
            >
              <div>{content}</div>
            </td>
          );
        })}
        {choice && (
          <td data-label="Choix" className="act choice">
            <div>
              <Tick row={row} {...choice} />
            </div>
          </td>
        )}
        {detail && (
          <td data-label="Détail" className="act">
            <div>
              <button
                type="button"
                className="button"
                aria-expanded={isOpen}
                aria-controls={id}
                onClick={() => setOpen(!isOpen)}
              >
                {isOpen ? 'Fermer' : 'Ouvrir'}
                <span className="visually-hidden"> : {detail.label(row)}</span>
              </button>
            </div>
          </td>
        )}
      </tr>
      {detail && isOpen && (
        <tr className="row-detail" id={id}>
          <td colSpan={columns.length + 1}>{detail.render(row)}</td>
        </tr>
      )}
    </>
  );
}

function Tick<Row>({ row, label, isTicked, onTick }: Choice<Row> & { row: Row }) {
  const name = label(row);
  if (name === null) return null;
  return (
    <input
      type="checkbox"
      aria-label={`Choisir\u00a0: ${name}`}
      checked={isTicked(row)}
      onChange={(event) => onTick(row, event.target.checked)}
    />
  );
}
