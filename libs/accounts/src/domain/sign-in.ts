import type { AttemptOutcome } from '#connections';
import type { Instant } from '#platform';
import type { Account } from './account-state.ts';
import { idleSince } from './idleness.ts';

/** What is known when the password, or what stands in for it, and then the second factor, have been checked. */
export interface Evidence {
  readonly account: Account;
  readonly passwordRight: boolean;
  /** Asked of whoever has enrolled one. */
  readonly secondFactor: 'right' | 'wrong' | 'not-given';
  readonly lastSuccess: Instant | null;
  /** Whether an agent holds a habilitation in force; the other roles need none (R17). */
  readonly habilitated: boolean;
  /** An identity provider vouches for them as of another organism than that of the code. */
  readonly isOfOther?: boolean;
}

/** An agent holds a habilitation in force, by where; the other roles need none (R17). */
export const isHabilitated = ({ opened }: Account, establishments: readonly unknown[]): boolean =>
  opened?.role !== 'agent' || establishments.length > 0;

/** What an attempt comes to, and what is recorded of it (R17, R18, R21). */
export function outcomeOf(evidence: Evidence, now: Instant): AttemptOutcome {
  const { account, passwordRight, secondFactor, lastSuccess, habilitated, isOfOther = false } = evidence;
  if (account.state === 'unknown') return 'unknown-code';
  if (account.state === 'closed') return 'closed';
  if (account.state === 'blocked') return 'blocked';
  if (idleSince(account, lastSuccess, now) !== null) return 'idle';
  if (account.state === 'pending') return 'not-activated';
  if (!passwordRight) return 'wrong-password';
  if (isOfOther) return 'other-organism';
  if (!habilitated) return 'not-habilitated';
  return account.factors.length === 0 ? 'success' : OF_SECOND_FACTOR[secondFactor];
}

const OF_SECOND_FACTOR = {
  right: 'success',
  wrong: 'wrong-factor',
  'not-given': 'factor-asked',
} as const satisfies Record<Evidence['secondFactor'], AttemptOutcome>;
