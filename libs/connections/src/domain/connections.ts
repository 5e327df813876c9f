import type { Decider, EventTypes } from '#event-sourcing';
import { conflict, invalid } from '#platform';

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

export type ConnectionsEvent =
  | { type: 'LoginAttempted'; data: Attempt }
  | { type: 'LoggedOut'; data: { sessionId: string; reason: SignOutReason } };

export const connectionsEventTypes: EventTypes<ConnectionsEvent> = {
  LoginAttempted: { schema: 1, personal: ['address', 'userAgent'] },
  LoggedOut: { schema: 1 },
};

export type ConnectionsCommand =
  | { type: 'RecordAttempt'; attempt: Attempt }
  | { type: 'RecordSignOut'; sessionId: string; reason: SignOutReason };

interface Connections {
  readonly closedSessions: readonly string[];
}

const LONGEST_USER_AGENT = 300;

/**
 * The attempts on one code, or with one identifier that is none: a stream that grows without end, of which a decision
 * reads the last events only. An attempt is a fact whatever came before (R18): nothing here refuses it.
 */
export const connections: Decider<ConnectionsCommand, ConnectionsEvent, Connections> = {
  category: 'connections',
  latest: 2,
  initialState: { closedSessions: [] },
  decide,
  evolve: (state, event) =>
    event.type === 'LoggedOut' ? { closedSessions: [...state.closedSessions, event.data.sessionId] } : state,
};

/** The stream an attempt belongs to: an identifier that is no code has one of its own, so that it can be throttled alike. */
export function subjectOf({
  userCode,
  identifierHash,
}: Pick<Attempt, 'userCode' | 'identifierHash'>): string {
  return userCode ?? `unknown-${identifierHash}`;
}

function decide(command: ConnectionsCommand, state: Connections): ConnectionsEvent[] {
  switch (command.type) {
    case 'RecordAttempt':
      return [{ type: 'LoginAttempted', data: recordable(command.attempt) }];
    case 'RecordSignOut': {
      const { sessionId, reason } = command;
      if (state.closedSessions.includes(sessionId)) {
        throw conflict('already-signed-out', 'Cette session est déjà terminée.');
      }
      return [{ type: 'LoggedOut', data: { sessionId, reason } }];
    }
    default:
      return command satisfies never;
  }
}

function recordable(attempt: Attempt): Attempt {
  if ((attempt.userCode === null) === (attempt.identifierHash === null)) {
    throw invalid('attempt-subject', 'Une tentative porte sur un code, ou sur un identifiant inconnu.');
  }
  return { ...attempt, userAgent: attempt.userAgent?.slice(0, LONGEST_USER_AGENT) ?? null };
}
