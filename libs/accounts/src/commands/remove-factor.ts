import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { KeptFactors } from '../factors/kept-factors.ts';
import { KeptPasskeys } from '../factors/kept-passkeys.ts';

/** The holder no longer has the device, or uses another. */
export class RemoveFactor extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
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
    private readonly passkeys: KeptPasskeys,
  ) {}

  async execute({ userCode, factorId }: RemoveFactor) {
    const outcome = await this.commands.handle(account, userCode, { type: 'RemoveFactor', factorId });
    await this.kept.forget(factorId);
    await this.passkeys.forget(factorId);
    const { recovery } = await this.commands.load(account, userCode);
    if (recovery === null) await this.kept.forgetRecoveryCodes(userCode);
    return outcome;
  }
}
