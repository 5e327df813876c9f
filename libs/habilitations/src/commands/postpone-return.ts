import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { CalendarDate } from '#platform';
import { departure } from '../domain/departure.ts';
import { Absences } from './absences.ts';

/** The gestionnaire says on which other day somebody absent is expected back (R20). */
export class PostponeReturn extends Command<CommandOutcome> {
  constructor(
    readonly departureId: string,
    readonly expectedReturn: CalendarDate,
  ) {
    super();
  }
}

@CommandHandler(PostponeReturn)
export class PostponeReturnHandler implements ICommandHandler<PostponeReturn> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly absences: Absences,
  ) {}

  async execute({ departureId, expectedReturn }: PostponeReturn) {
    await this.absences.underWay(departureId);
    return this.commands.handle(departure, departureId, { type: 'PostponeReturn', expectedReturn });
  }
}
