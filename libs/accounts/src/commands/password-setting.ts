import { Injectable } from '@nestjs/common';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Refusal } from '#platform';
import { Credentials } from '../credentials.ts';
import { account } from '../domain/account.ts';
import type { AccountCommand } from '../domain/account-decisions.ts';
import type { Account } from '../domain/account-state.ts';
import { voidLink } from '../domain/activation.ts';
import { mustBeGoodPassword } from '../domain/password.ts';
import { mustBeHardToGuess } from '../password-strength.ts';
import { SignInWaits } from '../sign-in/waits.ts';

type PasswordCommand = Extract<AccountCommand, { passwordId: string }>;

/**
 * A password is kept first, and counts once the event that names it is written: whatever fails in between, either the
 * old one counts or the new one, and of two at the same moment only the one that the log took. It ends the waits that others
 * brought about at the password (R18).
 */
@Injectable()
export class PasswordSetting {
  constructor(
    private readonly commands: CommandHandling,
    private readonly credentials: Credentials,
    private readonly waits: SignInWaits,
  ) {}

  async set(
    { opened, passwordId: former }: Account,
    passwordId: string,
    password: string,
    command: PasswordCommand,
  ): Promise<CommandOutcome> {
    if (!opened) throw voidLink();
    const { userCode } = opened;
    mustBeGoodPassword(password, opened);
    await mustBeHardToGuess(password, opened);
    await this.credentials.propose(userCode, passwordId, password);
    try {
      const outcome = await this.commands.handle(account, userCode, command);
      // A repeated command is answered with the event of its first execution, which names another password.
      const counts = outcome.events.some(
        ({ data }) => 'passwordId' in data && data.passwordId === passwordId,
      );
      await this.credentials.forget(userCode, counts ? former : passwordId);
      if (counts) await this.waits.endAtPassword(userCode);
      return outcome;
    } catch (error) {
      if (error instanceof Refusal) await this.credentials.forget(userCode, passwordId);
      throw error;
    }
  }
}
