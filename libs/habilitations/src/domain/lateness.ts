import {
  type CalendarDate,
  daysBetween,
  dueDate,
  type HolidayCalendar,
  type Instant,
  parisDateOf,
  policy,
} from '#platform';

/** By how many days the end of a mission is declared late (R20); 0 when it is in time. */
export function declaredLateByDays(endedOn: CalendarDate, now: Instant, calendar: HolidayCalendar): number {
  const due = dueDate(endedOn, policy.agentChangeDeclarationDays, calendar);
  return Math.max(0, daysBetween(due, parisDateOf(now)));
}
