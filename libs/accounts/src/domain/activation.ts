import { type Instant, notFound, type Refusal } from '#platform';
import type { Account } from './account-state.ts';

/**
 * Until when the link of this delivery opens.
 * @throws Refusal activation-link-void: used, expired, replaced by a newer one, or of a code that is blocked or closed
 */
export function mustBeActivable(state: Account, delivery: number, now: Instant): Instant {
  const { linkExpiresAt } = state;
  const valid = state.state === 'pending' && delivery === state.delivery && linkExpiresAt !== null;
  if (!valid || now >= linkExpiresAt) throw voidLink();
  return linkExpiresAt;
}

export const voidLink = (): Refusal =>
  notFound(
    'activation-link-void',
    'Ce lien n’est plus valable : il a déjà servi, ou a expiré. Demandez-en un nouveau à votre Caf.',
  );
