import { Injectable } from '@nestjs/common';
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
import { Clock, Refusal, runAnew, whenAllEnded } from '#platform';
import { BUSY, throttled } from './refusals.ts';
import { RefusedAttempts } from './refused-attempts.ts';

/** Where an attempt comes from. */
export interface Visitor extends Origin {
  /** Which browser it is, when it has signed in with this very code before. */
  readonly knownBrowser: string | null;
}

/** An attempt at a password or a link, before anything is known of it. */
export interface Trial {
  /** Keyed hash of what was typed, or of the link. */
  readonly subject: string;
  readonly visitor: Visitor;
  /** A second factor is shown, of whoever has shown the password or is signed in. */
  readonly ofFactor?: boolean;
  /** Whose it is: asked only when it is to be recorded. */
  readonly whose: () => Promise<Tried>;
}

/**
 * The attempts at a password or a second factor, wherever it is asked for: all count together, and all are recorded (R18). They count by code and
 * network, so that nobody far away keeps the holder of a code out; a browser that is known counts by itself, wherever it is. Wrong second
 * factors count by code alone, too: who gets as far knows the password, and networks are many.
 */
@Injectable()
export class PasswordAttempts {
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
      if (wasRight === false) await record?.(result);
      // Neither waits for the other: what was right counts no more, whether or not it can be recorded. The record goes out first, for
      // it waits for the disk.
      else await whenAllEnded([record?.(result), whenAsked().then(() => takeBack(wasRight === true))]);
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

  /** The password was right, of somebody who is signed in already. */
  async confirm(userCode: string, sessionId: string): Promise<void> {
    await runAnew(() => this.commands.execute(new RecordPasswordConfirmed(userCode, sessionId)));
  }
}

/** What has been asked for until now goes on as far as it can without waiting. */
const whenAsked = () => new Promise<void>((resolve) => process.nextTick(resolve));

function beginningOf({ subject, visitor, ofFactor = false }: Trial, at: string): Beginning {
  const { address, knownBrowser } = visitor;
  if (knownBrowser !== null)
    return { subject, origin: `browser ${knownBrowser}`, network: null, ofFactor, at };
  const network = networkOf(address);
  return { subject, origin: network, network, ofFactor, at };
}
