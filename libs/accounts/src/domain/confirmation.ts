import { conflict } from '#platform';
import type { AccountEvent, Holder } from './account-events.ts';
import type { Account } from './account-state.ts';

/**
 * What follows when somebody has chosen the mailbox of a code. One that the operator has chosen is vouched for; a correspondent’s
 * that a Caf has chosen is confirmed by another correspondent, or the Caf would sign for its partner (R2).
 */
export const unlessVouchedFor = ({ role, email }: Holder, isVouchedFor: boolean): AccountEvent[] =>
  isVouchedFor || role !== 'gestionnaire' ? [] : [{ type: 'CorrespondentToConfirm', data: { email } }];

/** By a correspondent who may sign themselves, or the operator. */
export function confirm({ opened, toBeConfirmed, state }: Account): AccountEvent[] {
  if (!opened || !toBeConfirmed || state === 'closed') {
    throw conflict('nothing-to-confirm', 'Ce code n’attend pas de confirmation.');
  }
  return [{ type: 'CorrespondentConfirmed', data: { email: opened.email } }];
}
