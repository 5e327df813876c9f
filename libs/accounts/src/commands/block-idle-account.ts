import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ConnectionHistory } from '#connections';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { Sessions } from '../sign-in/sessions.ts';

/** Blocks a code if it is idle by what the log itself says, which the block names; otherwise nothing happens (R21). */
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
    const [success, positions] = await Promise.all([
      this.connections.lastSuccessfulAttempt(userCode),
      this.positionsOf(userCode),
    ]);
    const outcome = await this.commands.handle(account, userCode, {
      type: 'BlockIdleAccount',
      lastSuccess: success?.at ?? null,
      positions: { ...positions, success: success?.position ?? null },
    });
    if (outcome.events.length > 0) await this.sessions.endAllOf(userCode);
    return outcome;
  }

  /** Where the log has the first delivery of the credentials, and the last unblocking. */
  private async positionsOf(userCode: string) {
    const events = await this.commands.history(account, userCode);
    const delivery = events.find(({ type }) => type === 'CredentialsDelivered');
    const unblocking = events.findLast(({ type }) => type === 'AccountUnblocked');
    return { delivery: delivery?.position ?? null, unblocking: unblocking?.position ?? null };
  }
}
