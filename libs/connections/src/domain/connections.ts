import { accountSubject, type EventOrigin, type EventTypes, inMonth } from '#event-sourcing';
import { type Instant } from '#platform';

/**
 * What became of an attempt to sign in (R17, R18, R21). `busy`: there were more at once than could be looked at.
 * `factor-asked`: the password was right, and the second factor has yet to come. `no-assertion`: an identity provider was to vouch
 * for somebody, and nothing that counts came back. `other-organism`: it vouches for them as of another one.
 */
export const attemptOutcomes = [
  'success',
  'wrong-password',
  'factor-asked',
  'wrong-factor',
  'no-assertion',
  'other-organism',
  'unknown-code',
  'not-activated',
  'not-habilitated',
  'blocked',
  'idle',
  'closed',
  'throttled',
  'busy',
] as const;

/** By what somebody can say who they are. */
export const AUTH_FACTORS = [
  'password',
  'one-time-code',
  'passkey',
  'recovery-code',
  'federated',
  'federated-mfa',
] as const;
export type AuthFactor = (typeof AUTH_FACTORS)[number];

/**
 * It stands beside a password, or is two factors by itself: a passkey, or an identity provider that says that it has seen two. One
 * that has seen a single factor takes the place of the password.
 */
export const isSecondFactor = (factor: AuthFactor): boolean =>
  factor !== 'password' && factor !== 'federated';

/** Shown to us, just then: whom an identity provider vouches for, it may have seen hours ago. */
export const isShownHere = (factor: AuthFactor): boolean =>
  factor !== 'federated' && factor !== 'federated-mfa';

export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** The password was not looked at. Such attempts are gathered: one record for those of one subject, network and second. */
export type Unread = Extract<AttemptOutcome, 'throttled' | 'busy'>;

/** Whose password is tried. */
export interface Tried {
  /** Null for an identifier that is no code. */
  readonly userCode: string | null;
  /** Of what was typed when it is no code: people type their password there (R18). Null for a known code, and for many at once. */
  readonly identifierHash: string | null;
  /** Whose code it is; null for an identifier that is no code. */
  readonly organism: { readonly id: string } | null;
}

/** Where an attempt comes from. */
export interface Origin {
  /** In its normal spelling; null when nothing told it. */
  readonly address: string | null;
  /** Printable, and of bounded length. */
  readonly userAgent: string | null;
}

export interface Attempt extends Tried, Origin {
  readonly outcome: AttemptOutcome;
  /** Which were tried; absent where it was the password alone. */
  readonly factors?: readonly AuthFactor[];
  /** The session that a success opens. */
  readonly sessionId: string | null;
  /** How many attempts this is the record of; address and browser are those of the first. */
  readonly count: number;
  /** The end of the wait of one that came too early; null for the others, and where it was not kept. */
  readonly retryAt: Instant | null;
  /** Where the address is from, by the country database of that moment: ISO 3166-1. Absent where nothing says it. */
  readonly country?: string;
}

export type ConnectionsEvent =
  | { type: 'LoginAttempted'; data: Attempt }
  /** Whoever is signed in has typed the right password once more, to change it: no connection, but on record. */
  | { type: 'PasswordConfirmed'; data: { sessionId: string } }
  /** The same with a second factor, or for another end than a change. */
  | { type: 'IdentityConfirmed'; data: { sessionId: string; factor: AuthFactor } }
  | { type: 'LoggedOut'; data: { sessionId: string; reason: 'signed-out' } };

const unchanged = (data: object) => ({ ...data });
/** Events once carried how the attempts on their code stood. */
const withoutStanding = ({ standing: _, ...data }: { standing?: unknown }) => data;

/** Where an attempt comes from is kept for some months only, each with a key of its own for each account. */
export const personalDataOfAttempt = {
  fields: { address: null, userAgent: null, country: undefined },
  subject: ({ userCode }: Pick<Attempt, 'userCode'>, { occurredAt }: Pick<EventOrigin, 'occurredAt'>) =>
    inMonth(userCode === null ? 'connections-unknown' : accountSubject(userCode), occurredAt),
};

export const connectionsEventTypes: EventTypes<ConnectionsEvent> = {
  LoginAttempted: {
    schema: 3,
    personal: personalDataOfAttempt,
    upcasts: { 1: unchanged, 2: (data) => ({ ...withoutStanding(data), count: 1, retryAt: null }) },
  },
  PasswordConfirmed: { schema: 2, upcasts: { 1: withoutStanding } },
  IdentityConfirmed: { schema: 1 },
  LoggedOut: { schema: 3, upcasts: { 1: unchanged, 2: withoutStanding } },
};

/** Which factors an attempt was made by: none where it was not looked at. */
export const factorsOf = ({
  outcome,
  factors = ['password'],
}: Pick<Attempt, 'outcome' | 'factors'>): readonly AuthFactor[] =>
  outcome === 'throttled' || outcome === 'busy' ? [] : factors;

/** The stream of all that happens on a code, with an identifier that is none, or with many that are none. */
export const connectionsStream = ({ userCode, identifierHash }: Omit<Tried, 'organism'>): string =>
  `connections-${userCode ?? `unknown-${identifierHash ?? 'many'}`}`;
