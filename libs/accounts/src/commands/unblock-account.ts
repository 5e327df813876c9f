import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { AccountScope } from './account-scope.ts';

/** The Caf unblocks a code, at the reasoned request of the gestionnaire (R21). */
export class UnblockAccount extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
    readonly reference: string,
  ) {
    super();
  }
}

@CommandHandler(UnblockAccount)
export class UnblockAccountHandler implements ICommandHandler<UnblockAccount> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
  ) {}

  async execute({ userCode, reason, reference }: UnblockAccount) {
    await this.scope.mustOversee(userCode);
    return this.commands.handle(account, userCode, { type: 'UnblockAccount', reason, reference });
  }
}
