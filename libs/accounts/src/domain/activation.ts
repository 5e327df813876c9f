import { type Instant, MINUTE_MS, notFound, plusMs, policy, type Refusal } from '#platform';
import type { AccountEvent } from './account-events.ts';
import { isErased } from './account-guards.ts';
import type { Account } from './account-state.ts';

/**
 * Until when the link of this delivery opens; null when it does not: used, expired, replaced by a newer one, or of a code
 * that is blocked or closed.
 */
export function opensUntil(state: Account, delivery: number, now: Instant): Instant | null {
  const { linkExpiresAt } = state;
  const isAwaited = state.state === 'pending' || (state.state === 'active' && state.lossReportedAt !== null);
  const valid = isAwaited && delivery === state.delivery;
  return valid && linkExpiresAt !== null && now < linkExpiresAt ? linkExpiresAt : null;
}

/** @throws Refusal activation-link-void */
export function mustBeActivable(state: Account, delivery: number, now: Instant): void {
  if (opensUntil(state, delivery, now) === null) throw voidLink();
}

/** Nothing follows for a code that is not active, nor so soon after another such request: nobody is told which it was. */
export function reportPasswordLoss(state: Account, now: Instant): AccountEvent[] {
  const { lossReportedAt: last } = state;
  if (state.state !== 'active' || isErased(state) || (last !== null && now < plusMs(last, PAUSE_MS)))
    return [];
  const data = { delivery: state.delivery + 1, at: now, expiresAt: plusMs(now, LINK_MS) };
  return [{ type: 'PasswordLossReported', data }];
}

const PAUSE_MS = policy.passwordLossPauseMinutes * MINUTE_MS;
const LINK_MS = policy.passwordLossLinkMinutes * MINUTE_MS;

export const voidLink = (): Refusal =>
  notFound(
    'activation-link-void',
    'Ce lien et ce code ne vont pas ensemble, ou le lien n’est plus valable : il a déjà servi, ou a expiré. Vérifiez le code, ou demandez un nouveau lien à votre Caf.',
  );
