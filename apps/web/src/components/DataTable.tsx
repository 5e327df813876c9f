import type { ReactNode } from 'react';
import { Empty } from './Empty';

export interface Column<Row> {
  header: string;
  cell: (row: Row) => ReactNode;
  /** Aligned to the right, in tabular figures. */
  numeric?: boolean;
}

interface Props<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  empty: string;
}

/** A table that becomes a list of cards on a narrow screen, unless it is narrow itself. The first column names the row. */
export function DataTable<Row>({ caption, columns, rows, rowKey, empty }: Props<Row>) {
  if (rows.length === 0) return <Empty>{empty}</Empty>;
  const [first, ...others] = columns;
  return (
    <table className={columns.length > 2 ? 'data-table stacks' : 'data-table'}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ header, numeric }) => (
            <th key={header} scope="col" className={numeric ? 'numeric' : undefined}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            <th scope="row">{first?.cell(row)}</th>
            {others.map(({ header, cell, numeric }) => (
              <td key={header} data-label={header} className={numeric ? 'numeric' : undefined}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
