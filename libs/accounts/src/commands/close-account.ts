import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { AccountScope, mustNotBeOwn } from './account-scope.ts';

/** The Caf removes the code of somebody who has left, for good. It is never given to anybody else (R12). */
export class CloseAccount extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(CloseAccount)
export class CloseAccountHandler implements ICommandHandler<CloseAccount> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
    private readonly sessions: Sessions,
  ) {}

  async execute({ userCode, reason }: CloseAccount) {
    await this.scope.mustOversee(userCode);
    mustNotBeOwn(userCode);
    const outcome = await this.commands.handle(account, userCode, { type: 'CloseAccount', reason });
    await this.sessions.endAllOf(userCode);
    return outcome;
  }
}
