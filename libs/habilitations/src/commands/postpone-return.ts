import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CalendarDate, mustActFor } from '#platform';
import { departure } from '../domain/departure.ts';
import { DeparturesQuery } from '../read-models/departures/query.ts';

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
    private readonly departures: DeparturesQuery,
  ) {}

  async execute({ departureId, expectedReturn }: PostponeReturn) {
    const { declared } = await this.commands.load(departure, departureId);
    mustActFor(declared?.gestionnaireId);
    await this.departures.mustNotHaveLeft(departureId);
    return this.commands.handle(departure, departureId, { type: 'PostponeReturn', expectedReturn });
  }
}
