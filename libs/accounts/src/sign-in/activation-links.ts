import { Injectable } from '@nestjs/common';
import { retryAt } from '#connections';
import { CommandHandling } from '#event-sourcing';
import { Clock, Config, type Instant } from '#platform';
import { readActivationToken } from '../activation-token.ts';
import { passwordIdOfCommand } from '../commands/activate-account.ts';
import { account } from '../domain/account.ts';
import { opensUntil, voidLink } from '../domain/activation.ts';
import { normaliseCode, USER_CODE } from '../domain/user-code.ts';
import { keyedHash } from './keyed-hash.ts';
import { type Origin, PasswordAttempts } from './password-attempts.ts';
import { throttled } from './refusals.ts';
import { SignIn } from './sign-in.ts';

/** The secret part of a link, and the code that came in another mail, as typed. */
export interface TypedLink {
  readonly token: string;
  readonly userCode: string;
}

export interface OpenLink {
  readonly userCode: string;
  readonly delivery: number;
  readonly expiresAt: Instant;
}

/**
 * Activation links tell nothing of whom they belong to until the code is typed (R15). A link that was used, has expired or
 * was invented, and a wrong code, all cost the same reads and the same record, and are answered alike. Failures make the next
 * ones wait as they do at the sign-in (R18): per link here, so that they keep nobody out.
 */
@Injectable()
export class ActivationLinks {
  constructor(
    private readonly handling: CommandHandling,
    private readonly attempts: PasswordAttempts,
    private readonly signIn: SignIn,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal activation-link-void, throttled */
  async open({ token, userCode }: TypedLink, origin: Origin): Promise<OpenLink> {
    const now = this.clock.now();
    const code = normaliseCode(userCode);
    const subject = {
      userCode: null,
      identifierHash: keyedHash(this.config.secret, 'activation-link', token),
    };
    const [state, before, tooManyFrom] = await Promise.all([
      USER_CODE.test(code) ? this.handling.load(account, code) : account.initialState,
      this.attempts.standingOf(subject),
      this.signIn.throttleAddress(origin.address, now),
    ]);
    const attempt = { ...subject, ...origin, organism: null };
    const waitUntil = retryAt(before, now) ?? tooManyFrom;
    if (waitUntil !== null) {
      await this.attempts.record({ ...attempt, outcome: 'throttled' }, before);
      throw throttled(waitUntil, now);
    }
    const link = readActivationToken(this.config.secret, token);
    // Sent again since its answer was lost: the link has been used, by this very command.
    const expiresAt =
      state.passwordId === passwordIdOfCommand()
        ? state.linkExpiresAt
        : opensUntil(state, link?.delivery ?? 0, now);
    if (link?.userCode !== code || expiresAt === null) {
      await this.attempts.record({ ...attempt, outcome: 'unknown-code' }, before);
      throw voidLink();
    }
    return { ...link, expiresAt };
  }
}
