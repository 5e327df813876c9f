import { Temporal } from 'temporal-polyfill';
import { DAY_MS } from './durations.ts';
import type { CalendarDate, Instant } from './instant.ts';

/** Hours of a month, or days of two years. */
const MOST_REMEMBERED = 1000;

/** The only time zone of this product: days, hours and deadlines are those of Europe/Paris. */
export const PARIS = 'Europe/Paris';

/** Monday is 1, Sunday is 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const SATURDAY = 6 satisfies Weekday;
export const SUNDAY = 7 satisfies Weekday;

/** What the clock on the wall in Paris shows. */
export interface ParisTime {
  readonly date: CalendarDate;
  readonly weekday: Weekday;
  /** 0 to 23. */
  readonly hour: number;
  /** 0 to 59. */
  readonly minute: number;
}

/** Whether `value` is a day that exists, written `YYYY-MM-DD`, of the years 1900 to 2999: others are slips, or worse. */
export function isCalendarDate(value: unknown): value is CalendarDate {
  if (typeof value !== 'string' || !/^(19|2\d)\d\d-\d\d-\d\d$/.test(value)) return false;
  const midnight = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(value);
}

/** Whether `value` is a moment that exists, written as `toISOString` writes it, on a day that `isCalendarDate` takes. */
export function isInstant(value: unknown): value is Instant {
  if (typeof value !== 'string' || !isCalendarDate(value.slice(0, 10))) return false;
  const moment = new Date(value);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === value;
}

/** Whether `value` is the first moment of an hour, written as an instant. */
export const isHour = (value: unknown): value is Instant => isInstant(value) && startOfHour(value) === value;

/** So much later; earlier when `ms` is negative. */
export const plusMs = (instant: Instant, ms: number): Instant =>
  new Date(Date.parse(instant) + ms).toISOString();

/** @throws RangeError when `instant` is not one */
export const parisTimeOf = (instant: Instant): ParisTime => ({
  ...hourOf(instant),
  minute: Number(instant.slice(14, 16)),
});

/** The hour in Paris that an instant is in. */
function hourOf(instant: Instant): Omit<ParisTime, 'minute'> {
  if (!WRITTEN.test(instant)) throw new RangeError(`Not an instant: ${instant}`);
  return hourInParis(instant.slice(0, '2026-12-01T14'.length));
}

/** As `toISOString` writes an instant, but for what the calendar has to say of its hour. */
const WRITTEN = /^\d{4}-\d\d-\d\dT\d\d:[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Of an hour of UTC, written `2026-12-01T14`. */
const hourInParis = remembered((hour): Omit<ParisTime, 'minute'> => {
  const paris = Temporal.Instant.from(`${hour}:00Z`).toZonedDateTimeISO(PARIS);
  return { date: paris.toPlainDate().toString(), weekday: paris.dayOfWeek as Weekday, hour: paris.hour };
});

/** What is asked for again and again, mostly of the same few days: the calendar takes long to tell. */
function remembered<Answer>(look: (asked: string) => Answer): (asked: string) => Answer {
  const known = new Map<string, Answer>();
  return (asked) => {
    let answer = known.get(asked);
    if (answer === undefined) {
      answer = look(asked);
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(asked, answer);
    }
    return answer;
  };
}

/** The beginning of its hour: the same in Paris as in UTC, for clocks there differ by whole hours. */
export const startOfHour = (instant: Instant): Instant => `${instant.slice(0, 13)}:00:00.000Z`;

/**
 * The instant as ISO 8601 writes the time in Paris, to the second: « 2026-12-01T14:05:07+01:00 ».
 *
 * @throws RangeError when `instant` is not one
 */
export const inParis = (instant: Instant): string =>
  Temporal.Instant.from(instant).toString({ timeZone: PARIS, smallestUnit: 'second' });

/**
 * The day it is in Paris at `instant`.
 *
 * @throws RangeError when `instant` is not one
 */
export const parisDateOf = (instant: Instant): CalendarDate => hourOf(instant).date;

/** The month in Paris: `2026-10`. */
export const monthOf = (instant: Instant): string => parisDateOf(instant).slice(0, '2026-10'.length);

/**
 * 0:00 in Paris: the first moment of the day.
 *
 * @throws RangeError when `date` is not one
 */
export const startOfDay: (date: CalendarDate) => Instant = remembered((date) => {
  const { epochMilliseconds } = Temporal.PlainDate.from(date).toZonedDateTime(PARIS);
  return new Date(epochMilliseconds).toISOString();
});

/**
 * When the clocks in Paris show that, written `2026-11-23T14:05`: the earlier one where they do twice, and what they show
 * instead where they never do.
 *
 * @throws RangeError when it is no time of a day
 */
export const instantInParis = (wallClock: string): Instant =>
  new Date(Temporal.PlainDateTime.from(wallClock).toZonedDateTime(PARIS).epochMilliseconds).toISOString();

/**
 * 24:00 in Paris: the first moment *after* the day. What is valid to the end of the day is valid while
 * `now < endOfDay(date)` (R3).
 *
 * @throws RangeError when `date` is not one
 */
export const endOfDay = (date: CalendarDate): Instant => startOfDay(addDays(date, 1));

/**
 * `days` later on the calendar, earlier when negative. Never a multiple of 24 hours.
 *
 * @throws RangeError when `date` is not one
 */
export const addDays = (date: CalendarDate, days: number): CalendarDate =>
  dateOf(midnightIn(date) + days * DAY_MS);

/** Days of the calendar alone all have 24 hours. */
const dateOf = (midnight: number): CalendarDate => new Date(midnight).toISOString().slice(0, 10);

function midnightIn(date: CalendarDate): number {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  // A 30 February would be taken for a day in March.
  if (Number.isNaN(midnight) || dateOf(midnight) !== date) throw new RangeError(`Not a date: ${date}`);
  return midnight;
}

/**
 * `months` later on the calendar, earlier when negative: the same day of the month, or its last one where there is no such
 * day (29 February, a year later: 28 February).
 *
 * @throws RangeError when `date` is not one
 */
export const addMonths = (date: CalendarDate, months: number): CalendarDate =>
  Temporal.PlainDate.from(date).add({ months }).toString();

/**
 * Days from `from` to `to`: 1 from one day to the next, negative when `to` is earlier.
 *
 * @throws RangeError when one of them is not a date
 */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  (midnightIn(to) - midnightIn(from)) / DAY_MS;

/** @throws RangeError when `date` is not one */
export const weekdayOf = (date: CalendarDate): Weekday => Temporal.PlainDate.from(date).dayOfWeek as Weekday;
