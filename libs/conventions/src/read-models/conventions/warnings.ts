import { addDays, type CalendarDate, formatDate, type Instant, parisDateOf, policy } from '#platform';
import type { ConventionView } from './view.ts';

/** What is to be seen to, in French (R1, R4). */
export function conventionWarnings(
  { state, effectiveFrom, until }: Pick<ConventionView, 'state' | 'effectiveFrom' | 'until'>,
  now: Instant,
): string[] {
  const warnings = [
    // Signed by both too: nothing else would bring it into force.
    (state === 'draft' || state === 'signed') && effectiveFrom === null
      ? 'La date d’effet reste à fixer : la convention est un projet.'
      : null,
    state === 'active' ? renewalWarning(until, now) : null,
  ];
  return warnings.filter((warning) => warning !== null);
}

/** The figures of the last year are declared after the end: a renewal must come before (R4). */
export function renewalWarning(until: CalendarDate, now: Instant): string | null {
  const year = until.slice(0, 4);
  if (parisDateOf(now) < addDays(until, -policy.renewalWarningDays)) return null;
  return `La convention s’achève le ${formatDate(until)}. Un renouvellement est nécessaire pour déclarer le réel ${year}.`;
}
