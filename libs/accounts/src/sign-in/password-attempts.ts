import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type AttemptOutcome, ConnectionHistory, RecordAttempt } from '#connections';
import { executionContext, type Instant, runAs } from '#platform';
import { type History, readHistory } from '../domain/sign-in.ts';

/** Where an attempt comes from. */
export interface Origin {
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** Whose password is tried: a code, or an identifier that is none (R18). */
export interface Tried {
  readonly userCode: string | null;
  readonly identifierHash: string | null;
  readonly organism: { readonly id: string } | null;
}

/** The attempts at a password, wherever it is asked for: all count together, and all are recorded (R18). */
@Injectable()
export class PasswordAttempts {
  constructor(
    private readonly commands: CommandBus,
    private readonly connections: ConnectionHistory,
  ) {}

  /** What the attempts before say of the next one. */
  historyOf(subject: string, now: Instant): Promise<History> {
    return readHistory(this.connections.attempts(subject), now);
  }

  /** Under a command id of its own: an attempt that repeats an idempotency key is an attempt all the same. */
  async record(
    tried: Tried,
    outcome: AttemptOutcome,
    origin: Origin,
    sessionId: string | null = null,
  ): Promise<void> {
    const { actor, correlationId } = executionContext();
    const attempt = new RecordAttempt({ ...tried, ...origin, outcome, sessionId });
    await runAs(actor, () => this.commands.execute(attempt), { commandId: randomUUID(), correlationId });
  }
}
