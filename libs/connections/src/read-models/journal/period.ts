import {
  addDays,
  badPeriod,
  type CalendarDate,
  daysBetween,
  endOfDay,
  type Instant,
  isCalendarDate,
  parisDateOf,
  periodTooLong,
  plusMs,
  startOfDay,
} from '#platform';

const DEFAULT_DAYS = 7;
/** Ten years. */
const MOST_DAYS = 3660;

/** Each a day in Paris, whole, or the beginning of an hour. */
export interface AskedPeriod {
  readonly from?: CalendarDate | Instant;
  readonly to?: CalendarDate | Instant;
}

/** Whole hours: `from` is in it, `to` is not. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * The period that was asked for: unless it says otherwise, seven days up to today.
 * @throws Refusal bad-period, period-too-long
 */
export function periodOf({ from, to }: AskedPeriod, now: Instant): Period {
  const end = to === undefined || isCalendarDate(to) ? endOfDay(to ?? parisDateOf(now)) : to;
  const first = from ?? addDays(lastDayBefore(end), 1 - DEFAULT_DAYS);
  const period = { from: isCalendarDate(first) ? startOfDay(first) : first, to: end };
  if (period.from >= end) throw badPeriod();
  if (daysOf(period) > MOST_DAYS) throw periodTooLong(MOST_DAYS);
  return period;
}

/** How many days in Paris it touches. */
export const daysOf = ({ from, to }: Period): number => daysBetween(parisDateOf(from), lastDayBefore(to)) + 1;

/** Its days when it has nothing but whole ones, else null. */
export function wholeDaysOf({ from, to }: Period): { first: CalendarDate; last: CalendarDate } | null {
  const [first, last] = [parisDateOf(from), lastDayBefore(to)];
  return startOfDay(first) === from && endOfDay(last) === to ? { first, last } : null;
}

const lastDayBefore = (end: Instant): CalendarDate => parisDateOf(plusMs(end, -1));
