import type { AttemptOutcome, PastAttempt } from '#connections';
import { type Instant, policy } from '#platform';
import type { Account } from './account-state.ts';
import { idleSince } from './idleness.ts';

/** What is known when the password has been checked. */
export interface Evidence {
  readonly account: Account;
  readonly passwordRight: boolean;
  readonly lastSuccess: Instant | null;
  /** Whether an agent holds a habilitation in force; the other roles need none (R17). */
  readonly habilitated: boolean;
}

/** What an attempt comes to, and what is recorded of it (R17, R18, R21). */
export function outcomeOf(evidence: Evidence, now: Instant): AttemptOutcome {
  const { account, passwordRight, lastSuccess, habilitated } = evidence;
  if (account.state === 'unknown') return 'unknown-code';
  if (account.state === 'closed') return 'closed';
  if (account.state === 'blocked') return 'blocked';
  if (idleSince(account, lastSuccess, now) !== null) return 'idle';
  if (account.state === 'pending') return 'not-activated';
  if (!passwordRight) return 'wrong-password';
  return habilitated ? 'success' : 'not-habilitated';
}

const DAY_MS = 24 * 3_600_000;
/** Attempts of one day after which nothing more is read: a code under such fire waits. */
const MOST_READ = 500;
/** Attempts that are enough to read once the last success is among them: there is room for a day's failures. */
const ENOUGH_READ = policy.signInThrottling.attemptsPerDay + 5;

/** What the attempts on one subject say, the latest first. */
export interface History {
  readonly lastSuccess: Instant | null;
  /** When the next attempt may be made; null when at once. */
  readonly retryAt: Instant | null;
}

/**
 * Reads attempts, the latest first, until it knows the last success and whether to wait (CNIL 2022-100): beyond some
 * failures in a row each one doubles the wait, and a day has a most. Refused attempts do not lengthen the wait.
 */
export async function readHistory(attempts: AsyncIterable<PastAttempt>, now: Instant): Promise<History> {
  const dayAgo = new Date(Date.parse(now) - DAY_MS).toISOString();
  const failures: Instant[] = [];
  let inRow = 0;
  let read = 0;
  let lastSuccess: Instant | null = null;
  for await (const { at, outcome } of attempts) {
    const recent = at > dayAgo;
    if (lastSuccess !== null && (!recent || read >= ENOUGH_READ)) break;
    if (outcome === 'success') lastSuccess ??= at;
    else if (recent && outcome !== 'throttled') {
      failures.push(at);
      if (lastSuccess === null) inRow++;
    }
    read++;
    if (recent && read >= MOST_READ) return { lastSuccess, retryAt: later(now, DAY_MS) };
  }
  return { lastSuccess, retryAt: retryAt(failures, inRow, now) };
}

/** `failures`: of the last 24 hours, the latest first; `inRow`: how many since the last success. */
function retryAt(failures: readonly Instant[], inRow: number, now: Instant): Instant | null {
  const { freeFailures, firstDelaySeconds, attemptsPerDay } = policy.signInThrottling;
  const waits: Instant[] = [];
  const oldestOfTooMany = failures[attemptsPerDay - 1];
  if (oldestOfTooMany) waits.push(later(oldestOfTooMany, DAY_MS));
  if (inRow > freeFailures) {
    waits.push(later(failures[0]!, firstDelaySeconds * 1000 * 2 ** (inRow - freeFailures - 1)));
  }
  const until = waits.sort().at(-1);
  return until !== undefined && until > now ? until : null;
}

const later = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) + ms).toISOString();
