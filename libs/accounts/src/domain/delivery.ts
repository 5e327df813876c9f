import { HOUR_MS, type Instant, plusMs, policy } from '#platform';
import type { AccountEvent } from './account-events.ts';
import type { Account } from './account-state.ts';

/** The next credentials of a code: they replace those before (R15). */
export function deliver({ delivery }: Account, now: Instant): AccountEvent {
  const expiresAt = plusMs(now, policy.activationLinkHours * HOUR_MS);
  return { type: 'CredentialsDelivered', data: { delivery: delivery + 1, at: now, expiresAt } };
}
