import { every, Fragment, fragment, verbatim } from '../postgres/fragment.ts';
import { forSearch } from '../postgres/french-order.ts';

/** The text in which a row is found, out of its columns: for a generated column of a read model. */
export const searchable = (...columns: readonly string[]): string =>
  forSearch(columns.map((column) => `coalesce(${column}, '')`).join(` || ' ' || `));

/** DDL of the index that finds parts of words in a `searchable` column. */
export const searchIndex = (table: string, column = 'search'): string =>
  `CREATE INDEX ${table}_${column} ON ${table} USING gin (${column} public.gin_trgm_ops);`;

/**
 * Rows with every word that was asked for in a `searchable` column: in any order, as a part too, whatever accents and capitals.
 */
export const matching = (asked: string, column: string): Fragment =>
  every(
    wordsIn(asked).map((word) => fragment`${verbatim(column)} LIKE ${asSearched(`%${literally(word)}%`)}`),
  );

/** Hyphens part words, as in `forSearch`. What stands around them in a sentence is not searched: « LEROY Anne (A123456), ». */
const wordsIn = (asked: string): string[] => [
  ...new Set(
    asked
      .split(/[\s‐‑–-]+/u)
      .map((word) => word.replace(/^[.,;:!?…()«»"“”]+|[.,;:!?…()«»"“”]+$/gu, ''))
      .filter(Boolean),
  ),
];

/** What `LIKE` takes for a wildcard is a character here. */
const literally = (word: string): string => word.replace(/[\\%_]/g, '\\$&');

/** The same function of PostgreSQL on both sides: no two programs agree on every letter. */
const asSearched = (pattern: string): Fragment =>
  new Fragment(forSearch(`${SLOT}::text`).split(SLOT), [pattern]);
const SLOT = '{}';
