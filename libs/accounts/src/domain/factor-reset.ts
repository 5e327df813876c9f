import { conflict, forbidden, HOUR_MS, type Instant, plusMs, policy } from '#platform';
import type { AccountEvent } from './account-events.ts';
import { mustBeOpen } from './account-guards.ts';
import type { Account } from './account-state.ts';

/** The last resort of whoever has lost both devices and recovery codes: it takes two officers, as a code of the Caf does. */
export type RequestFactorReset = { type: 'RequestFactorReset'; reason: string; by: string };
export type GrantFactorReset = { type: 'GrantFactorReset'; by: string };
export type RefuseFactorReset = { type: 'RefuseFactorReset'; reason: string; by: string };

const WAITS_MS = policy.factorResetHours * HOUR_MS;

/** What was asked after this instant still waits at `now`: whoever asks later verifies anew who it is. */
export const resetsWaitSince = (now: Instant): Instant => plusMs(now, -WAITS_MS);

/** Null once nobody has decided in time. */
export const waitingReset = <Reset extends { readonly at: Instant }>(
  reset: Reset | null,
  now: Instant,
): Reset | null => (reset !== null && reset.at > resetsWaitSince(now) ? reset : null);

export function requestFactorReset(
  { reason, by }: RequestFactorReset,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBeOpen(state);
  if (state.factors.length === 0) {
    throw conflict('no-factor', 'Ce code n’a pas de seconde vérification\u00a0: il n’y a rien à rouvrir.');
  }
  if (waitingReset(state.factorReset, now)) {
    throw conflict(
      'factor-reset-requested',
      'Cette demande est déjà faite\u00a0: une autre personne de la Caf en décide.',
    );
  }
  return [{ type: 'FactorResetRequested', data: { reason, by, at: now } }];
}

export function grantFactorReset({ by }: GrantFactorReset, state: Account, now: Instant): AccountEvent[] {
  const { reason } = mustBeDecidedBy(by, state, now);
  return [{ type: 'FactorsReset', data: { reason, by, at: now } }];
}

export function refuseFactorReset(
  { reason, by }: RefuseFactorReset,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBeDecidedBy(by, state, now);
  return [{ type: 'FactorResetRefused', data: { reason, by, at: now } }];
}

function mustBeDecidedBy(
  by: string,
  { factorReset, state }: Account,
  now: Instant,
): NonNullable<Account['factorReset']> {
  const reset = waitingReset(factorReset, now);
  if (!reset || state === 'closed') {
    throw conflict(
      'factor-reset-not-requested',
      'Personne ne demande de rouvrir la seconde vérification de ce code.',
    );
  }
  if (reset.by === by) {
    throw forbidden(
      'own-request',
      'Vous avez fait cette demande\u00a0: une autre personne de la Caf doit la confirmer ou la refuser.',
    );
  }
  return reset;
}
