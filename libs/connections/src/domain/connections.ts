import type { Decider, EventTypes } from '#event-sourcing';
import { conflict, type Instant, invalid } from '#platform';
import { NO_ATTEMPTS, retryAt, type Standing, standingAfter } from './standing.ts';

/** What became of an attempt to sign in (R17, R18, R21). */
export const attemptOutcomes = [
  'success',
  'wrong-password',
  'unknown-code',
  'not-activated',
  'not-habilitated',
  'blocked',
  'idle',
  'closed',
  'throttled',
] as const;

export type AttemptOutcome = (typeof attemptOutcomes)[number];

export interface Attempt {
  /** Null for an identifier that is no code. */
  readonly userCode: string | null;
  /** Of what was typed when it is no code: people type their password there (R18). Null for a known code. */
  readonly identifierHash: string | null;
  readonly outcome: AttemptOutcome;
  /** In its normal spelling. */
  readonly address: string | null;
  readonly userAgent: string | null;
  /** The session that a success opens. */
  readonly sessionId: string | null;
  /** Whose code it is; null for an identifier that is no code. */
  readonly organism: { readonly id: string } | null;
}

export type SignOutReason = 'signed-out';

/** Null or absent in events that were not decided here, or before it was kept: `ConnectionHistory` counts them. */
interface Standings {
  readonly standing?: Standing | null;
}

export type ConnectionsEvent =
  | { type: 'LoginAttempted'; data: Attempt & Standings }
  /** Whoever is signed in has typed the right password once more, to change it: no connection, but in turn with the attempts. */
  | { type: 'PasswordConfirmed'; data: { sessionId: string } & Standings }
  | { type: 'LoggedOut'; data: { sessionId: string; reason: SignOutReason } & Standings };

const standingUnknown = (data: object) => ({ ...data, standing: null });

export const connectionsEventTypes: EventTypes<ConnectionsEvent> = {
  LoginAttempted: { schema: 2, personal: ['address', 'userAgent'], upcasts: { 1: standingUnknown } },
  PasswordConfirmed: { schema: 1 },
  LoggedOut: { schema: 2, upcasts: { 1: standingUnknown } },
};

/** `before`: the standing that was read before the attempt; it counts where the last event says none. */
export type ConnectionsCommand =
  | { type: 'RecordAttempt'; attempt: Attempt; before: Standing }
  | { type: 'ConfirmPassword'; attempt: Attempt & { sessionId: string }; before: Standing }
  | { type: 'RecordSignOut'; sessionId: string; reason: SignOutReason };

interface Connections {
  /** Null when the last event does not say it. */
  readonly standing: Standing | null;
  readonly closedSessions: readonly string[];
}

const LONGEST_USER_AGENT = 300;

/**
 * The attempts on one code, or with one identifier that is none: a stream that grows without end, of which a decision
 * reads the last events only. An attempt is a fact whatever came before, and never refused here (R18); but whether it came
 * too early is decided by what the others have recorded meanwhile, so that attempts at the same moment count as well.
 */
export const connections: Decider<ConnectionsCommand, ConnectionsEvent, Connections> = {
  category: 'connections',
  latest: 2,
  initialState: { standing: NO_ATTEMPTS, closedSessions: [] },
  decide,
  evolve: ({ closedSessions }, { type, data }) => ({
    standing: data.standing ?? null,
    closedSessions: type === 'LoggedOut' ? [...closedSessions, data.sessionId] : closedSessions,
  }),
};

/** The stream an attempt belongs to: an identifier that is no code has one of its own, so that it can be throttled alike. */
export function subjectOf({
  userCode,
  identifierHash,
}: Pick<Attempt, 'userCode' | 'identifierHash'>): string {
  return userCode ?? `unknown-${identifierHash}`;
}

function decide(command: ConnectionsCommand, state: Connections, now: Instant): ConnectionsEvent[] {
  switch (command.type) {
    case 'RecordAttempt':
      return [attempted(command.attempt, state.standing ?? command.before, now)];
    case 'ConfirmPassword': {
      const { attempt, before } = command;
      const standing = state.standing ?? before;
      if (retryAt(standing, now) !== null) return [attempted(attempt, standing, now)];
      return [{ type: 'PasswordConfirmed', data: { sessionId: attempt.sessionId, standing } }];
    }
    case 'RecordSignOut': {
      const { sessionId, reason } = command;
      const { standing, closedSessions } = state;
      if (closedSessions.includes(sessionId)) {
        throw conflict('already-signed-out', 'Cette session est déjà terminée.');
      }
      return [{ type: 'LoggedOut', data: { sessionId, reason, standing } }];
    }
    default:
      return command satisfies never;
  }
}

function attempted(attempt: Attempt, before: Standing, now: Instant): ConnectionsEvent {
  if ((attempt.userCode === null) === (attempt.identifierHash === null)) {
    throw invalid('attempt-subject', 'Une tentative porte sur un code, ou sur un identifiant inconnu.');
  }
  const tooEarly = retryAt(before, now) !== null;
  const outcome = tooEarly ? 'throttled' : attempt.outcome;
  const data: Attempt = {
    ...{ ...attempt, outcome },
    userAgent: attempt.userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
    sessionId: tooEarly ? null : attempt.sessionId,
  };
  return { type: 'LoginAttempted', data: { ...data, standing: standingAfter(before, outcome, now) } };
}
