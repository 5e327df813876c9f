import { type Instant, plusMs, policy } from '#platform';
import type { AccountEvent } from './account-events.ts';
import type { Account } from './account-state.ts';

/** The next credentials of a code: they replace those before (R15). */
export function deliver({ delivery }: Account, now: Instant): AccountEvent {
  const expiresAt = plusMs(now, policy.activationLinkHours * 3_600_000);
  return { type: 'CredentialsDelivered', data: { delivery: delivery + 1, at: now, expiresAt } };
}
