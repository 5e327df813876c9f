import { type Instant, notFound, type Refusal } from '#platform';
import type { Account } from './account-state.ts';

/**
 * Until when the link of this delivery opens; null when it does not: used, expired, replaced by a newer one, or of a code
 * that is blocked or closed.
 */
export function opensUntil(state: Account, delivery: number, now: Instant): Instant | null {
  const { linkExpiresAt } = state;
  const valid = state.state === 'pending' && delivery === state.delivery;
  return valid && linkExpiresAt !== null && now < linkExpiresAt ? linkExpiresAt : null;
}

/** @throws Refusal activation-link-void */
export function mustBeActivable(state: Account, delivery: number, now: Instant): void {
  if (opensUntil(state, delivery, now) === null) throw voidLink();
}

export const voidLink = (): Refusal =>
  notFound(
    'activation-link-void',
    'Ce lien et ce code ne vont pas ensemble, ou le lien n’est plus valable : il a déjà servi, ou a expiré. Vérifiez le code, ou demandez un nouveau lien à votre Caf.',
  );
