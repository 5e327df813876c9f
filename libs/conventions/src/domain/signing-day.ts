import { type CalendarDate, type Instant, invalid, parisDateOf } from '#platform';

/** Nobody has signed on a day that is to come. */
export function mustHaveCome(signedOn: CalendarDate, now: Instant): void {
  if (signedOn > parisDateOf(now)) throw invalid('signed-in-future', 'La date de signature est à venir.');
}
