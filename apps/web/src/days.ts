import type { CalendarDate, Instant } from './api/contract';

const PARIS_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' });

/** Calendar days are counted on the calendar of Europe/Paris, never in multiples of 24 hours of local time. */
export const today = (): CalendarDate => PARIS_DAY.format(new Date());

export const dayOf = (instant: Instant): CalendarDate => PARIS_DAY.format(new Date(instant));

/** `2026-12`. */
export const monthOf = (instant: Instant): string => dayOf(instant).slice(0, '2026-12'.length);

const PARIS_CLOCK = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Europe/Paris',
});
const HOUR_MS = 3_600_000;

/** What the clock on the wall in Paris shows at a moment, as a field has it: « 2026-11-23T14:05 ». */
const wallClockAt = (moment: number): string => PARIS_CLOCK.format(moment).replace(' ', 'T');

/** A moment in Paris, as a field has it. */
export const typedAt = (instant: Instant): string => wallClockAt(Date.parse(instant));

/** With which offsets the clocks in Paris show a time, summer first: two in the hour that comes twice, none in the one left out. */
export function offsetsAt(wallClock: string): string[] {
  const asUtc = Date.parse(`${wallClock}Z`);
  return OFFSETS.filter(({ hours }) => wallClockAt(asUtc - hours * HOUR_MS) === wallClock).map(
    ({ offset }) => offset,
  );
}

const OFFSETS = [
  { hours: 2, offset: '+02:00' },
  { hours: 1, offset: '+01:00' },
];

/** Of a moment that the clocks in Paris show twice, as summer time ends: at which of the two it is; null of any other. */
export function seasonOf(instant: Instant): 'été' | 'hiver' | null {
  const shown = typedAt(instant);
  const [summer, winter] = offsetsAt(shown);
  if (winter === undefined) return null;
  return Date.parse(instant) < Date.parse(`${shown}${summer}`) + HOUR_MS ? 'été' : 'hiver';
}

/** Whether it is a date at all: an address may say anything. */
export const isDate = (text: string): boolean => !Number.isNaN(Date.parse(text));

/** As the address of the journal writes a beginning or an end: a day where it is midnight in Paris, else the instant. */
export const startBound = (instant: Instant): CalendarDate | Instant =>
  isMidnight(instant) ? dayOf(instant) : instant;

/** The day before that midnight is the last one. */
export const endBound = (instant: Instant): CalendarDate | Instant =>
  isMidnight(instant) ? addDays(dayOf(instant), -1) : instant;

const isMidnight = (instant: Instant) => wallClockAt(Date.parse(instant)).endsWith('T00:00');

export function addDays(day: CalendarDate, count: number): CalendarDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The last day of the month that a day is in. */
export function lastDayOfMonth(day: CalendarDate): CalendarDate {
  const [year, month] = day.split('-').map(Number);
  return new Date(Date.UTC(year!, month!, 0)).toISOString().slice(0, 10);
}

/** Whole hours until a day ends in Paris; negative once it has. */
export function hoursUntilEndOf(day: CalendarDate): number {
  const midnight = `${addDays(day, 1)}T00:00`;
  return Math.floor((Date.parse(`${midnight}${offsetsAt(midnight)[0]}`) - Date.now()) / HOUR_MS);
}

export function daysUntil(day: CalendarDate): number {
  return (Date.parse(day) - Date.parse(today())) / (24 * HOUR_MS);
}
