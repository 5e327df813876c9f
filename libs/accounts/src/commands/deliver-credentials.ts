import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { account } from '../domain/account.ts';
import { AccountScope, accountUnknown } from './account-scope.ts';

/**
 * A new activation link, when the one before has expired unused (R15). That one no longer works. A correspondent asks for one for
 * their agents alone: it goes to the mailbox of the agent.
 */
export class DeliverCredentials extends Command<CommandOutcome> {
  constructor(readonly userCode: string) {
    super();
  }
}

@CommandHandler(DeliverCredentials)
export class DeliverCredentialsHandler implements ICommandHandler<DeliverCredentials> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
  ) {}

  async execute({ userCode }: DeliverCredentials) {
    const { opened } = await this.scope.mustServe(userCode);
    if (executionContext().actor.role === 'gestionnaire' && opened?.role !== 'agent') throw accountUnknown();
    return this.commands.handle(account, userCode, { type: 'DeliverCredentials' });
  }
}
