import { type Instant, plusMs, policy } from '#platform';
import type { AttemptOutcome } from './connections.ts';

export const DAY_MS = 24 * 3_600_000;

/**
 * Where the attempts on a subject stand. Each attempt carries it as it is behind it, so that the next one is decided by the
 * last event alone: however many came before, they cost one read.
 */
export interface Standing {
  readonly lastSuccess: Instant | null;
  /** The failures of the last 24 hours, the latest last; no more than a day may have. */
  readonly failures: readonly Instant[];
  /** How many of them came after the last success. */
  readonly inRow: number;
}

export const NO_ATTEMPTS: Standing = { lastSuccess: null, failures: [], inRow: 0 };

/** Behind one more attempt. One that was refused unread changes nothing: it does not lengthen the wait. */
export function standingAfter(standing: Standing, outcome: AttemptOutcome, at: Instant): Standing {
  if (outcome === 'throttled') return standing;
  const recent = ofLastDay(standing.failures, at);
  if (outcome === 'success') return { lastSuccess: at, failures: recent, inRow: 0 };
  const failures = [...recent, at].slice(-policy.signInThrottling.attemptsPerDay);
  return { ...standing, failures, inRow: Math.min(standing.inRow + 1, failures.length) };
}

/**
 * When the next attempt may be made; null when at once (CNIL 2022-100). Beyond some failures in a row each one doubles the
 * wait, and a day has a most.
 */
export function retryAt({ failures, inRow }: Standing, now: Instant): Instant | null {
  const { freeFailures, firstDelaySeconds, attemptsPerDay } = policy.signInThrottling;
  const recent = ofLastDay(failures, now);
  const waits: Instant[] = [];
  const oldestOfTooMany = recent.at(-attemptsPerDay);
  if (oldestOfTooMany) waits.push(plusMs(oldestOfTooMany, DAY_MS));
  const beyondFree = Math.min(inRow, recent.length) - freeFailures;
  if (beyondFree > 0) waits.push(plusMs(recent.at(-1)!, firstDelaySeconds * 1000 * 2 ** (beyondFree - 1)));
  const until = waits.sort().at(-1);
  return until !== undefined && until > now ? until : null;
}

function ofLastDay(failures: readonly Instant[], now: Instant): Instant[] {
  const dayAgo = plusMs(now, -DAY_MS);
  return failures.filter((at) => at > dayAgo);
}
