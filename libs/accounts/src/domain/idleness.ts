import {
  addDays,
  type CalendarDate,
  deadlineInstant,
  type Instant,
  parisDateOf,
  policy,
  type UserRole,
} from '#platform';
import type { LastUse } from './account-events.ts';
import type { Account } from './account-state.ts';

/** The amendment binds the partner's codes; the Caf's own officers stay, for they do the unblocking. */
const isBoundToUse = (role: UserRole): boolean => role === 'agent' || role === 'gestionnaire';

/**
 * What the 45 days are counted from (R21): the last successful connection, the first delivery of credentials when there was
 * none; and an unblocking, or the code would be blocked again at once. Null when there is no clock yet, or none for this role.
 */
function lastUse(
  { opened, deliveredAt, unblockedAt }: Account,
  lastSuccess: Instant | null,
): Omit<LastUse, 'position'> | null {
  const used = lastSuccess ?? deliveredAt;
  if (!opened || !isBoundToUse(opened.role) || used === null) return null;
  if (unblockedAt !== null && unblockedAt > used) return { kind: 'unblocking', at: unblockedAt };
  return { kind: lastSuccess === null ? 'delivery' : 'success', at: used };
}

/** The last day, whole, on which a code used at `use` is not blocked. */
export const lastDayOfUse = (use: Instant): CalendarDate => addDays(parisDateOf(use), policy.idleBlockDays);

/** The use since which the code is idle; null while it is not. It needs no job: the clock alone blocks (R21). */
export function idleSince(account: Account, lastSuccess: Instant | null, now: Instant) {
  const use = lastUse(account, lastSuccess);
  return use !== null && now >= deadlineInstant(parisDateOf(use.at), policy.idleBlockDays) ? use : null;
}
