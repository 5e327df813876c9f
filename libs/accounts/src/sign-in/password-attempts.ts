import { Injectable, Logger } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  Admissions,
  type AttemptOutcome,
  type AuthFactor,
  type Beginning,
  networkOf,
  type Origin,
  RecordAttempts,
  RecordPasswordConfirmed,
  type Tried,
} from '#connections';
import { Clock, Refusal, reasonOf, runAnew, whenAllEnded } from '#platform';
import { BUSY, throttled } from './refusals.ts';
import { RefusedAttempts } from './refused-attempts.ts';
import type { Trial } from './trial.ts';

/**
 * The attempts at a password or a second factor, wherever it is asked for: all count together, and all are recorded (R18). They count by code and
 * network, so that nobody far away keeps the holder of a code out; a browser that is known counts by itself, wherever it is. Wrong second
 * factors count by code alone, too: who gets as far knows the password, and networks are many.
 */
@Injectable()
export class PasswordAttempts {
  private readonly logger = new Logger('PasswordAttempts');

  constructor(
    private readonly commands: CommandBus,
    private readonly admissions: Admissions,
    private readonly refused: RefusedAttempts,
    private readonly clock: Clock,
  ) {}

  /**
   * Does `work`, which looks at the attempt, and has it recorded, unless others came before it. It counts from now on, until it
   * turns out to be right; what ends without a result (the log is away) does not count. Where it was right as far as it goes
   * (`wasRight` is null: a second factor has yet to come), it does not count, and those before it go on counting. Where whatever comes
   * of it is left to `record`, it is looked at while its count is written, and what `work` uses up waits until it is `counted`;
   * otherwise all of it comes after that.
   * @throws Refusal throttled, sign-in-busy: recorded as such
   */
  async make<Result extends { readonly wasRight: boolean | null }>(
    trial: Trial,
    work: (counted: Promise<void>) => Promise<Result>,
    record?: (result: Result) => Promise<void>,
  ): Promise<Result> {
    const attempt = beginningOf(trial, this.clock.now());
    const { retryAt, counted } = await this.admissions.begin(attempt);
    if (retryAt !== null) {
      await this.refused.record(trial, 'throttled', retryAt);
      throw throttled(retryAt, this.clock.now());
    }
    const takeBack = (wasRight: boolean) => this.admissions.takeBack(attempt, wasRight);
    try {
      if (!record) await counted;
      const [result] = await whenAllEnded([work(counted), counted]);
      const { wasRight } = result;
      await record?.(result);
      // Whoever was right does not wait for it. What begins here from now on is counted after it; lost, it lets nobody in.
      if (wasRight !== false) takeBack(wasRight === true).catch((error) => this.stillCounts(error));
      return result;
    } catch (error) {
      await takeBack(false);
      if (error instanceof Refusal && error.code === BUSY) await this.refused.record(trial, 'busy', null);
      throw error;
    }
  }

  /** The record of an attempt that was looked at. One that repeats an idempotency key is an attempt all the same. */
  async record(
    tried: Tried,
    { address, userAgent }: Origin,
    {
      outcome,
      factors = ['password'],
      sessionId = null,
    }: { outcome: AttemptOutcome; factors?: readonly AuthFactor[]; sessionId?: string | null },
  ): Promise<void> {
    const attempt = { address, userAgent, outcome, factors, sessionId, count: 1, retryAt: null };
    await runAnew(() => this.commands.execute(new RecordAttempts(tried, [attempt])));
  }

  private stillCounts(error: unknown): void {
    this.logger.warn(`an attempt that was right goes on counting: ${reasonOf(error)}`);
  }

  /** The password was right, of somebody who is signed in already. */
  async confirm(userCode: string, sessionId: string): Promise<void> {
    await runAnew(() => this.commands.execute(new RecordPasswordConfirmed(userCode, sessionId)));
  }
}

function beginningOf({ subject, visitor, ofFactor = false }: Trial, at: string): Beginning {
  const { address, knownBrowser } = visitor;
  if (knownBrowser !== null)
    return { subject, origin: `browser ${knownBrowser}`, network: null, ofFactor, at };
  const network = networkOf(address);
  return { subject, origin: network, network, ofFactor, at };
}
