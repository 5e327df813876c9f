import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Config, LinkAttempts, type TokenPurpose } from '#platform';
import { strangerOf } from '../http/known-browsers.ts';
import { keyedHash } from './keyed-hash.ts';
import { PasswordAttempts } from './password-attempts.ts';

/** Failures make the next ones wait as they do at the sign-in (R18): by link and network here. What fails is recorded as of no code. */
@Injectable()
export class CountedLinkAttempts extends LinkAttempts {
  constructor(
    private readonly attempts: PasswordAttempts,
    private readonly config: Config,
  ) {
    super();
  }

  override async make<Found extends object>(
    purpose: TokenPurpose,
    token: string,
    request: Request,
    look: () => Promise<Found | null>,
  ): Promise<Found | null> {
    const subject = keyedHash(this.config.secret, `${purpose}-link`, token);
    const tried = { userCode: null, identifierHash: subject, organism: null };
    const visitor = strangerOf(request);
    const trial = { subject, visitor, whose: async () => tried };
    const { found } = await this.attempts.make(trial, async () => {
      const found = await look();
      if (!found) await this.attempts.record(tried, visitor, { outcome: 'unknown-code', factors: [] });
      return { found, wasRight: found !== null };
    });
    return found;
  }
}
