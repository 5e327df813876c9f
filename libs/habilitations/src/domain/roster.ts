import type { Decider, EventTypes } from '#event-sourcing';
import {
  type CalendarDate,
  conflict,
  holidayCalendarOf,
  type Instant,
  invalid,
  notFound,
  type Profile,
  parisDateOf,
} from '#platform';
import { declaredLateByDays } from './lateness.ts';

export const PROFILES: readonly Profile[] = ['activity', 'financial', 'approver'];

/** The gestionnaire's written request for a named agent (R11). */
export interface WrittenRequest {
  readonly requestId: string;
  readonly personId: string;
  readonly profile: Profile;
  readonly reference: string;
  readonly requestedOn: CalendarDate;
  readonly documentSha256: string | null;
}

/** Under which convention, between whom (R1). */
export interface Covered {
  readonly conventionId: string;
  readonly gestionnaireId: string;
  readonly cafId: string;
}

/** What is requested and granted has the same id: no habilitation without its request (R11). */
export type RosterEvent =
  | {
      type: 'HabilitationRequested';
      data: WrittenRequest &
        Covered & {
          /** The person this one would follow. */
          replaces: string | null;
          /** The amendment of the annex that must be signed first (R22). */
          amendmentId: string | null;
        };
    }
  | {
      type: 'HabilitationRefused';
      data: {
        requestId: string;
        reason: string;
        gestionnaireId: string;
        /** The amendment that falls with it. */
        amendmentId: string | null;
      };
    }
  | {
      type: 'HabilitationGranted';
      data: Covered & { habilitationId: string; personId: string; profile: Profile; from: Instant };
    }
  | {
      type: 'HabilitationRevoked';
      data: {
        habilitationId: string;
        personId: string;
        profile: Profile;
        cause: 'replacement' | 'end-of-mission' | 'caf-decision';
        reason: string;
        /** Last day of the mission, as declared; null for a replacement. */
        endedOn: CalendarDate | null;
        until: Instant;
        /** R20: late by so many days, accepted all the same. */
        declaredLateByDays: number;
      };
    };

export const rosterEventTypes: EventTypes<RosterEvent> = {
  HabilitationRequested: { schema: 1 },
  HabilitationRefused: { schema: 1, personal: ['reason'] },
  HabilitationGranted: { schema: 1 },
  HabilitationRevoked: { schema: 1, personal: ['reason'] },
};

export type RosterCommand =
  | {
      type: 'RequestHabilitation';
      request: WrittenRequest;
      covered: Covered;
      /** R1: whether that convention is in force. */
      inForce: boolean;
      /** Whose agent the person is; null when nobody knows them. */
      employer: string | null;
    }
  | {
      type: 'GrantHabilitation';
      requestId: string;
      inForce: boolean;
      /** The amendments signed by both parties (R22). */
      amended: readonly string[];
    }
  | { type: 'RefuseHabilitation'; requestId: string; reason: string }
  | {
      type: 'RevokeHabilitation';
      habilitationId: string;
      reason: string;
      endedOn: CalendarDate;
      declaredBy: 'gestionnaire' | 'caf';
    };

interface Pending extends Covered {
  readonly requestId: string;
  readonly personId: string;
  readonly profile: Profile;
  readonly replaces: string | null;
  readonly amendmentId: string | null;
}

interface Holding extends Covered {
  readonly habilitationId: string;
  readonly personId: string;
  readonly profile: Profile;
}

/** Who holds and who asks for what at one establishment. */
export interface Roster {
  readonly pending: readonly Pending[];
  readonly holders: Partial<Readonly<Record<Profile, Holding>>>;
  /** The last who held a profile, of the present or the past. */
  readonly last: Partial<Readonly<Record<Profile, string>>>;
  /** Requests that were granted or refused. */
  readonly decided: readonly string[];
}

/** The habilitations of an establishment: one holder per profile at any instant (R6). */
export const roster: Decider<RosterCommand, RosterEvent, Roster> = {
  category: 'roster',
  initialState: { pending: [], holders: {}, last: {}, decided: [] },
  decide,
  evolve,
};

/** The holding of that id, while it lasts. */
export const holdingIn = ({ holders }: Roster, habilitationId: string): Holding | undefined =>
  Object.values(holders).find((holding) => holding.habilitationId === habilitationId);

/** The request of that id, while it waits. */
export const pendingIn = ({ pending }: Roster, requestId: string): Pending | undefined =>
  pending.find((request) => request.requestId === requestId);

function decide(command: RosterCommand, state: Roster, now: Instant): RosterEvent[] {
  switch (command.type) {
    case 'RequestHabilitation':
      return request(command, state, now);
    case 'GrantHabilitation':
      return grant(command, state, now);
    case 'RefuseHabilitation': {
      const { requestId, gestionnaireId, amendmentId } = mustWait(command.requestId, state);
      const own = amendmentId === requestId ? amendmentId : null;
      const data = { requestId, reason: command.reason, gestionnaireId, amendmentId: own };
      return [{ type: 'HabilitationRefused', data }];
    }
    case 'RevokeHabilitation':
      return revoke(command, state, now);
    default:
      return command satisfies never;
  }
}

function request(
  { request, covered, inForce, employer }: Extract<RosterCommand, { type: 'RequestHabilitation' }>,
  state: Roster,
  now: Instant,
): RosterEvent[] {
  mustBeInForce(inForce);
  // R11: a named agent of this gestionnaire, a written request with its date
  if (employer !== covered.gestionnaireId) {
    throw notFound('person-not-found', 'Cette personne n’est pas enregistrée parmi vos agents.');
  }
  if (request.requestedOn > parisDateOf(now)) {
    throw invalid('requested-in-future', 'La date de la demande est à venir.');
  }
  const { requestId, personId, profile } = request;
  if (state.decided.includes(requestId) || pendingIn(state, requestId)) {
    throw conflict('request-exists', 'Cette demande est déjà enregistrée.');
  }
  if (state.pending.some((other) => other.profile === profile)) {
    throw conflict('request-pending', 'Une demande pour ce profil est déjà en attente.');
  }
  const holder = state.holders[profile];
  if (holder?.personId === personId && holder.conventionId === covered.conventionId) {
    throw conflict('already-holder', 'Cette personne a déjà ce profil dans cet établissement.');
  }
  return [
    {
      type: 'HabilitationRequested',
      data: {
        ...request,
        ...covered,
        replaces: holder?.personId ?? null,
        amendmentId: amendmentFor(request, state),
      },
    },
  ];
}

/**
 * R22: a new approver, where there was one before, needs the annex amended; so does the provider who follows a
 * person that leaves the approver's role as well (the same amendment, while the approver's request waits).
 * The first approver stands in the annex the convention was signed with. An amendment has its request's id.
 */
function amendmentFor({ requestId, profile, personId }: WrittenRequest, state: Roster): string | null {
  if (profile === 'approver') {
    const { approver } = state.last;
    return approver === undefined || approver === personId ? null : requestId;
  }
  const before = state.last[profile];
  if (before === undefined || before === personId || before !== state.last.approver) return null;
  const asked = state.pending.find((other) => other.profile === 'approver');
  if (asked) return asked.amendmentId;
  return state.holders.approver ? null : requestId;
}

function grant(
  { requestId, inForce, amended }: Extract<RosterCommand, { type: 'GrantHabilitation' }>,
  state: Roster,
  now: Instant,
): RosterEvent[] {
  const { personId, profile, amendmentId, conventionId, gestionnaireId, cafId } = mustWait(requestId, state);
  mustBeInForce(inForce);
  const needed = amendmentId ?? amendmentSince(requestId, state);
  if (needed !== null && !amended.includes(needed)) {
    throw conflict(
      'annex-not-amended',
      'L’annexe modifiée n’est pas encore signée des deux parties : l’habilitation ne peut pas prendre effet.',
    );
  }
  const granted: RosterEvent = {
    type: 'HabilitationGranted',
    data: { habilitationId: requestId, personId, profile, conventionId, gestionnaireId, cafId, from: now },
  };
  const former = state.holders[profile];
  return former ? [endedByReplacement(former, now), granted] : [granted];
}

/** A provider was asked for first, and the approver's departure came after: R22 holds for both all the same. */
function amendmentSince(requestId: string, state: Roster): string | null {
  const { profile, replaces } = mustWait(requestId, state);
  if (profile === 'approver' || replaces === null || replaces !== state.holders.approver?.personId)
    return null;
  return state.pending.find((other) => other.profile === 'approver')?.amendmentId ?? null;
}

/** R6: the former holder ends at the very instant at which the new one begins. */
function endedByReplacement({ habilitationId, personId, profile }: Holding, until: Instant): RosterEvent {
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

function revoke(
  { habilitationId, reason, endedOn, declaredBy }: Extract<RosterCommand, { type: 'RevokeHabilitation' }>,
  state: Roster,
  now: Instant,
): RosterEvent[] {
  const holding = holdingIn(state, habilitationId);
  if (!holding) {
    if (state.decided.includes(habilitationId)) {
      throw conflict('habilitation-ended', 'Cette habilitation a déjà pris fin, ou n’a pas été accordée.');
    }
    throw notFound('habilitation-not-found', 'Cette habilitation n’existe pas.');
  }
  if (endedOn > parisDateOf(now)) throw invalid('ended-in-future', 'La date de fin est à venir.');
  const { personId, profile, cafId } = holding;
  const byGestionnaire = declaredBy === 'gestionnaire';
  return [
    {
      type: 'HabilitationRevoked',
      data: {
        habilitationId,
        personId,
        profile,
        cause: byGestionnaire ? 'end-of-mission' : 'caf-decision',
        reason,
        endedOn,
        until: now,
        declaredLateByDays: byGestionnaire ? declaredLateByDays(endedOn, now, holidayCalendarOf(cafId)) : 0,
      },
    },
  ];
}

function mustBeInForce(inForce: boolean): void {
  if (!inForce) {
    throw conflict(
      'convention-not-in-force',
      'La convention n’est pas en vigueur : aucune habilitation ne peut prendre effet.',
    );
  }
}

/** R11: no request, no grant. */
function mustWait(requestId: string, state: Roster): Pending {
  const request = pendingIn(state, requestId);
  if (request) return request;
  if (state.decided.includes(requestId)) {
    throw conflict('request-decided', 'Cette demande a déjà reçu sa réponse.');
  }
  throw notFound('request-not-found', 'Aucune demande écrite n’est enregistrée : rien ne peut être accordé.');
}

function evolve(state: Roster, event: RosterEvent): Roster {
  switch (event.type) {
    case 'HabilitationRequested':
      return { ...state, pending: [...state.pending, event.data] };
    case 'HabilitationRefused': {
      const { requestId, amendmentId } = event.data;
      const { pending, ...rest } = answered(state, requestId);
      return { ...rest, pending: pending.map((other) => withoutAmendment(other, amendmentId)) };
    }
    case 'HabilitationGranted': {
      const { habilitationId, profile, personId } = event.data;
      return {
        ...answered(state, habilitationId),
        holders: { ...state.holders, [profile]: event.data },
        last: { ...state.last, [profile]: personId },
      };
    }
    case 'HabilitationRevoked': {
      const { [event.data.profile]: _, ...holders } = state.holders;
      return { ...state, holders };
    }
    default:
      return event satisfies never;
  }
}

const answered = (state: Roster, requestId: string): Roster => ({
  ...state,
  pending: state.pending.filter((request) => request.requestId !== requestId),
  decided: [...state.decided, requestId],
});

/** An approver who stays after all leaves nothing to amend for the provider who was to share it. */
const withoutAmendment = (request: Pending, amendmentId: string | null): Pending =>
  request.amendmentId === amendmentId ? { ...request, amendmentId: null } : request;
