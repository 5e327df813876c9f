import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { AccountScope } from './account-scope.ts';

/** A code is suspended as a precaution, by the Caf or with an incident that is reported; its sessions end at once (article 4, R23). */
export class BlockAccount extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(BlockAccount)
export class BlockAccountHandler implements ICommandHandler<BlockAccount> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
    private readonly sessions: Sessions,
  ) {}

  async execute({ userCode, reason }: BlockAccount) {
    await this.scope.mustOversee(userCode);
    const outcome = await this.commands.handle(account, userCode, { type: 'BlockAccount', reason });
    await this.sessions.endAllOf(userCode);
    return outcome;
  }
}
