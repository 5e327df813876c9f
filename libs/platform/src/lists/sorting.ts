import { isCalendarDate, isInstant } from '../calendar/calendar.ts';
import { Fragment, fragment, verbatim } from '../postgres/fragment.ts';
import { invalid, type Refusal } from '../refusal.ts';
import { isStorable } from '../text/storable.ts';

/** How a value of a row travels in a cursor, and is told from what somebody made up. */
interface Kind {
  readonly type: string;
  /** SQL that gives the value of a column as a text which `type` reads as the same value. */
  readonly written: (sql: string) => string;
  readonly isRight: (text: string) => boolean;
}

const asText = (sql: string) => `(${sql})::text`;

const KINDS = {
  text: { type: 'text', written: asText, isRight: isStorable },
  id: {
    type: 'uuid',
    written: asText,
    isRight: (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  },
  whole: { type: 'bigint', written: asText, isRight: (text) => /^-?\d{1,16}$/.test(text) },
  day: { type: 'date', written: (sql) => `to_char(${sql}, 'YYYY-MM-DD')`, isRight: isCalendarDate },
  instant: {
    type: 'timestamptz',
    written: (sql) => `to_char((${sql}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    isRight: (text) => /\.\d{6}Z$/.test(text) && isInstant(text.replace(/\d{3}Z$/, 'Z')),
  },
} satisfies Record<string, Kind>;

/** An expression that rows are sorted by. It is never null. */
export interface SortColumn extends Kind {
  readonly sql: string;
  readonly isUpward?: true;
}

const column = (kind: Kind) => (sql: string) => ({ ...kind, sql });

/** What rows are sorted by: texts as their collation says (`frenchOrder` for names), days from 1900 to 2999. */
export const by = {
  text: column(KINDS.text),
  id: column(KINDS.id),
  whole: column(KINDS.whole),
  day: column(KINDS.day),
  instant: column(KINDS.instant),
};

/**
 * Columns that come last, from A to Z in both directions: where many rows have one day, people look for a name among them. An
 * index reads rows in this order by its first columns alone, so it is for lists of some thousand rows.
 */
export const upward = (...columns: readonly SortColumn[]): SortColumn[] =>
  columns.map((one) => ({ ...one, isUpward: true }));

/** What is sorted by, the first before the others; all of them together are of one row alone. */
export type Sort = readonly [SortColumn, ...SortColumn[]];

/** `-name` sorts the other way round, ties included unless they are `upward`. */
export const sortNames = (sorts: Readonly<Record<string, Sort>>): string[] =>
  Object.keys(sorts).flatMap((name) => [name, `-${name}`]);

const KEY = 'sorted_by_';
const keyAt = (index: number): string => `${KEY}${index}`;

/** An order that rows are read in, from any place on. */
export class Sorting {
  readonly #columns: Sort;
  readonly #isDescending: boolean;

  constructor(
    sorts: Readonly<Record<string, Sort>>,
    private readonly name: string,
  ) {
    this.#isDescending = name.startsWith('-');
    this.#columns = sorts[name.replace('-', '')]!;
  }

  /** SQL of what is sorted by. */
  get keys(): Fragment {
    return verbatim(this.#columns.map(({ sql }, index) => `${sql} AS ${keyAt(index)}`).join(', '));
  }

  get orderBy(): Fragment {
    const directions = this.#columns.map(({ isUpward }) => (this.#isDescending && !isUpward ? ' DESC' : ''));
    return verbatim(directions.map((direction, index) => `${keyAt(index)}${direction}`).join(', '));
  }

  /** SQL of the texts that say where a row stands, once it has its `keys`. */
  get place(): Fragment {
    return verbatim(`ARRAY[${this.#columns.map(({ written }, index) => written(keyAt(index)))}]`);
  }

  /** A row as it is without its `keys`, its `place`, and how many there are. */
  withoutPlace({ place: _, count: __, ...row }: { place: readonly string[]; count?: number }): object {
    return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith(KEY)));
  }

  /** Where to go on behind a row. */
  cursorAt(place: readonly string[]): string {
    return Buffer.from(JSON.stringify([this.name, ...place])).toString('base64url');
  }

  /** That a row with its `keys` comes behind the one that a cursor of the same order stands at. @throws Refusal bad-cursor */
  behind(cursor: string): Fragment {
    const [name, ...place] = textsIn(cursor);
    const isOurs =
      name === this.name &&
      place.length === this.#columns.length &&
      this.#columns.every(({ isRight }, index) => isRight(place[index]!));
    if (!isOurs) throw badCursor();
    const keys = this.#columns.map((_, index) => verbatim(keyAt(index)));
    const values = this.#columns.map(({ type }, index) => new Fragment(['', `::${type}`], [place[index]]));
    const first = this.#isDescending ? this.#columns.filter(({ isUpward }) => !isUpward).length : keys.length;
    const [turned, theirs] = [listed(keys.slice(0, first)), listed(values.slice(0, first))];
    if (first === keys.length) {
      return fragment`(${turned}) ${verbatim(this.#isDescending ? '<' : '>')} (${theirs})`;
    }
    const isLaterInTie = fragment`(${listed(keys.slice(first))}) > (${listed(values.slice(first))})`;
    // The first half alone bounds what an index reads.
    return fragment`((${turned}) <= (${theirs}) AND ((${turned}) < (${theirs}) OR ${isLaterInTie}))`;
  }
}

const listed = (fragments: readonly Fragment[]): Fragment =>
  fragments.reduce((one, other) => fragment`${one}, ${other}`);

/** A cursor is none of ours, or of another order. */
export const badCursor = (): Refusal =>
  invalid('bad-cursor', 'La suite demandée n’est pas valable : reprenez la liste au début.');

/** Nothing when these are not texts. */
function textsIn(cursor: string): string[] {
  try {
    const given: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(given) && given.every((value) => typeof value === 'string') ? given : [];
  } catch {
    return [];
  }
}
