import type { Decider, EventTypes } from '#event-sourcing';
import { type CalendarDate, conflict, endOfDay, type Instant, invalid, startOfDay } from '#platform';

/** One of the two who sign (R1, R2). */
export type PartyRole = 'gestionnaire' | 'caf';

export interface Party {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** Who stands for it: the mayor, the director. Not always who signs (R2). */
  readonly representative: string;
}

export interface Establishment {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

export interface Signature {
  readonly party: PartyRole;
  readonly signatory: string;
  /** In which capacity: « Le Maire », « Par délégation, le Sous-Directeur » (R2). */
  readonly capacity: string;
  readonly signedOn: CalendarDate;
}

export interface Registration {
  readonly gestionnaire: Party & { readonly siret: string };
  readonly caf: Party;
  readonly establishments: readonly Establishment[];
  /** First day; the paper may leave it blank (R1). */
  readonly effectiveFrom: CalendarDate | null;
  /** Last day, whole (R3). */
  readonly until: CalendarDate;
}

export type ConventionEvent =
  | { type: 'ConventionRegistered'; data: Registration }
  | { type: 'ConventionEffectiveDateSet'; data: { effectiveFrom: CalendarDate } }
  | { type: 'ConventionSigned'; data: Signature }
  | { type: 'ConventionActivated'; data: { effectiveFrom: CalendarDate } }
  | { type: 'ConventionExpired'; data: { until: CalendarDate } }
  | { type: 'ConventionTerminated'; data: { reason: string } };

export const conventionEventTypes: EventTypes<ConventionEvent> = {
  ConventionRegistered: { schema: 1 },
  ConventionEffectiveDateSet: { schema: 1 },
  ConventionSigned: { schema: 1, personal: ['signatory'] },
  ConventionActivated: { schema: 1 },
  ConventionExpired: { schema: 1 },
  ConventionTerminated: { schema: 1 },
};

export type ConventionCommand =
  | { type: 'RegisterConvention'; registration: Registration }
  | { type: 'SetEffectiveDate'; effectiveFrom: CalendarDate }
  | { type: 'SignConvention'; signature: Signature }
  | { type: 'ApplyConventionTerm' }
  | { type: 'TerminateConvention'; reason: string };

export type ConventionState = 'unknown' | 'draft' | 'active' | 'expired' | 'terminated';

export interface Convention {
  readonly state: ConventionState;
  readonly cafId?: string;
  readonly gestionnaireId?: string;
  readonly establishments: readonly Establishment[];
  readonly effectiveFrom: CalendarDate | null;
  readonly until: CalendarDate;
  readonly signedBy: readonly PartyRole[];
}

const NO_CONVENTION: Convention = {
  state: 'unknown',
  establishments: [],
  effectiveFrom: null,
  until: '',
  signedBy: [],
};

/** The amendment that joins a gestionnaire and a Caf (R1–R5, R25). */
export const convention: Decider<ConventionCommand, ConventionEvent, Convention> = {
  category: 'convention',
  initialState: NO_CONVENTION,
  decide,
  evolve,
};

/** Habilitations have effect only while this holds (R1, R3). It needs no job to end: the clock ends it. */
export function inForce({ state, effectiveFrom, until }: Convention, at: Instant): boolean {
  return (
    state === 'active' && effectiveFrom !== null && startOfDay(effectiveFrom) <= at && at < endOfDay(until)
  );
}

function decide(command: ConventionCommand, state: Convention, now: Instant): ConventionEvent[] {
  switch (command.type) {
    case 'RegisterConvention':
      return register(command.registration, state);
    case 'SetEffectiveDate':
      return withTerm(state, setEffectiveDate(command.effectiveFrom, state), now);
    case 'SignConvention':
      return withTerm(state, sign(command.signature, state), now);
    case 'ApplyConventionTerm':
      return withTerm(state, [], now);
    case 'TerminateConvention':
      return terminate(command.reason, state);
    default:
      return command satisfies never;
  }
}

function register(registration: Registration, state: Convention): ConventionEvent[] {
  if (state.state !== 'unknown')
    throw conflict('convention-exists', 'Cette convention est déjà enregistrée.');
  if (registration.establishments.length === 0) {
    throw invalid('no-establishment', 'Une convention couvre au moins un établissement.');
  }
  if (new Set(registration.establishments.map(({ id }) => id)).size < registration.establishments.length) {
    throw invalid('establishment-twice', 'Un même établissement figure deux fois dans la liste.');
  }
  refuseReversedTerm(registration.effectiveFrom, registration.until);
  return [{ type: 'ConventionRegistered', data: registration }];
}

function setEffectiveDate(effectiveFrom: CalendarDate, state: Convention): ConventionEvent[] {
  mustBeDraft(state);
  refuseReversedTerm(effectiveFrom, state.until);
  return [{ type: 'ConventionEffectiveDateSet', data: { effectiveFrom } }];
}

function sign(signature: Signature, state: Convention): ConventionEvent[] {
  mustBeDraft(state);
  if (state.signedBy.includes(signature.party)) {
    throw conflict('already-signed', 'Cette partie a déjà signé la convention.');
  }
  return [{ type: 'ConventionSigned', data: signature }];
}

function terminate(reason: string, state: Convention): ConventionEvent[] {
  if (state.state !== 'active') {
    throw conflict('convention-not-active', 'Seule une convention en vigueur peut être résiliée.');
  }
  return [{ type: 'ConventionTerminated', data: { reason } }];
}

/** Adds what the calendar brings: in force once both have signed and the day has come, over after the last. */
function withTerm(before: Convention, events: ConventionEvent[], now: Instant): ConventionEvent[] {
  const state = events.reduce(evolve, before);
  const { effectiveFrom, until } = state;
  const bothSigned = state.signedBy.length === 2;
  if (state.state === 'draft' && bothSigned && effectiveFrom && startOfDay(effectiveFrom) <= now) {
    return withTerm(before, [...events, { type: 'ConventionActivated', data: { effectiveFrom } }], now);
  }
  if (state.state === 'active' && endOfDay(until) <= now) {
    return [...events, { type: 'ConventionExpired', data: { until } }];
  }
  return events;
}

function mustBeDraft({ state }: Convention): void {
  if (state === 'unknown') throw conflict('convention-unknown', 'Cette convention n’est pas enregistrée.');
  if (state !== 'draft') throw conflict('convention-not-draft', 'Cette convention n’est plus un projet.');
}

function refuseReversedTerm(effectiveFrom: CalendarDate | null, until: CalendarDate): void {
  if (effectiveFrom !== null && effectiveFrom > until) {
    throw invalid('term-reversed', 'La date d’effet est postérieure à la date de fin.');
  }
}

function evolve(state: Convention, event: ConventionEvent): Convention {
  switch (event.type) {
    case 'ConventionRegistered': {
      const { caf, gestionnaire, establishments, effectiveFrom, until } = event.data;
      return {
        state: 'draft',
        cafId: caf.id,
        gestionnaireId: gestionnaire.id,
        establishments,
        effectiveFrom,
        until,
        signedBy: [],
      };
    }
    case 'ConventionEffectiveDateSet':
      return { ...state, effectiveFrom: event.data.effectiveFrom };
    case 'ConventionSigned':
      return { ...state, signedBy: [...state.signedBy, event.data.party] };
    case 'ConventionActivated':
      return { ...state, state: 'active' };
    case 'ConventionExpired':
      return { ...state, state: 'expired' };
    case 'ConventionTerminated':
      return { ...state, state: 'terminated' };
    default:
      return event satisfies never;
  }
}
