import { conflict, DAY_MS, type Instant, plusMs, policy } from '#platform';
import type { AccountEvent } from './account-events.ts';
import { mustBeOpen } from './account-guards.ts';
import type { Account } from './account-state.ts';
import { deliver } from './delivery.ts';
import { unlinkAll } from './identities.ts';

/** `since`: when somebody else came in with it; null when nobody knows. */
export type RevokePassword = { type: 'RevokePassword'; reason: string; since: Instant | null };

/**
 * A blocked code is not let in by a link: it goes with the unblocking (R21). Whoever had the password may have added what opens the code
 * without it, or keeps its holder out: that goes with it. Of a sign-in that is denied once the password is gone, what was added since
 * then goes too.
 */
export function revokePassword(
  { reason, since }: RevokePassword,
  state: Account,
  now: Instant,
): AccountEvent[] {
  mustBeOpen(state);
  const { passwordId } = state;
  const added = removeAdded(since ?? deniableSince(now), state, now);
  if (passwordId === null) {
    if (since !== null && added.length > 0) return added;
    throw conflict(
      'no-password',
      'Ce code n’a pas de mot de passe : son titulaire en choisit un par le lien d’activation.',
    );
  }
  const revoked: AccountEvent = { type: 'PasswordRevoked', data: { passwordId, reason, at: now } };
  const ended = [revoked, ...unlinkAll(state, now), ...added];
  return state.state === 'blocked' ? ended : [...ended, deliver(state, now)];
}

/** What was there before stays: its holder has it, and a revocation by one officer is no way around the two of a reset. */
function removeAdded(since: Instant, { factors, recovery }: Account, now: Instant): AccountEvent[] {
  const removed = factors
    .filter(({ at }) => at >= since)
    .map((factor): AccountEvent => ({ type: 'FactorRemoved', data: { ...factor, at: now } }));
  if (recovery === null || recovery.at < since) return removed;
  return [...removed, { type: 'RecoveryCodesWithdrawn', data: { setId: recovery.setId, at: now } }];
}

/**
 * Where nobody knows: as long as a holder may deny a sign-in. Not longer: passwords are revoked that were only lost, and whoever has the
 * mailbox and talks an officer into it is not to be rid of a factor that has long been there.
 */
const deniableSince = (now: Instant): Instant => plusMs(now, -policy.signInDenialDays * DAY_MS);
