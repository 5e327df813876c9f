import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { account } from '../domain/account.ts';
import { AccountScope, accountUnknown } from './account-scope.ts';

/** A correspondent asks the Caf, for a reason, to unblock the code of one of their agents (R21). */
export class RequestUnblocking extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RequestUnblocking)
export class RequestUnblockingHandler implements ICommandHandler<RequestUnblocking> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
  ) {}

  async execute({ userCode, reason }: RequestUnblocking) {
    const { opened } = await this.scope.mustServeSoon(userCode);
    if (opened?.role !== 'agent') throw accountUnknown();
    const by = executionContext().actor.code;
    return this.commands.handle(account, userCode, { type: 'RequestUnblocking', reason, by });
  }
}
