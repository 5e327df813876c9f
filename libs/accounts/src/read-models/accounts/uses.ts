import { heldAt } from '#habilitations';
import {
  addDays,
  endOfDay,
  type Fragment,
  fragment,
  type Instant,
  parisDateOf,
  policy,
  startOfDay,
} from '#platform';

/** Codes that 45 days without use block. */
export const IN_USE = `state IN ('pending', 'active')`;

/** The use that the 45 days of a code are counted from; of those that no disuse blocks a day behind all others. */
export const COUNTED_FROM = `coalesce(CASE WHEN ${IN_USE} THEN last_use END, timestamptz '2999-12-31 00:00:00Z')`;

/** The last success; of those without one a day before all others. */
export const LAST_SUCCESS = `coalesce(last_success, timestamptz '1970-01-01 00:00:00Z')`;

/** Of those in use, whose 45 days end so many days from today, or before (R21). */
export function blocksWithin(days: number, now: Instant): Fragment {
  const first = addDays(parisDateOf(now), -policy.idleBlockDays);
  return fragment`last_use >= ${startOfDay(first)} AND last_use < ${endOfDay(addDays(first, days))}`;
}

/** A night has blocked it for want of use; a suspension is counted from nothing. */
export const BLOCKED_AS_IDLE = `state = 'blocked' AND blocked_since IS NOT NULL`;

/** A correspondent has asked for the unblocking, and the Caf has not decided. */
export const UNBLOCKING_WAITS = `unblocking_request ->> 'at' IS NOT NULL AND unblocking_request ->> 'refusal' IS NULL`;

/** Whoever has it may use it: an agent holds something, the others need no habilitation (R17). */
export const holdersMayUse = (now: Instant): Fragment => fragment`(accounts.person_id IS NULL OR EXISTS (
  SELECT FROM habilitations.holdings h JOIN habilitations.conventions c ON c.id = h.convention_id
  WHERE h.person_id = accounts.person_id AND ${heldAt(now)}))`;
