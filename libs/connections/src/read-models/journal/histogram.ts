import { Injectable } from '@nestjs/common';
import {
  Database,
  every,
  type Fragment,
  fragment,
  type Instant,
  type Principal,
  startOfDay,
  verbatim,
} from '#platform';
import { barsOf, unitOf } from './bars.ts';
import {
  attemptsIn,
  countsIn,
  type JournalFilter,
  JournalFilters,
  type Restriction,
  type Selection,
} from './filter.ts';
import { inBounds } from './in-bounds.ts';
import { wholeDaysOf } from './period.ts';
import { ALL } from './roll-ups.ts';
import { fieldsOf, MOST_COUNTED, ofDays } from './source.ts';
import type { Bar, Histogram } from './view.ts';

/** Numbers of the attempts from `at` on, for an hour or a day. */
interface Counted {
  readonly at: Instant;
  readonly successes: number;
  readonly failures: number;
  readonly pending: number;
}

type Days = NonNullable<ReturnType<typeof wholeDaysOf>>;

/** A sign-in that waits for its second factor has neither succeeded nor failed. */
const SUMS = (count: string) =>
  verbatim(`
  coalesce(sum(${count}) FILTER (WHERE outcome = 'success'), 0)::float8 AS successes,
  coalesce(sum(${count}) FILTER (WHERE outcome NOT IN ('success', 'factor-asked')), 0)::float8 AS failures,
  coalesce(sum(${count}) FILTER (WHERE outcome = 'factor-asked'), 0)::float8 AS pending`);

/** How many attempts a filter finds, along its period. */
@Injectable()
export class HistogramQuery {
  constructor(
    private readonly database: Database,
    private readonly filters: JournalFilters,
  ) {}

  /** @throws Refusal as JournalFilters, and takes-too-long */
  async read(filter: JournalFilter, principal: Principal, gone: AbortSignal): Promise<Histogram> {
    const selection = await this.filters.read(filter, principal);
    const unit = unitOf(selection.period);
    const { counted, countedSince } = await inBounds(gone, (signal) => this.count(selection, unit, signal));
    return { unit, countedSince, bars: fold(counted, barsOf(selection.period, unit)) };
  }

  /** From the roll-ups where they know the answer; else row by row, the latest first, and up to a bound. */
  private async count(selection: Selection, unit: string, signal: AbortSignal) {
    const [field = ALL, ...others] = fieldsOf(selection);
    const days = unit === 'hour' ? null : wholeDaysOf(selection.period);
    if (others.length === 0 && days) return whole(await this.byDay(selection, field, days, signal));
    if (field === ALL) return whole(await this.byHour(selection, signal));
    return this.byRow(selection, signal);
  }

  /** What leaves a few values out is all less these: two short readings in the place of a long one. */
  private async byDay(
    selection: Selection,
    field: string,
    days: Days,
    signal: AbortSignal,
  ): Promise<Counted[]> {
    const ofField = selection.restrictions.filter(({ column }) => column === field);
    if (ofField.length === 0 || ofField.some(({ isExcluded }) => !isExcluded)) {
      return this.daysOf(selection, field, days, signal);
    }
    const others = selection.restrictions.filter(({ column }) => column !== field);
    const values = ofField.flatMap((restriction) => restriction.values);
    const leftOut: Restriction = { column: ofField[0]!.column, values, isExcluded: false };
    const [all, less] = await Promise.all([
      this.daysOf({ ...selection, restrictions: others }, ALL, days, signal),
      this.daysOf({ ...selection, restrictions: [...others, leftOut] }, field, days, signal),
    ]);
    const negative = less.map(({ at, successes, failures, pending }) => ({
      at,
      successes: -successes,
      failures: -failures,
      pending: -pending,
    }));
    return [...all, ...negative].sort((one, other) => (one.at < other.at ? -1 : 1));
  }

  private async daysOf(
    selection: Selection,
    field: string,
    { first, last }: Days,
    signal: AbortSignal,
  ): Promise<Counted[]> {
    const where = every([countsIn(selection), ofDays(field, first, last)]);
    const rows = await this.rows<Counted>(
      fragment`SELECT day::text AS at, ${SUMS('n')} FROM journal.daily WHERE ${where} GROUP BY day ORDER BY day`,
      signal,
    );
    return rows.map((row) => ({ ...row, at: startOfDay(row.at) }));
  }

  private async byHour(selection: Selection, signal: AbortSignal): Promise<Counted[]> {
    const { from, to } = selection.period;
    const where = every([countsIn(selection), fragment`hour >= ${from} AND hour < ${to}`]);
    const rows = await this.rows<Counted & { at: Date }>(
      fragment`SELECT hour AS at, ${SUMS('n')} FROM journal.hourly WHERE ${where} GROUP BY hour ORDER BY hour`,
      signal,
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  private async byRow(selection: Selection, signal: AbortSignal) {
    const rows = await this.rows<Counted & { at: Date; rows: number; oldest: Date }>(
      fragment`SELECT date_trunc('hour', at, 'UTC') AS at, ${SUMS('count')}, count(*)::int AS rows, min(at) AS oldest
       FROM (SELECT at, outcome, count FROM journal.attempts WHERE ${attemptsIn(selection)}
             ORDER BY at DESC, id DESC LIMIT ${MOST_COUNTED}) AS latest
       GROUP BY 1 ORDER BY 1`,
      signal,
    );
    const isCut = rows.reduce((sum, row) => sum + row.rows, 0) === MOST_COUNTED;
    return {
      counted: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
      countedSince: isCut ? rows[0]!.oldest.toISOString() : null,
    };
  }

  private async rows<Row extends object>({ text, values }: Fragment, signal: AbortSignal) {
    return (await this.database.query<Row>({ text, values, signal })).rows;
  }
}

const whole = (counted: Counted[]) => ({ counted, countedSince: null });

/** Hours and days into the bars that they fall into. Both are in the order of time. */
function fold(counted: readonly Counted[], bars: ReturnType<typeof barsOf>): Bar[] {
  let next = 0;
  return bars.map(({ from, to }) => {
    const bar = { from, to, successes: 0, failures: 0, pending: 0 };
    for (; next < counted.length && counted[next]!.at < to; next++) {
      bar.successes += counted[next]!.successes;
      bar.failures += counted[next]!.failures;
      bar.pending += counted[next]!.pending;
    }
    return bar;
  });
}
