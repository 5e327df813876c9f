import type { CalendarDate, Instant } from './api/contract';

const PARIS_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' });

/** Calendar days are counted on the calendar of Europe/Paris, never in multiples of 24 hours of local time. */
export const today = (): CalendarDate => PARIS_DAY.format(new Date());

export const dayOf = (instant: Instant): CalendarDate => PARIS_DAY.format(new Date(instant));

export function addDays(day: CalendarDate, count: number): CalendarDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

export function daysUntil(day: CalendarDate): number {
  return (Date.parse(day) - Date.parse(today())) / 86_400_000;
}
