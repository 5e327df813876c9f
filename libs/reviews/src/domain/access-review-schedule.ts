import { addDays, type CalendarDate, daysBetween, policy } from '#platform';

/** The last day, today included, on which the reviews of all partners were to open. */
export function lastOpeningDay(today: CalendarDate): CalendarDate {
  const year = Number(today.slice(0, 4));
  const ofThisYear = `${year}-${policy.accessReviewOpensOn}`;
  return ofThisYear <= today ? ofThisYear : `${year - 1}-${policy.accessReviewOpensOn}`;
}

/** The first day after `day` on which the correspondents are reminded: before the due day, then again while it is past. */
export function nextReminderAfter(day: CalendarDate, dueOn: CalendarDate): CalendarDate {
  const before = policy.accessReviewReminderDays
    .map((days) => addDays(dueOn, -days))
    .filter((reminder) => reminder > day)
    .sort();
  if (before[0] !== undefined) return before[0];
  const firstLate = addDays(dueOn, 1);
  if (day < firstLate) return firstLate;
  const every = policy.accessReviewOverdueReminderDays;
  return addDays(firstLate, (Math.floor(daysBetween(firstLate, day) / every) + 1) * every);
}
