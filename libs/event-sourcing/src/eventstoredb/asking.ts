import { setTimeout as delay } from 'node:timers/promises';
import { AccessDeniedError } from '@eventstore/db-client';
import { AppendTooLarge, type StoreUnavailable, WrongExpectedRevision } from '../event-store.ts';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 400;

export interface Patience {
  /** No question is put later than so long after the first. */
  readonly patienceMs: number;
  /** Whether nobody waits for the answer any more. */
  readonly isOver: () => boolean;
}

/**
 * Asks until there is an answer or a verdict. What another node, or the same one a moment later, may answer is asked
 * again as it stands, after a growing pause; `explain` makes of the last failure what the caller is told.
 * @throws WrongExpectedRevision; AppendTooLarge; what `explain` makes of any other failure
 */
export async function askUntilAnswered<Answer>(
  question: () => Promise<Answer>,
  explain: (failure: unknown) => Promise<StoreUnavailable>,
  { patienceMs, isOver }: Patience,
): Promise<Answer> {
  const lastQuestion = performance.now() + patienceMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await question();
    } catch (failure) {
      if (failure instanceof WrongExpectedRevision || failure instanceof AppendTooLarge) throw failure;
      const isLast = isOver() || performance.now() + pause > lastQuestion;
      if (isLast || failure instanceof AccessDeniedError) throw await explain(failure);
    }
    await delay(pause);
  }
}
