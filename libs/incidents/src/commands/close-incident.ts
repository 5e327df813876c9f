import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor, mustNotBeAboutActor } from '#platform';
import { incident } from '../domain/incident.ts';

/** The Caf has taken its measures, and says what came of it (R23). */
export class CloseIncident extends Command<CommandOutcome> {
  constructor(
    readonly incidentId: string,
    readonly conclusion: string,
  ) {
    super();
  }
}

@CommandHandler(CloseIncident)
export class CloseIncidentHandler implements ICommandHandler<CloseIncident> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ incidentId, conclusion }: CloseIncident) {
    const { cafId, userCode } = await this.commands.load(incident, incidentId);
    mustActFor(cafId);
    mustNotBeAboutActor(userCode, 'Cet incident');
    return this.commands.handle(incident, incidentId, { type: 'CloseIncident', conclusion });
  }
}
