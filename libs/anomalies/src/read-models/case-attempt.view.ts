import { type AttemptOutcome, attemptOutcomes } from '#connections';
import { Gives, type Instant } from '#platform';
import type { Attempt } from '../domain/anomaly-events.ts';

/** An attempt as a case keeps it; which code was tried is told where that is not said of all of them. */
export class CaseAttemptView implements Omit<Attempt, 'userCode'> {
  @Gives.id()
  readonly attemptId!: string;

  @Gives.instant()
  readonly at!: Instant;

  @Gives.oneOf(attemptOutcomes)
  readonly outcome!: AttemptOutcome;

  @Gives.text({ orNull: true })
  readonly address!: string | null;

  @Gives.whole({ description: 'How many attempts: refused unread, those of one second are one record' })
  readonly count!: number;
}
