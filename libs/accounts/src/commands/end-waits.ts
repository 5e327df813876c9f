import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { SignInWaits } from '../sign-in/waits.ts';
import { AccountScope, mustNotBeOwn } from './account-scope.ts';

/** The Caf lets the holder of a code try again at once, whoever has failed with it before (R18): not in their own session, which a thief may have. */
export class EndWaits extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(EndWaits)
export class EndWaitsHandler implements ICommandHandler<EndWaits> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
    private readonly waits: SignInWaits,
  ) {}

  async execute({ userCode, reason }: EndWaits) {
    mustNotBeOwn(userCode);
    await this.scope.mustOversee(userCode);
    const outcome = await this.commands.handle(account, userCode, { type: 'EndWaits', reason });
    await this.waits.end(userCode);
    return outcome;
  }
}
