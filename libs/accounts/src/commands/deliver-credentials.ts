import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { AccountScope } from './account-scope.ts';

/** A new activation link, when the one before has expired unused (R15). That one no longer works. */
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
    await this.scope.mustOversee(userCode);
    return this.commands.handle(account, userCode, { type: 'DeliverCredentials' });
  }
}
