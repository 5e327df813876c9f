import {
  addDays,
  type CalendarDate,
  HOUR_MS,
  type Instant,
  parisDateOf,
  plusMs,
  startOfDay,
  weekdayOf,
} from '#platform';
import { daysOf, type Period } from './period.ts';

export const units = ['hour', 'day', 'week', 'month'] as const;
export type Unit = (typeof units)[number];

const MOST_DAYS_OF_HOURS = 3;
const MOST_DAYS_OF_DAYS = 92;
const MOST_DAYS_OF_WEEKS = 400;

/** What a bar stands for: up to some ninety of them can be told apart. */
export function unitOf(period: Period): Unit {
  const days = daysOf(period);
  if (days <= MOST_DAYS_OF_HOURS) return 'hour';
  if (days <= MOST_DAYS_OF_DAYS) return 'day';
  return days <= MOST_DAYS_OF_WEEKS ? 'week' : 'month';
}

/** The period cut at the hours, or at the days, weeks and months of Paris; the first and the last may be shorter. */
export function barsOf({ from, to }: Period, unit: Unit): Period[] {
  const bars: Period[] = [];
  for (let start = from; start < to; ) {
    const next = nextStart(start, unit);
    const end = next < to ? next : to;
    bars.push({ from: start, to: end });
    start = end;
  }
  return bars;
}

const nextStart = (start: Instant, unit: Unit): Instant =>
  unit === 'hour' ? plusMs(start, HOUR_MS) : startOfDay(firstDayAfter[unit](parisDateOf(start)));

const firstDayAfter: Readonly<Record<Exclude<Unit, 'hour'>, (day: CalendarDate) => CalendarDate>> = {
  day: (day) => addDays(day, 1),
  week: (day) => addDays(day, 8 - weekdayOf(day)),
  month: (day) => `${addDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`,
};
