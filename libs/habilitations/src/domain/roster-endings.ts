import { type CalendarDate, holidayCalendarOf, type Instant, invalid, parisDateOf } from '#platform';
import { declaredLateByDays } from './lateness.ts';
import type { RevocationCause, RosterEvent } from './roster-events.ts';
import type { Holding } from './roster-state.ts';

/** The end of a mission, as it is declared. */
export interface DeclaredEnd {
  readonly reason: string;
  readonly endedOn: CalendarDate;
  readonly declaredBy: 'gestionnaire' | 'caf';
  /** The person is away for a time, and may have the profile again. */
  readonly isAbsence?: boolean;
  /** When it was declared, where that is earlier than the end itself. */
  readonly declaredAt?: Instant;
}

/** R6: the former holder ends at the very instant at which the new one begins. */
export const endedByGrant = (
  former: Holding,
  next: Pick<Holding, 'personId'>,
  until: Instant,
): RosterEvent =>
  former.personId === next.personId && former.term !== null
    ? ended(former, { cause: 'prolongation', reason: 'prolongation', until })
    : ended(former, { cause: 'replacement', reason: 'remplacement', until });

/** Somebody who was to have their profile again does not. */
export const endedWithoutBeginning = (awaited: Holding, until: Instant): RosterEvent =>
  ended(awaited, { cause: 'replacement', reason: 'remplacement', until });

/** At the end of the last day, whenever that is recorded (R3). */
export const endedByTerm = (holding: Holding): RosterEvent => {
  const { lastDay: endedOn, until } = holding.term!;
  return ended(holding, { cause: 'term', reason: 'terme', endedOn, until });
};

/** By the gestionnaire, who owes it within a delay (R20), or by the Caf. */
export function endedByDeclaration(
  holding: Holding,
  { reason, endedOn, declaredBy, declaredAt, isAbsence = false }: DeclaredEnd,
  now: Instant,
): RosterEvent {
  const { cafId, requestedOn } = holding;
  if (endedOn > parisDateOf(now)) throw invalid('ended-in-future', 'La date de fin est à venir.');
  // Before the grant is possible: people leave while their request waits.
  if (endedOn < requestedOn) {
    throw invalid('ended-before-requested', 'La date de fin précède la demande de l’habilitation.');
  }
  if (declaredBy === 'caf') return ended(holding, { cause: 'caf-decision', reason, endedOn, until: now });
  return ended(holding, {
    cause: isAbsence ? 'absence' : 'end-of-mission',
    reason,
    endedOn,
    until: now,
    declaredLateByDays: declaredLateByDays(endedOn, declaredAt ?? now, holidayCalendarOf(cafId)),
  });
}

interface End {
  readonly cause: RevocationCause;
  readonly reason: string;
  readonly endedOn?: CalendarDate | null;
  readonly until: Instant;
  readonly declaredLateByDays?: number;
}

function ended(
  { habilitationId, personId, profile }: Holding,
  { cause, reason, endedOn = null, until, declaredLateByDays = 0 }: End,
): RosterEvent {
  return {
    type: 'HabilitationRevoked',
    data: { habilitationId, personId, profile, cause, reason, endedOn, until, declaredLateByDays },
  };
}
