import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { KeptFactors } from '../factors/kept-factors.ts';
import { FactorDuties } from '../sign-in/factor-duties.ts';
import { Sessions } from '../sign-in/sessions.ts';

/** The holder no longer has the device, or uses another. Sessions that it may have opened elsewhere end. */
export class RemoveFactor extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly sessionId: string,
    readonly factorId: string,
  ) {
    super();
  }
}

@CommandHandler(RemoveFactor)
export class RemoveFactorHandler implements ICommandHandler<RemoveFactor> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly kept: KeptFactors,
    private readonly duties: FactorDuties,
    private readonly sessions: Sessions,
  ) {}

  async execute({ userCode, sessionId, factorId }: RemoveFactor) {
    const state = await this.commands.load(account, userCode);
    const { isOverdue: isRequired } = this.duties.of({ ...state, factors: [] });
    const hasShownOne = await this.sessions.hasSecondFactor(sessionId);
    const command = { type: 'RemoveFactor', factorId, isRequired, hasShownOne } as const;
    const outcome = await this.commands.handle(account, userCode, command);
    await this.kept.forget(factorId);
    const { recovery } = await this.commands.load(account, userCode);
    if (recovery === null) await this.kept.forgetRecoveryCodes(userCode);
    await this.sessions.endAllOf(userCode, sessionId);
    return outcome;
  }
}
