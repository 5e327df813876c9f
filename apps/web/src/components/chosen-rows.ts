import { useState } from 'react';
import { type BulkAct, deedFor } from './bulk-act';
import type { Choice } from './DataTable';

/** So many rows may be chosen at once. */
export const MOST_CHOSEN = 500;

export interface Chosen<Row> {
  choice: Choice<Row>;
  /** By id: on this page, and on others. */
  rows: ReadonlyMap<string, Row>;
  choose: (rows: Iterable<Row>) => void;
}

/** Rows that somebody has ticked, of those that something can be done to; `of` is what they are chosen from. */
export function useChosen<Row>(
  act: BulkAct<Row> | undefined,
  idOf: (row: Row) => string,
  of = '',
): Chosen<Row> {
  const [state, setState] = useState<{ of: string; rows: ReadonlyMap<string, Row> }>({ of, rows: new Map() });
  const rows: ReadonlyMap<string, Row> = state.of === of ? state.rows : new Map();
  const choose = (chosen: Iterable<Row>) =>
    setState({ of, rows: new Map([...chosen].map((row) => [idOf(row), row])) });
  return {
    rows,
    choose,
    choice: {
      label: (row) => (act && deedFor(act, row)?.nameOf(row)) ?? null,
      isTicked: (row) => rows.has(idOf(row)),
      onTick: (row, isTicked) => {
        const others = [...rows.values()].filter((other) => idOf(other) !== idOf(row));
        choose(isTicked ? [...others, row] : others);
      },
    },
  };
}
