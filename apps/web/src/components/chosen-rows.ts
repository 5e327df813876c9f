import { useState } from 'react';
import { type BulkAct, deedFor } from './bulk-act';
import type { Choice } from './DataTable';

/** So many rows may be chosen at once. */
export const MOST_CHOSEN = 500;

/** A row as it was read. */
interface ReadRow<Row> {
  row: Row;
  /** Up to where in the register; null where nobody says. */
  tag: string | null;
}

export interface Chosen<Row> {
  choice: Choice<Row>;
  /** By id: on this page, and on others. */
  rows: ReadonlyMap<string, ReadRow<Row>>;
  /** Of what the page shows. */
  tag: string | null;
  choose: (rows: Iterable<Row>) => void;
}

/** Rows that somebody has ticked, of those that something can be done to; `of` is what they are chosen from, `tag` that of the page. */
export function useChosen<Row>(
  act: BulkAct<Row> | undefined,
  idOf: (row: Row) => string,
  of = '',
  tag: string | null = null,
): Chosen<Row> {
  const [state, setState] = useState<{ of: string; rows: Chosen<Row>['rows'] }>({ of, rows: new Map() });
  const rows: Chosen<Row>['rows'] = state.of === of ? state.rows : new Map();
  const choose = (chosen: Iterable<Row>) =>
    setState({ of, rows: new Map([...chosen].map((row) => [idOf(row), asRead(row)])) });
  const asRead = (row: Row): ReadRow<Row> => {
    const before = rows.get(idOf(row));
    return before?.row === row ? before : { row, tag };
  };
  return {
    rows,
    tag,
    choose,
    choice: {
      label: (row) => (act && deedFor(act, row)?.nameOf(row)) ?? null,
      isTicked: (row) => rows.has(idOf(row)),
      onTick: (row, isTicked) => {
        const others = [...rows.values()]
          .map((read) => read.row)
          .filter((other) => idOf(other) !== idOf(row));
        choose(isTicked ? [...others, row] : others);
      },
    },
  };
}
