import { DAY_MS, type Instant, MINUTE_MS, plusMs, policy } from '#platform';

/**
 * The attempts of one origin on one subject, or of all at its second factor, that were not right: each counts from the moment it begins, and is taken back
 * when it turns out to be right. So attempts of one moment count as those that come one after the other.
 */
export interface Count {
  /** When they began, in the last 24 hours, the latest last; no more than a day may have. */
  readonly failures: readonly Instant[];
  /** How many of them came after the last one that was right. */
  readonly inRow: number;
}

export const NO_FAILURES: Count = { failures: [], inRow: 0 };

const { freeFailures, firstDelaySeconds, attemptsPerDay, freeFactorFailures, failuresPerNetwork } =
  policy.signInThrottling;

/** With one more attempt, which begins now. */
export function withAttempt({ failures, inRow }: Count, now: Instant): Count {
  const kept = [...ofLastDay(failures, now), now].slice(-Math.max(attemptsPerDay, failuresPerNetwork.count));
  return { failures: kept, inRow: inRow + 1 };
}

/** Without the attempt that began then: it was right, or nobody looked at it. */
export function withoutAttempt({ failures, inRow }: Count, begunAt: Instant, wasRight: boolean): Count {
  const index = failures.lastIndexOf(begunAt);
  if (index < 0) return { failures, inRow: wasRight ? 0 : inRow };
  return { failures: failures.toSpliced(index, 1), inRow: wasRight ? 0 : Math.max(inRow - 1, 0) };
}

/**
 * When the next attempt on a code may be made from there; null when at once (CNIL 2022-100). Beyond some failures in a
 * row each one doubles the wait, and a day has a most.
 */
export function retryAt({ failures, inRow }: Count, now: Instant): Instant | null {
  const recent = ofLastDay(failures, now);
  const waits: Instant[] = [];
  const oldestOfTooMany = recent.at(-attemptsPerDay);
  if (oldestOfTooMany) waits.push(plusMs(oldestOfTooMany, DAY_MS));
  const doubled = doubledWait(recent.at(-1), Math.min(inRow, recent.length) - freeFailures);
  if (doubled) waits.push(doubled);
  return later(waits.sort().at(-1), now);
}

/**
 * When the next second factor may be tried on a code, from anywhere; null when at once. No day makes them fewer: what is
 * guessed is short, and whoever guesses knows the password (NIST SP 800-63B-4, 3.2.2: at most 100 in a row).
 */
export function factorRetryAt({ failures, inRow }: Count, now: Instant): Instant | null {
  return later(doubledWait(failures.at(-1), inRow - freeFactorFailures), now);
}

/** When the next attempt may be made from a network, whatever the code; null when at once. */
export function networkRetryAt({ failures }: Count, now: Instant): Instant | null {
  const oldestOfTooMany = failures.at(-failuresPerNetwork.count);
  return later(oldestOfTooMany && plusMs(oldestOfTooMany, failuresPerNetwork.minutes * MINUTE_MS), now);
}

const doubledWait = (last: Instant | undefined, beyondFree: number): Instant | undefined =>
  last !== undefined && beyondFree > 0
    ? plusMs(last, firstDelaySeconds * 1000 * 2 ** (beyondFree - 1))
    : undefined;

const later = (until: Instant | undefined, now: Instant): Instant | null =>
  until !== undefined && until > now ? until : null;

function ofLastDay(failures: readonly Instant[], now: Instant): Instant[] {
  const dayAgo = plusMs(now, -DAY_MS);
  return failures.filter((at) => at > dayAgo);
}
