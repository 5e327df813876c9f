import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CalendarDate, mustActFor } from '#platform';
import { convention } from '../domain/convention.ts';

/** Fills the blank that the paper leaves: « prend effet à compter du … » (R1). What both have signed stays. */
export class SetEffectiveDate extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly effectiveFrom: CalendarDate,
  ) {
    super();
  }
}

@CommandHandler(SetEffectiveDate)
export class SetEffectiveDateHandler implements ICommandHandler<SetEffectiveDate> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ conventionId, effectiveFrom }: SetEffectiveDate) {
    mustActFor((await this.commands.load(convention, conventionId)).cafId);
    return this.commands.handle(convention, conventionId, { type: 'SetEffectiveDate', effectiveFrom });
  }
}
