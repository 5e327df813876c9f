import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CommandHandling } from '#event-sourcing';
import { acceptedSecrets, Clock, Config, type Instant, LinkAttempts } from '#platform';
import { readActivationToken } from '../activation-token.ts';
import { passwordIdOfCommand } from '../commands/activate-account.ts';
import { account } from '../domain/account.ts';
import { opensUntil, voidLink } from '../domain/activation.ts';
import { normaliseCode, USER_CODE } from '../domain/user-code.ts';

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
 * was invented, and a wrong code, all cost the same reads and the same record, and are answered alike.
 */
@Injectable()
export class ActivationLinks {
  constructor(
    private readonly handling: CommandHandling,
    private readonly attempts: LinkAttempts,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal activation-link-void, throttled */
  async open({ token, userCode }: TypedLink, request: Request): Promise<OpenLink> {
    const opened = await this.attempts.make('activation', token, request, () =>
      this.look(token, normaliseCode(userCode)),
    );
    if (!opened) throw voidLink();
    return opened;
  }

  private async look(token: string, code: string): Promise<OpenLink | null> {
    const state = USER_CODE.test(code) ? await this.handling.load(account, code) : account.initialState;
    const link = readActivationToken(acceptedSecrets(this.config), token);
    // Sent again since its answer was lost: the link has been used, by this very command.
    const expiresAt =
      state.passwordId === passwordIdOfCommand()
        ? state.linkExpiresAt
        : opensUntil(state, link?.delivery ?? 0, this.clock.now());
    return link?.userCode === code && expiresAt !== null ? { ...link, expiresAt } : null;
  }
}
