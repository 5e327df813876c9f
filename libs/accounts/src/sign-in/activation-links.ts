import { Injectable } from '@nestjs/common';
import { CommandHandling } from '#event-sourcing';
import { Clock, Config, type Instant } from '#platform';
import { readActivationToken } from '../activation-token.ts';
import { passwordIdOfCommand } from '../commands/activate-account.ts';
import { account } from '../domain/account.ts';
import { opensUntil, voidLink } from '../domain/activation.ts';
import { normaliseCode, USER_CODE } from '../domain/user-code.ts';
import { keyedHash } from './keyed-hash.ts';
import { PasswordAttempts, type Visitor } from './password-attempts.ts';

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
 * ones wait as they do at the sign-in (R18): by link and network here.
 */
@Injectable()
export class ActivationLinks {
  constructor(
    private readonly handling: CommandHandling,
    private readonly attempts: PasswordAttempts,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal activation-link-void, throttled */
  async open({ token, userCode }: TypedLink, visitor: Visitor): Promise<OpenLink> {
    const subject = keyedHash(this.config.secret, 'activation-link', token);
    const tried = { userCode: null, identifierHash: subject, organism: null };
    const trial = { subject, visitor, whose: async () => tried };
    const { opened } = await this.attempts.make(trial, async () => {
      const opened = await this.look(token, normaliseCode(userCode));
      if (!opened) await this.attempts.record(tried, visitor, 'unknown-code');
      return { opened, wasRight: opened !== null };
    });
    if (!opened) throw voidLink();
    return opened;
  }

  private async look(token: string, code: string): Promise<OpenLink | null> {
    const state = USER_CODE.test(code) ? await this.handling.load(account, code) : account.initialState;
    const link = readActivationToken(this.config.secret, token);
    // Sent again since its answer was lost: the link has been used, by this very command.
    const expiresAt =
      state.passwordId === passwordIdOfCommand()
        ? state.linkExpiresAt
        : opensUntil(state, link?.delivery ?? 0, this.clock.now());
    return link?.userCode === code && expiresAt !== null ? { ...link, expiresAt } : null;
  }
}
