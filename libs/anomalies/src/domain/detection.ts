import type { AttemptOutcome } from '#connections';
import { type HolidayCalendar, type Instant, isPublicHoliday, parisTimeOf, SUNDAY } from '#platform';
import type { EventCountRule, Rule, UnusualTimeRule } from './rules.ts';

/** An attempt on a code, as far as the rules look at it. */
export interface Attempt {
  /** Of the `LoginAttempted` event. */
  readonly attemptId: string;
  readonly at: Instant;
  readonly outcome: AttemptOutcome;
  readonly address: string | null;
  /** How many attempts this is the record of: those refused unread are gathered (R18). */
  readonly count: number;
}

/** Why a moment is unusual. */
export type Circumstance = 'night' | 'sunday' | 'holiday';

/** How far back a rule looks from an attempt, in minutes; 0 when the attempt alone decides. */
export function lookBackMinutes(rule: Rule): number {
  return 'correlation' in rule && rule.correlation.condition.gte > 1 ? minutesOf(rule) : 0;
}

export const minutesOf = ({ correlation }: EventCountRule): number =>
  Number.parseInt(correlation.timespan, 10);

export const selects = ({ selection }: Rule, { outcome }: Pick<Attempt, 'outcome'>): boolean =>
  selection.outcome.includes(outcome);

/**
 * Whether the last attempt of `attempts` is a hit of the rule, and by which attempts: the window slides with it.
 * `attempts` are those on one code, in the order of their stream, so that equal times are no question.
 * Null when it is no hit.
 */
export function hitOf(
  rule: Rule,
  attempts: readonly Attempt[],
  calendar: HolidayCalendar,
): readonly Attempt[] | null {
  const last = attempts.at(-1);
  if (!last || !selects(rule, last)) return null;
  if ('unusualTime' in rule) return circumstanceOf(rule, last.at, calendar) ? [last] : null;
  const evidence = attempts.filter(
    (attempt) => selects(rule, attempt) && isWithin(minutesOf(rule), attempt.at, last.at),
  );
  return attemptsIn(evidence) >= rule.correlation.condition.gte ? evidence : null;
}

/** How many attempts these records are of. */
export const attemptsIn = (evidence: readonly Attempt[]): number =>
  evidence.reduce((sum, { count }) => sum + count, 0);

/** Both ends of a window count; clocks that disagree by less than it do no harm. */
export const isWithin = (minutes: number, from: Instant, to: Instant): boolean =>
  Math.abs(Date.parse(to) - Date.parse(from)) <= minutes * 60_000;

/** A night of a Sunday is a Sunday; a public holiday goes before both. Null at a usual time. */
export function circumstanceOf(
  { unusualTime: { fromHour, untilHour } }: UnusualTimeRule,
  at: Instant,
  calendar: HolidayCalendar,
): Circumstance | null {
  const { date, weekday, hour } = parisTimeOf(at);
  if (isPublicHoliday(date, calendar)) return 'holiday';
  if (weekday === SUNDAY) return 'sunday';
  return hour >= fromHour || hour < untilHour ? 'night' : null;
}
