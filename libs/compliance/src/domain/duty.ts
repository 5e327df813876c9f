import { addDays, type CalendarDate, policy } from '#platform';

/** What article 4 has the partner see to on its own side. */
export const duties = ['antivirus', 'anti-spam', 'intrusion', 'premises', 'secrecy'] as const;
export type Duty = (typeof duties)[number];

/** Where the attestation of a duty stands on a day: none yet, past its end, near it, or good. */
export const dutyStates = ['missing', 'lapsed', 'ending', 'valid'] as const;
export type DutyState = (typeof dutyStates)[number];

/** `validUntil` counts whole; null when it was never attested. */
export function dutyStateOn(today: CalendarDate, validUntil: CalendarDate | null): DutyState {
  if (validUntil === null) return 'missing';
  if (validUntil < today) return 'lapsed';
  return today < askedAgainFrom(validUntil) ? 'valid' : 'ending';
}

/** The day on which an attestation is asked for again. */
const askedAgainFrom = (validUntil: CalendarDate): CalendarDate =>
  addDays(validUntil, -policy.attestationReminderDays);

/** Whether a duty is asked for on a day: when it becomes wanting, and again each time as many days have passed without it. */
export const isToBeAskedFor = (
  today: CalendarDate,
  validUntil: CalendarDate | null,
  askedOn: CalendarDate | null,
): boolean =>
  dutyStateOn(today, validUntil) !== 'valid' &&
  (askedOn === null || addDays(askedOn, policy.attestationReminderDays) <= today);
