import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { SignInWaits } from '../sign-in/waits.ts';
import { AccountScope } from './account-scope.ts';

/** The Caf lifts a suspension, for a reason. It ends the waits on the code, too (R18). */
export class LiftSuspension extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(LiftSuspension)
export class LiftSuspensionHandler implements ICommandHandler<LiftSuspension> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
    private readonly waits: SignInWaits,
  ) {}

  async execute({ userCode, reason }: LiftSuspension) {
    await this.scope.mustOversee(userCode);
    const outcome = await this.commands.handle(account, userCode, { type: 'LiftSuspension', reason });
    await this.waits.end(userCode);
    return outcome;
  }
}
