import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { convention } from '../domain/convention.ts';

/** The Caf withdraws what it has proposed, and says why. */
export class WithdrawRenewal extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(WithdrawRenewal)
export class WithdrawRenewalHandler implements ICommandHandler<WithdrawRenewal> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ conventionId, reason }: WithdrawRenewal) {
    mustActFor((await this.commands.load(convention, conventionId)).cafId);
    return this.commands.handle(convention, conventionId, { type: 'WithdrawRenewal', reason });
  }
}
