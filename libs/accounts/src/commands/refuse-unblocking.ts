import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { AccountScope } from './account-scope.ts';

/** The Caf leaves a code blocked that a correspondent has asked to be unblocked, and says why (R21). */
export class RefuseUnblocking extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RefuseUnblocking)
export class RefuseUnblockingHandler implements ICommandHandler<RefuseUnblocking> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
  ) {}

  async execute({ userCode, reason }: RefuseUnblocking) {
    await this.scope.mustOversee(userCode);
    return this.commands.handle(account, userCode, { type: 'RefuseUnblocking', reason });
  }
}
