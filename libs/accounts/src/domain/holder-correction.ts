import { type Instant, mailAddress, mustCorrect, notFound } from '#platform';
import type { AccountEvent, HolderDetails } from './account-events.ts';
import type { Account } from './account-state.ts';
import { unlessVouchedFor } from './confirmation.ts';
import { deliver } from './delivery.ts';

/**
 * Corrects name and mailbox of the holder. A link that waits at the mailbox before opens nothing any more: another goes to
 * the right one (R15). Another mailbox of a correspondent has to be confirmed anew (R2).
 * @throws Refusal nothing-corrected
 */
export function correctHolder(
  { details, reason, isVouchedFor }: { details: HolderDetails; reason: string; isVouchedFor: boolean },
  state: Account,
  now: Instant,
): AccountEvent[] {
  if (!state.opened) throw notFound('account-unknown', 'Ce code n’existe pas.');
  const { name, email } = state.opened;
  const before = { name, email };
  const after = { name: details.name, email: mailAddress(details.email) };
  mustCorrect(before, after, ['name', 'email']);
  const corrected: AccountEvent = { type: 'HolderCorrected', data: { before, after, reason } };
  if (after.email === email) return [corrected];
  return [
    corrected,
    ...unlessVouchedFor({ ...state.opened, ...after }, isVouchedFor),
    ...(state.state === 'pending' ? [deliver(state, now)] : []),
  ];
}
