import { addDays, endOfDay, SATURDAY, weekdayOf } from './calendar.ts';
import { type HolidayCalendar, isPublicHoliday } from './holidays.ts';
import type { CalendarDate, Instant } from './instant.ts';

/** Monday to Friday, public holidays excepted. */
export const isWorkingDay = (date: CalendarDate, calendar: HolidayCalendar): boolean =>
  weekdayOf(date) < SATURDAY && !isPublicHoliday(date, calendar);

/** The first working day after `date`, even when `date` is one itself. */
export function nextWorkingDay(date: CalendarDate, calendar: HolidayCalendar): CalendarDate {
  let next = addDays(date, 1);
  while (!isWorkingDay(next, calendar)) next = addDays(next, 1);
  return next;
}

/**
 * The last day of a duty of `days` days that starts on `from` (R19, R20, access reviews): the starting day does not count, the last
 * one counts whole, and moves to the next working day when it is not one (code de procédure civile, art. 641–642).
 */
export function dueDate(from: CalendarDate, days: number, calendar: HolidayCalendar): CalendarDate {
  const last = addDays(from, days);
  return isWorkingDay(last, calendar) ? last : nextWorkingDay(last, calendar);
}

/**
 * The moment when `days` days after `from` are over (R21): 24:00 of the last day, the starting day not counted,
 * and no postponement. In time means `now < deadlineInstant(…)`.
 */
export const deadlineInstant = (from: CalendarDate, days: number): Instant => endOfDay(addDays(from, days));
