import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CalendarDate, mustActFor } from '#platform';
import { control } from '../domain/control.ts';

/** The Caf puts a control off, or brings it forward, for a reason (R24). */
export class RescheduleControl extends Command<CommandOutcome> {
  constructor(
    readonly controlId: string,
    readonly plannedOn: CalendarDate,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RescheduleControl)
export class RescheduleControlHandler implements ICommandHandler<RescheduleControl> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ controlId, plannedOn, reason }: RescheduleControl) {
    mustActFor((await this.commands.load(control, controlId)).parties?.cafId);
    return this.commands.handle(control, controlId, { type: 'RescheduleControl', plannedOn, reason });
  }
}
