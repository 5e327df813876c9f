import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { deriveId, executionContext } from '#platform';
import { account } from '../domain/account.ts';
import { PasswordSetting } from './password-setting.ts';

/**
 * The holder of an activation link sets the password: the first, or the one after a loss (R15, R23). Whoever sends it has
 * seen the link of this delivery. `knownToOthers`: somebody else chose the password, and the first connection leads to the
 * change-password page only (R13).
 */
export class ActivateAccount extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly delivery: number,
    readonly password: string,
    readonly knownToOthers = false,
  ) {
    super();
  }
}

@CommandHandler(ActivateAccount)
export class ActivateAccountHandler implements ICommandHandler<ActivateAccount> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly passwords: PasswordSetting,
  ) {}

  async execute({ userCode, delivery, password, knownToOthers }: ActivateAccount) {
    const state = await this.commands.load(account, userCode);
    const passwordId = passwordIdOfCommand();
    const command = { type: 'ActivateAccount', delivery, passwordId, knownToOthers } as const;
    // Sent again since its answer was lost.
    if (state.passwordId === passwordId) return this.commands.handle(account, userCode, command);
    return this.passwords.set(state, passwordId, password, command);
  }
}

/** The id of the password that this command sets: sent again, it knows its own. */
export const passwordIdOfCommand = (): string => deriveId(executionContext().commandId, 'password');
