import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { SignInWaits } from '../sign-in/waits.ts';
import { AccountScope } from './account-scope.ts';

/** The Caf unblocks a code, at the reasoned request of the gestionnaire (R21). It ends the waits on it, too (R18). */
export class UnblockAccount extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
    /** Of the written request; null when it was made here. */
    readonly reference: string | null,
  ) {
    super();
  }
}

@CommandHandler(UnblockAccount)
export class UnblockAccountHandler implements ICommandHandler<UnblockAccount> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
    private readonly waits: SignInWaits,
  ) {}

  async execute({ userCode, reason, reference }: UnblockAccount) {
    await this.scope.mustServeSoon(userCode);
    const command = { type: 'UnblockAccount', reason, reference } as const;
    const outcome = await this.commands.handle(account, userCode, command);
    await this.waits.end(userCode);
    return outcome;
  }
}
