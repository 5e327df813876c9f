import { addDays, type CalendarDate, formatDate, type Instant, parisDateOf, policy } from '#platform';

/** The figures of the last year are declared after the end: a renewal must come before (R4). */
export function renewalWarning(until: CalendarDate, now: Instant): string | null {
  const year = until.slice(0, 4);
  if (parisDateOf(now) < addDays(until, -policy.renewalWarningDays)) return null;
  return `La convention s’achève le ${formatDate(until)}. Un renouvellement est nécessaire pour déclarer le réel ${year}.`;
}
