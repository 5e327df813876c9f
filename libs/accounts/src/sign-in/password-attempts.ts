import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  type Attempt,
  type AttemptOutcome,
  ConfirmPassword,
  ConnectionHistory,
  RecordAttempt,
  retryAt,
  type Standing,
  subjectOf,
} from '#connections';
import { Clock, runAnew } from '#platform';
import { throttled } from './refusals.ts';

/** Where an attempt comes from. */
export type Origin = Pick<Attempt, 'address' | 'userAgent'>;

/** Whose password is tried: a code, or an identifier that is none (R18). */
export type Tried = Pick<Attempt, 'userCode' | 'identifierHash' | 'organism'>;

/**
 * The attempts at a password, wherever it is asked for: all count together, and all are recorded (R18). A password may be
 * verified at the same moment as many others; what came of it is said only once the log has taken it in its turn.
 */
@Injectable()
export class PasswordAttempts {
  constructor(
    private readonly commands: CommandBus,
    private readonly connections: ConnectionHistory,
    private readonly clock: Clock,
  ) {}

  standingOf(tried: Pick<Tried, 'userCode' | 'identifierHash'>): Promise<Standing> {
    return this.connections.standingOf(subjectOf(tried));
  }

  /** @throws Refusal throttled: it came too early after those recorded since `before`, and is recorded as such */
  async record(
    attempt: Tried & Origin & { outcome: AttemptOutcome; sessionId?: string | null },
    before: Standing,
  ): Promise<void> {
    await this.execute(new RecordAttempt({ sessionId: null, ...attempt }, before));
  }

  /** The password was right, of somebody who is signed in already. @throws Refusal throttled, as above */
  async confirm(attempt: Tried & Origin & { sessionId: string }, before: Standing): Promise<void> {
    await this.execute(new ConfirmPassword({ ...attempt, outcome: 'success' }, before));
  }

  /** An attempt that repeats an idempotency key is an attempt all the same. */
  private async execute(command: RecordAttempt | ConfirmPassword): Promise<void> {
    const { events } = await runAnew(() => this.commands.execute(command));
    for (const { type, data } of events) {
      if (type !== 'LoginAttempted' || data.outcome === command.attempt.outcome) continue;
      const now = this.clock.now();
      throw throttled(retryAt(data.standing ?? command.before, now) ?? now, now);
    }
  }
}
