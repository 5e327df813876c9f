import {
  addDays,
  type CalendarDate,
  deadlineInstant,
  type Instant,
  parisDateOf,
  policy,
  type UserRole,
} from '#platform';

/** What the 45 days are counted from (R21). */
export interface Usage {
  readonly role: UserRole;
  /** The last time credentials were delivered; null when they never were. */
  readonly deliveredAt: Instant | null;
  /** The last unblocking: the days begin anew with it, or the code would be blocked again at once. */
  readonly unblockedAt: Instant | null;
  /** The last successful connection. Failures are not in it: they never reset the clock. */
  readonly lastSuccess: Instant | null;
}

/** The amendment binds the partner's codes; the Caf's own officers stay, for they do the unblocking. */
export const isBoundToUse = (role: UserRole): boolean => role === 'agent' || role === 'gestionnaire';

/** The use that the clock started at; null when there is no clock yet, or none for this role. */
export function lastUse({ role, deliveredAt, unblockedAt, lastSuccess }: Usage): Instant | null {
  const used = lastSuccess ?? deliveredAt;
  if (!isBoundToUse(role) || used === null) return null;
  return unblockedAt !== null && unblockedAt > used ? unblockedAt : used;
}

/** The last day, whole, on which a code used at `use` is not blocked. */
export const lastDayOfUse = (use: Instant): CalendarDate => addDays(parisDateOf(use), policy.idleBlockDays);

/** Since when the code is idle; null while it is not. It needs no job: the clock alone blocks (R21). */
export function idleSince(usage: Usage, now: Instant): Instant | null {
  const use = lastUse(usage);
  return use !== null && now >= deadlineInstant(parisDateOf(use), policy.idleBlockDays) ? use : null;
}
