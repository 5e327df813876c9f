import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { AuthFactor, Tried } from '#connections';
import {
  type Assertion,
  Config,
  type Instant,
  isAnswerRefused,
  MINUTE_MS,
  type ProviderParameters,
  type ProviderPurpose,
  ProviderRequests,
  plusMs,
  policy,
} from '#platform';
import { keyedHash } from './keyed-hash.ts';
import { PasswordAttempts } from './password-attempts.ts';
import type { Visitor } from './trial.ts';

/** What an answer came to. */
interface Answered<Bound> {
  readonly assertion: Assertion;
  /** What it was asked for. */
  readonly bound: Bound;
}

/** The answers of identity providers: one that vouches for nobody is an attempt, on record and counted like a wrong password (R18). */
@Injectable()
export class ProviderAnswers {
  constructor(
    private readonly requests: ProviderRequests,
    private readonly attempts: PasswordAttempts,
    private readonly config: Config,
  ) {}

  /**
   * Whom the provider vouches for. `tried` is whose code it is about, where that is known before the answer is.
   * @throws Refusal no-identity-provider, identity-provider-away, provider-answer-refused, throttled
   */
  async read<Bound extends object>(
    purpose: ProviderPurpose,
    answer: ProviderParameters,
    request: Request,
    visitor: Visitor,
    tried: Tried = this.ofNobody(),
  ): Promise<Answered<Bound>> {
    const subject = this.subjectOf(tried);
    const trial = { subject, visitor, whose: async () => tried };
    const { read } = await this.attempts.make<{ read: Answered<Bound> | Error; wasRight: null | false }>(
      trial,
      async () => {
        try {
          // What comes of it is not known yet: it neither counts, nor ends what counts.
          return { read: await this.requests.finish<Bound>(purpose, answer, request), wasRight: null };
        } catch (error) {
          if (!isAnswerRefused(error)) throw error;
          await this.attempts.record(tried, visitor, { outcome: 'no-assertion', factors: ['federated'] });
          return { read: error as Error, wasRight: false };
        }
      },
    );
    if (read instanceof Error) throw read;
    return read;
  }

  /** Somebody's, of whom nothing is known: all of them together. */
  private ofNobody(): Tried {
    const identifierHash = keyedHash(this.config.nameSecret, 'identifier', 'provider answer');
    return { userCode: null, identifierHash, organism: null };
  }

  private subjectOf({ userCode, identifierHash }: Tried): string {
    return userCode === null
      ? (identifierHash ?? '')
      : keyedHash(this.config.nameSecret, 'identifier', userCode);
  }
}

/** Whether the provider says that it has seen two factors, and that this was not long ago. */
export function factorOf(
  { methods, provenAt }: Pick<Assertion, 'methods' | 'provenAt'>,
  now: Instant,
): AuthFactor & `federated${string}` {
  const isTwo = methods.some((method) => policy.secondFactorMethods.includes(method));
  const isRecent = provenAt !== null && plusMs(provenAt, FACTORS_MS) >= now;
  return isTwo && isRecent ? 'federated-mfa' : 'federated';
}

const FACTORS_MS = policy.federatedFactorsMinutes * MINUTE_MS;
