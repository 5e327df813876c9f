import {
  type CalendarDate,
  daysBetween,
  dueDate,
  type HolidayCalendar,
  type Instant,
  parisDateOf,
  policy,
} from '#platform';

/** The last day on which a change or the end of a mission is declared in time (R20). */
export const declarationDueOn = (day: CalendarDate, calendar: HolidayCalendar): CalendarDate =>
  dueDate(day, policy.agentChangeDeclarationDays, calendar);

/** By how many days a change or the end of a mission is declared late (R20); 0 when it is in time. */
export const declaredLateByDays = (day: CalendarDate, now: Instant, calendar: HolidayCalendar): number =>
  Math.max(0, daysBetween(declarationDueOn(day, calendar), parisDateOf(now)));
