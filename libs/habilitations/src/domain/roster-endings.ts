import { type CalendarDate, holidayCalendarOf, type Instant, invalid, parisDateOf } from '#platform';
import { declaredLateByDays } from './lateness.ts';
import type { RosterEvent } from './roster-events.ts';
import type { Holding } from './roster-state.ts';

/** The end of a mission, as it is declared. */
export interface DeclaredEnd {
  readonly reason: string;
  readonly endedOn: CalendarDate;
  readonly declaredBy: 'gestionnaire' | 'caf';
  /** When it was declared, where that is earlier than the end itself. */
  readonly declaredAt?: Instant;
}

/** R6: the former holder ends at the very instant at which the new one begins. */
export function endedByReplacement(
  { habilitationId, personId, profile }: Holding,
  until: Instant,
): RosterEvent {
  return {
    type: 'HabilitationRevoked',
    data: {
      habilitationId,
      personId,
      profile,
      cause: 'replacement',
      reason: 'remplacement',
      endedOn: null,
      until,
      declaredLateByDays: 0,
    },
  };
}

/** By the gestionnaire, who owes it within a delay (R20), or by the Caf. */
export function endedByDeclaration(
  { habilitationId, personId, profile, cafId, requestedOn }: Holding,
  { reason, endedOn, declaredBy, declaredAt }: DeclaredEnd,
  now: Instant,
): RosterEvent {
  if (endedOn > parisDateOf(now)) throw invalid('ended-in-future', 'La date de fin est à venir.');
  // Before the grant is possible: people leave while their request waits.
  if (endedOn < requestedOn) {
    throw invalid('ended-before-requested', 'La date de fin précède la demande de l’habilitation.');
  }
  const byGestionnaire = declaredBy === 'gestionnaire';
  return {
    type: 'HabilitationRevoked',
    data: {
      habilitationId,
      personId,
      profile,
      cause: byGestionnaire ? 'end-of-mission' : 'caf-decision',
      reason,
      endedOn,
      until: now,
      declaredLateByDays: byGestionnaire
        ? declaredLateByDays(endedOn, declaredAt ?? now, holidayCalendarOf(cafId))
        : 0,
    },
  };
}
