import { type ComponentProps, useState } from 'react';
import { formatNumber } from '../format';
import { DataTable } from './DataTable';

/** So many rows say where to begin. */
const FIRST = 10;

/** A table whose first rows are shown, and all of them once they are asked for. */
export function FoldedTable<Row>({ rows, ...table }: ComponentProps<typeof DataTable<Row>>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <DataTable {...table} rows={isOpen ? rows : rows.slice(0, FIRST)} />
      {rows.length > FIRST && (
        <div className="actions">
          <button type="button" className="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen
              ? `Revenir aux ${FIRST} premières lignes`
              : `Voir les ${formatNumber(rows.length)} lignes`}
          </button>
        </div>
      )}
    </>
  );
}
