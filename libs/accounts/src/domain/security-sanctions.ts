import {
  type CalendarDate,
  conflict,
  endOfDay,
  type Ground,
  type Instant,
  invalid,
  parisDateOf,
} from '#platform';
import type { AccountEvent } from './account-events.ts';
import { isErased, mustBe, mustBeOpen } from './account-guards.ts';
import type { Account } from './account-state.ts';
import { unblocked } from './unblocking.ts';

/** `until`: its last day, whole; null until it is lifted. */
export type SuspendAccount = {
  type: 'SuspendAccount';
  reason: string;
  until: CalendarDate | null;
  ground: Ground | null;
};

export type RequirePasswordChange = { type: 'RequirePasswordChange'; reason: string; ground: Ground | null };

export function suspend(
  { reason, until, ground }: SuspendAccount,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBeOpen(state);
  if (state.state === 'blocked' && !goesOnLonger(until, state)) {
    throw conflict('account-blocked', 'Ce code est déjà bloqué.');
  }
  if (until !== null && until < parisDateOf(now)) {
    throw invalid('suspension-in-past', 'Le dernier jour de la suspension est passé.');
  }
  const data = { kind: 'security', reason, since: now, at: now, lastUse: null, until, ground } as const;
  return [{ type: 'AccountBlocked', data }];
}

/**
 * Than the suspension that there is, which would end by itself: whoever has another reason need not let the code be opened
 * first, and a password that is reported stolen meanwhile is not answered by a link on the day after.
 */
export const goesOnLonger = (until: CalendarDate | null, { suspendedUntil }: Account): boolean =>
  suspendedUntil !== null && (until === null || until > suspendedUntil);

/** By the Caf, which has no more reason for it; at a request of the gestionnaire it is unblocked instead (R21). */
export function lift(reason: string, state: Account, now: Instant): AccountEvent[] {
  mustBe(state, 'blocked', 'account-not-blocked', 'Ce code n’est pas bloqué.');
  if (state.blockKind !== 'security') {
    throw conflict('account-not-suspended', 'Ce code est bloqué faute d’usage\u00a0: il n’est pas suspendu.');
  }
  return unblocked({ reason, reference: null }, state, now);
}

/** The batch only proposes: what counts is the last day, whole. */
export function endSuspension(state: Account, now: Instant): AccountEvent[] {
  const { suspendedUntil: until } = state;
  if (state.state !== 'blocked' || until === null || now < endOfDay(until) || isErased(state)) return [];
  return unblocked({ reason: 'Fin prévue de la suspension', reference: null }, state, now);
}

/** It ends when the password has been changed. */
export function requirePasswordChange(
  { reason, ground }: RequirePasswordChange,
  state: Account,
): AccountEvent[] {
  mustBe(
    state,
    'active',
    'account-not-active',
    'Ce code n’est pas actif : il n’a pas de mot de passe à changer.',
  );
  if (state.changeRequired === 'required-by-caf') {
    throw conflict('change-required', 'Ce code doit déjà changer de mot de passe.');
  }
  return [{ type: 'PasswordChangeRequired', data: { requirement: 'required-by-caf', reason, ground } }];
}
