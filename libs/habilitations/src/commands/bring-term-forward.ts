import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CalendarDate, mustActFor } from '#platform';
import { roster } from '../domain/roster.ts';
import { Coverage } from './coverage.ts';

/** The gestionnaire lets a habilitation end sooner than was agreed (a day that is past is now), or gives it a last day. */
export class BringTermForward extends Command<CommandOutcome> {
  constructor(
    readonly establishmentId: string,
    readonly habilitationId: string,
    readonly lastDay: CalendarDate,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(BringTermForward)
export class BringTermForwardHandler implements ICommandHandler<BringTermForward> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly coverage: Coverage,
  ) {}

  async execute({ establishmentId, habilitationId, lastDay, reason }: BringTermForward) {
    mustActFor((await this.coverage.of(establishmentId)).gestionnaireId);
    const command = { type: 'BringTermForward', habilitationId, lastDay, reason } as const;
    return this.commands.handle(roster, establishmentId, command);
  }
}
