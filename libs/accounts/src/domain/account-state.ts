import { type CalendarDate, HOUR_MS, type Instant, plusMs, policy } from '#platform';
import type {
  AccountEvent,
  BlockKind,
  ChangeRequirement,
  Factor,
  Holder,
  LinkedIdentity,
} from './account-events.ts';

const LONGEST_SESSION_MS =
  Math.max(...Object.values(policy.sessionBounds).map(({ wholeHours }) => wholeHours)) * HOUR_MS;

export interface Account {
  readonly state: 'unknown' | 'pending' | 'active' | 'blocked' | 'closed';
  /** The holder that an officer has asked the code for, and who did; null when nobody had to. */
  readonly request: { readonly holder: Holder; readonly by: string; readonly isRefused: boolean } | null;
  readonly opened: (Holder & { readonly userCode: string }) | null;
  /** The first delivery of credentials: the clock of R21 starts with it, and no renewed link starts it again. */
  readonly deliveredAt: Instant | null;
  /** Of the latest credentials: the only link that works. */
  readonly delivery: number;
  readonly linkExpiresAt: Instant | null;
  /** Of an active code: its holder has asked for a link then, and has not used it. */
  readonly lossReportedAt: Instant | null;
  /** Which of the stored hashes counts; null before the first activation, and once it is revoked. */
  readonly passwordId: string | null;
  readonly passwordChangedAt: Instant | null;
  readonly changeRequired: ChangeRequirement | null;
  /** Of a blocked code. */
  readonly blockKind: BlockKind | null;
  /** The last day of a suspension that has one. */
  readonly suspendedUntil: CalendarDate | null;
  readonly unblockedAt: Instant | null;
  /** A correspondent has asked for it, and the Caf has not decided yet. */
  readonly unblockingRequested: boolean;
  /** Of a correspondent: another one has yet to confirm them (R2). */
  readonly toBeConfirmed: boolean;
  /** Those that were ended before their time, as long as one may last. */
  readonly endedSessions: readonly { readonly sessionId: string; readonly at: Instant }[];
  /** Second factors, the oldest first: with one, the password alone opens no session. */
  readonly factors: readonly Factor[];
  /** An officer has asked then to have them forgotten, and no other has decided yet. */
  readonly factorReset: { readonly reason: string; readonly by: string; readonly at: Instant } | null;
  /** Which recovery codes count, and how many are left; null before the first ones. */
  readonly recovery: { readonly setId: string; readonly left: number; readonly at: Instant } | null;
  /** Of identity providers, the oldest first: each may stand in for the password. */
  readonly identities: readonly LinkedIdentity[];
}

export const NO_ACCOUNT: Account = {
  state: 'unknown',
  request: null,
  opened: null,
  deliveredAt: null,
  delivery: 0,
  linkExpiresAt: null,
  lossReportedAt: null,
  passwordId: null,
  passwordChangedAt: null,
  changeRequired: null,
  blockKind: null,
  suspendedUntil: null,
  unblockedAt: null,
  unblockingRequested: false,
  toBeConfirmed: false,
  endedSessions: [],
  factors: [],
  factorReset: null,
  recovery: null,
  identities: [],
};

export function evolve(state: Account, event: AccountEvent): Account {
  switch (event.type) {
    case 'AccountRequested': {
      const { by, userCode: _, ...holder } = event.data;
      return { ...state, request: { holder, by, isRefused: false } };
    }
    case 'AccountRequestRefused':
      return { ...state, request: state.request && { ...state.request, isRefused: true } };
    case 'AccountOpened':
      return { ...state, state: 'pending', opened: event.data };
    case 'CorrespondentToConfirm':
      return { ...state, toBeConfirmed: true };
    case 'CorrespondentConfirmed':
      return { ...state, toBeConfirmed: false };
    case 'CredentialsDelivered': {
      const { delivery, at, expiresAt } = event.data;
      return { ...state, deliveredAt: state.deliveredAt ?? at, delivery, linkExpiresAt: expiresAt };
    }
    case 'PasswordLossReported': {
      const { delivery, at, expiresAt } = event.data;
      return { ...state, delivery, linkExpiresAt: expiresAt, lossReportedAt: at };
    }
    case 'AccountActivated':
      return { ...state, state: 'active' };
    case 'PasswordChanged': {
      const { passwordId, at } = event.data;
      return { ...state, passwordId, passwordChangedAt: at, changeRequired: null, lossReportedAt: null };
    }
    case 'PasswordChangeRequired':
      return { ...state, changeRequired: event.data.requirement };
    case 'PasswordRevoked':
      return {
        ...state,
        state: state.state === 'blocked' ? 'blocked' : 'pending',
        passwordId: null,
        passwordChangedAt: null,
        changeRequired: null,
        lossReportedAt: null,
      };
    case 'AccountBlocked':
      return { ...state, state: 'blocked', blockKind: event.data.kind, suspendedUntil: event.data.until };
    case 'UnblockingRequested':
      return { ...state, unblockingRequested: true };
    case 'UnblockingRefused':
      return { ...state, unblockingRequested: false };
    case 'AccountUnblocked':
      return {
        ...state,
        state: state.passwordId ? 'active' : 'pending',
        unblockedAt: event.data.at,
        unblockingRequested: false,
        blockKind: null,
        suspendedUntil: null,
      };
    case 'AccountClosed':
      return { ...state, state: 'closed', unblockingRequested: false };
    case 'FactorEnrolled':
      return { ...state, factors: [...state.factors, event.data] };
    case 'FactorRemoved':
      return withFactors(
        state,
        state.factors.filter(({ factorId }) => factorId !== event.data.factorId),
      );
    case 'FactorResetRequested':
      return { ...state, factorReset: event.data };
    case 'FactorResetRefused':
      return { ...state, factorReset: null };
    case 'FactorsReset':
      return withFactors(state, []);
    case 'RecoveryCodesIssued':
      return {
        ...state,
        recovery: { setId: event.data.setId, left: event.data.count, at: event.data.at },
      };
    case 'RecoveryCodesWithdrawn':
      return { ...state, recovery: null };
    case 'RecoveryCodeUsed': {
      const { recovery } = state;
      return recovery?.setId === event.data.setId
        ? { ...state, recovery: { ...recovery, left: recovery.left - 1 } }
        : state;
    }
    case 'IdentityLinked':
      return { ...state, identities: [...state.identities, event.data] };
    case 'IdentityUnlinked':
      return {
        ...state,
        identities: state.identities.filter(({ linkId }) => linkId !== event.data.linkId),
      };
    case 'SignInWaitsEnded':
      return state;
    case 'SessionEnded': {
      const { sessionId, at } = event.data;
      const since = plusMs(at, -LONGEST_SESSION_MS);
      const stillOfUse = state.endedSessions.filter((ended) => ended.at > since);
      return { ...state, endedSessions: [...stillOfUse, { sessionId, at }] };
    }
    case 'HolderCorrected':
      return { ...state, opened: state.opened && { ...state.opened, ...event.data.after } };
    default:
      return event satisfies never;
  }
}

/** Recovery codes stand in for a factor: without any they open nothing, and nothing is left to be forgotten. */
const withFactors = (state: Account, factors: readonly Factor[]): Account => ({
  ...state,
  factors,
  recovery: factors.length > 0 ? state.recovery : null,
  factorReset: factors.length > 0 ? state.factorReset : null,
});
