import { Injectable } from '@nestjs/common';
import { Database, every, fragment, type Instant, type Principal, verbatim } from '#platform';
import {
  attemptsIn,
  type Column,
  countsIn,
  type JournalFilter,
  JournalFilters,
  type Selection,
} from './filter.ts';
import { inBounds } from './in-bounds.ts';
import { wholeDaysOf } from './period.ts';
import { ALL } from './roll-ups.ts';
import { fieldsOf, MOST_COUNTED, ofDays } from './source.ts';

const TOP = 10;
const COLUMNS = ['user_code', 'network', 'outcome', 'browser'] as const satisfies readonly Column[];
type TopColumn = (typeof COLUMNS)[number];

export interface TopValue {
  readonly value: string;
  readonly count: number;
}

export type TopValues = Readonly<Record<TopColumn, readonly TopValue[]>> & {
  /** Where rows had to be counted one by one and were too many: only those since then are. */
  readonly countedSince: Instant | null;
};

/** The ten most frequent values of each column, among the attempts that a filter finds. */
@Injectable()
export class TopQuery {
  constructor(
    private readonly database: Database,
    private readonly filters: JournalFilters,
  ) {}

  /** @throws Refusal as JournalFilters, and takes-too-long */
  async read(filter: JournalFilter, principal: Principal, gone: AbortSignal): Promise<TopValues> {
    const selection = await this.filters.read(filter, principal);
    const known = COLUMNS.filter((column) => rollUpOf(selection, column) !== null);
    return inBounds(gone, async (signal) => {
      const [fromRows, ...fromRollUps] = await Promise.all([
        this.fromRows(
          selection,
          COLUMNS.filter((column) => !known.includes(column)),
          signal,
        ),
        ...known.map((column) => this.fromRollUp(selection, column, signal)),
      ]);
      const top = Object.fromEntries(known.map((column, index) => [column, fromRollUps[index]!]));
      return { ...fromRows, ...top } as TopValues;
    });
  }

  private async fromRollUp(
    selection: Selection,
    column: TopColumn,
    signal: AbortSignal,
  ): Promise<TopValue[]> {
    const { first, last } = wholeDaysOf(selection.period)!;
    // Attempts without a code have their place among the outcomes alone.
    const value = verbatim(column === 'outcome' ? 'outcome' : 'value');
    const counted = verbatim(column === 'outcome' ? 'true' : `value <> ''`);
    const where = every([countsIn(selection), ofDays(rollUpOf(selection, column), first, last), counted]);
    const { text, values } = fragment`SELECT ${value} AS value, sum(n)::float8 AS count FROM journal.daily
      WHERE ${where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${TOP}`;
    return (await this.database.query<TopValue>({ text, values, signal })).rows;
  }

  /** The latest rows alone when they are too many. */
  private async fromRows(selection: Selection, columns: readonly TopColumn[], signal: AbortSignal) {
    if (columns.length === 0) return { countedSince: null };
    const top = (column: TopColumn) => `
      '${column}', (SELECT coalesce(json_agg(t), '[]') FROM (
        SELECT ${column} AS value, sum(count)::float8 AS count FROM latest
        WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${TOP}) AS t)`;
    const { text, values } = fragment`
      WITH latest AS MATERIALIZED (
        SELECT at, count, ${verbatim(String(columns))} FROM journal.attempts WHERE ${attemptsIn(selection)}
        ORDER BY at DESC, id DESC LIMIT ${MOST_COUNTED})
      SELECT json_build_object(${verbatim(String(columns.map(top)))}) AS top,
        (SELECT count(*)::int FROM latest) AS rows, (SELECT min(at) FROM latest) AS oldest`;
    const { rows } = await this.database.query<{ top: object; rows: number; oldest: Date }>({
      text,
      values,
      signal,
    });
    const { top: found, rows: counted, oldest } = rows[0]!;
    return { ...found, countedSince: counted === MOST_COUNTED ? oldest.toISOString() : null };
  }
}

/** The field of the roll-up that knows the values of a column under this filter; null when none does. */
function rollUpOf(selection: Selection, column: TopColumn): string | null {
  if (!wholeDaysOf(selection.period)) return null;
  const fields = fieldsOf(selection);
  if (column === 'outcome') return fields.length > 1 ? null : (fields[0] ?? ALL);
  return fields.every((field) => field === column) ? column : null;
}
