import { conflict, type Instant } from '#platform';
import type { AccountEvent } from './account-events.ts';
import { mustBe } from './account-guards.ts';
import type { Account } from './account-state.ts';
import { deliver } from './delivery.ts';

export type RequestUnblocking = { type: 'RequestUnblocking'; reason: string; by: string };

/** `reference`: of a written request; null when it was made here. */
export type UnblockAccount = { type: 'UnblockAccount'; reason: string; reference: string | null };

/** What was asked for already is not asked for twice, whoever asks. */
export function requestUnblocking(
  { reason, by }: RequestUnblocking,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBeBlocked(state);
  if (state.blockKind === 'security') {
    throw conflict(
      'account-suspended',
      'La Caf a suspendu ce code par mesure de sécurité\u00a0: adressez-lui une demande écrite.',
    );
  }
  if (state.unblockingRequested) return [];
  return [{ type: 'UnblockingRequested', data: { reason, by, at: now } }];
}

/** No code is unblocked without a request of its gestionnaire, made here or in writing (R21); a suspension is lifted by one in writing. */
export function unblock(command: UnblockAccount, state: Account, now: Instant): AccountEvent[] {
  mustBeBlocked(state);
  mustHaveGestionnaire(state);
  if (command.reference === null) mustBeRequested(state);
  return unblocked(command, state, now);
}

/** Whoever has no password any more chooses one by a link. */
export function unblocked(
  { reason, reference }: Pick<UnblockAccount, 'reason' | 'reference'>,
  state: Account,
  now: Instant,
): AccountEvent[] {
  const event: AccountEvent = { type: 'AccountUnblocked', data: { reason, reference, at: now } };
  return state.passwordId ? [event] : [event, deliver(state, now)];
}

export function mustBeRequested({ unblockingRequested }: Account): void {
  if (unblockingRequested) return;
  throw conflict(
    'unblocking-not-requested',
    'Son gestionnaire n’a pas demandé ici que ce code soit débloqué\u00a0: indiquez la référence de sa demande écrite.',
  );
}

/** For a code of the Caf nobody can have written: who habilitates lifts no measure of the security by a reference. */
function mustHaveGestionnaire({ blockKind, opened }: Account): void {
  if (blockKind !== 'security' || !opened?.role.startsWith('caf-')) return;
  throw conflict(
    'officer-suspended',
    'Ce code de la Caf est suspendu par mesure de sécurité\u00a0: sa sécurité seule lève cette mesure.',
  );
}

const mustBeBlocked = (state: Account): void =>
  mustBe(state, 'blocked', 'account-not-blocked', 'Ce code n’est pas bloqué.');
