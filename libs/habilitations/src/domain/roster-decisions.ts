import { type CalendarDate, conflict, type Instant, invalid, notFound, parisDateOf } from '#platform';
import { amendmentFor, amendmentSince } from './roster-amendments.ts';
import { type DeclaredEnd, endedByDeclaration, endedByGrant } from './roster-endings.ts';
import type { Covered, RosterEvent, WrittenRequest } from './roster-events.ts';
import {
  awayIn,
  evolve,
  type Holding,
  holdingIn,
  type Pending,
  pendingIn,
  type Roster,
} from './roster-state.ts';
import {
  broughtForward,
  endedByThen,
  endedReturn,
  grantedTerm,
  isLonger,
  mustBePossible,
} from './roster-terms.ts';

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
  /** `isWithdrawn`: by the gestionnaire, who had asked. */
  | { type: 'RefuseHabilitation'; requestId: string; reason: string; isWithdrawn: boolean }
  | ({ type: 'RevokeHabilitation'; habilitationId: string } & DeclaredEnd)
  | { type: 'BringTermForward'; habilitationId: string; lastDay: CalendarDate; reason: string }
  | { type: 'RecordTerms' };

/** What time has done meanwhile is recorded first, so that everything is decided on what holds now (R6). */
export function decide(command: RosterCommand, state: Roster, now: Instant): RosterEvent[] {
  const before = endedByThen(state, now);
  const present = before.reduce(evolve, state);
  const decided = decideNow(command, present, now);
  return [...before, ...decided, ...endedByThen(decided.reduce(evolve, present), now)];
}

function decideNow(command: RosterCommand, state: Roster, now: Instant): RosterEvent[] {
  switch (command.type) {
    case 'RequestHabilitation':
      return request(command, state, now);
    case 'GrantHabilitation':
      return grant(command, state, now);
    case 'RefuseHabilitation': {
      const { requestId, gestionnaireId, amendmentId } = mustWait(command.requestId, state);
      const own = amendmentId === requestId ? amendmentId : null;
      const { reason, isWithdrawn } = command;
      const data = { requestId, reason, gestionnaireId, amendmentId: own, isWithdrawn };
      return [{ type: 'HabilitationRefused', data }];
    }
    case 'RevokeHabilitation':
      return [endedByDeclaration(mustLose(command, state), command, now)];
    case 'BringTermForward': {
      const { habilitationId } = mustHold(command.habilitationId, state);
      return [broughtForward(habilitationId, command.lastDay, command.reason, state, now)];
    }
    case 'RecordTerms':
      return [];
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
  const isTheirs = holder?.personId === personId && holder.conventionId === covered.conventionId;
  if (isTheirs && !isLonger(request.term, holder)) {
    throw conflict('already-holder', 'Cette personne a déjà ce profil dans cet établissement.');
  }
  mustBePossible(request.term, request, state, now);
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

function grant(
  { requestId, inForce, amended }: Extract<RosterCommand, { type: 'GrantHabilitation' }>,
  state: Roster,
  now: Instant,
): RosterEvent[] {
  const request = mustWait(requestId, state);
  const { personId, profile, amendmentId, conventionId, gestionnaireId, cafId } = request;
  mustBeInForce(inForce);
  const needed = amendmentId ?? amendmentSince(request, state);
  if (needed !== null && !amended.includes(needed)) {
    throw conflict(
      'annex-not-amended',
      'L’annexe modifiée n’est pas encore signée des deux parties : l’habilitation ne peut pas prendre effet.',
    );
  }
  const term = grantedTerm(request, state);
  if (term && term.until <= now) {
    throw conflict('term-past', 'Le dernier jour demandé est passé\u00a0: rien ne peut plus être accordé.');
  }
  const granted: RosterEvent = {
    type: 'HabilitationGranted',
    data: {
      habilitationId: requestId,
      personId,
      profile,
      conventionId,
      gestionnaireId,
      cafId,
      from: now,
      term,
    },
  };
  const former = state.holders[profile];
  return [
    ...(former ? [endedByGrant(former, request, now)] : []),
    ...endedReturn(state, profile, term, now),
    granted,
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

/** Whoever leaves for good during an absence does not have again what it ended. */
function mustLose(
  { habilitationId, declaredBy, isAbsence = false }: Extract<RosterCommand, { type: 'RevokeHabilitation' }>,
  state: Roster,
): Holding {
  const away = declaredBy === 'gestionnaire' && !isAbsence ? awayIn(state, habilitationId) : undefined;
  return away ?? mustHold(habilitationId, state);
}

function mustHold(habilitationId: string, state: Roster): Holding {
  const holding = holdingIn(state, habilitationId);
  if (holding) return holding;
  if (state.decided.includes(habilitationId)) {
    throw conflict('habilitation-ended', 'Cette habilitation a déjà pris fin, ou n’a pas été accordée.');
  }
  throw notFound('habilitation-not-found', 'Cette habilitation n’existe pas.');
}
