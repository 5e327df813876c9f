import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CalendarDate, mustActFor } from '#platform';
import { convention } from '../domain/convention.ts';

/** The Caf proposes another last day, which both parties sign (R4). */
export class ProposeRenewal extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly until: CalendarDate,
  ) {
    super();
  }
}

@CommandHandler(ProposeRenewal)
export class ProposeRenewalHandler implements ICommandHandler<ProposeRenewal> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ conventionId, until }: ProposeRenewal) {
    mustActFor((await this.commands.load(convention, conventionId)).cafId);
    return this.commands.handle(convention, conventionId, { type: 'ProposeRenewal', until });
  }
}
