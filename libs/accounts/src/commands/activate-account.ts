import { randomUUID } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Config } from '#platform';
import { readActivationToken } from '../activation-token.ts';
import { account } from '../domain/account.ts';
import { voidLink } from '../domain/activation.ts';
import { PasswordSetting } from './password-setting.ts';

/**
 * The holder of an activation link sets the password: the first, or the one after a loss (R15, R23). `knownToOthers`:
 * somebody else chose it, and the first connection leads to the change-password page only (R13).
 */
export class ActivateAccount extends Command<CommandOutcome & { userCode: string }> {
  constructor(
    readonly token: string,
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
    private readonly config: Config,
  ) {}

  async execute({ token, password, knownToOthers }: ActivateAccount) {
    const link = readActivationToken(this.config.secret, token);
    if (!link) throw voidLink();
    const { userCode, delivery } = link;
    const state = await this.commands.load(account, userCode);
    const passwordId = randomUUID();
    const outcome = await this.passwords.set(state, passwordId, password, {
      type: 'ActivateAccount',
      ...{ delivery, passwordId, knownToOthers },
    });
    return { userCode, ...outcome };
  }
}
