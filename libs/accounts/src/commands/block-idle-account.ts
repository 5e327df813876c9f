import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ConnectionHistory } from '#connections';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { Sessions } from '../sign-in/sessions.ts';

/** Blocks a code if it is idle by what the log itself says; otherwise nothing happens (R21). */
export class BlockIdleAccount extends Command<CommandOutcome> {
  constructor(readonly userCode: string) {
    super();
  }
}

@CommandHandler(BlockIdleAccount)
export class BlockIdleAccountHandler implements ICommandHandler<BlockIdleAccount> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly connections: ConnectionHistory,
    private readonly sessions: Sessions,
  ) {}

  async execute({ userCode }: BlockIdleAccount) {
    const lastSuccess = await this.connections.lastSuccess(userCode);
    const outcome = await this.commands.handle(account, userCode, { type: 'BlockIdleAccount', lastSuccess });
    if (outcome.events.length > 0) await this.sessions.endAllOf(userCode);
    return outcome;
  }
}
