import type { CalendarDate, Instant } from './api/contract';

const PARIS_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' });

/** Calendar days are counted on the calendar of Europe/Paris, never in multiples of 24 hours of local time. */
export const today = (): CalendarDate => PARIS_DAY.format(new Date());

export const dayOf = (instant: Instant): CalendarDate => PARIS_DAY.format(new Date(instant));

const PARIS_CLOCK = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Europe/Paris',
});
const HOUR_MS = 3_600_000;

/** What the clock on the wall in Paris shows at a moment, as a field has it: « 2026-11-23T14:05 ». */
const wallClockAt = (moment: number | Date): string => PARIS_CLOCK.format(moment).replace(' ', 'T');

/** The moment at which it shows that; the earlier one in the hour that comes twice. */
export function instantOf(wallClock: string): Instant {
  const asUtc = Date.parse(`${wallClock}Z`);
  const inSummer = asUtc - 2 * HOUR_MS;
  const moment = wallClockAt(inSummer) === wallClock ? inSummer : asUtc - HOUR_MS;
  return new Date(moment).toISOString();
}

export function addDays(day: CalendarDate, count: number): CalendarDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

export function daysUntil(day: CalendarDate): number {
  return (Date.parse(day) - Date.parse(today())) / 86_400_000;
}
