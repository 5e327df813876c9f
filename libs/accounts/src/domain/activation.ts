import { type Instant, Refusal } from '#platform';
import type { Account } from './account-state.ts';

/** @throws Refusal activation-link-void: used, expired, replaced by a newer one, or of a code that is blocked or closed */
export function mustBeActivable(state: Account, delivery: number, now: Instant): void {
  const { linkExpiresAt } = state;
  const valid = state.state === 'pending' && delivery === state.delivery && linkExpiresAt !== null;
  if (!valid || now >= linkExpiresAt) throw voidLink();
}

export const voidLink = (): Refusal =>
  new Refusal(
    'not-found',
    'activation-link-void',
    'Ce lien n’est plus valable : il a déjà servi, ou a expiré. Demandez-en un nouveau à votre Caf.',
  );
