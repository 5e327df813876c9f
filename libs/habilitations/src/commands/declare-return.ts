import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { invalid } from '#platform';
import { departure, type Return } from '../domain/departure.ts';
import { Absences } from './absences.ts';
import { DepartureFollowUp } from './departure-follow-up.ts';

/** The gestionnaire declares that somebody is back, and asks for what they had (R11, R20). */
export class DeclareReturn extends Command<CommandOutcome> {
  constructor(
    readonly departureId: string,
    readonly back: Return,
  ) {
    super();
  }
}

@CommandHandler(DeclareReturn)
export class DeclareReturnHandler implements ICommandHandler<DeclareReturn> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly followUp: DepartureFollowUp,
    private readonly absences: Absences,
  ) {}

  async execute({ departureId, back }: DeclareReturn) {
    const declared = await this.absences.underWay(departureId);
    const isWritten = back.reference !== null && back.requestedOn !== null;
    if (!isWritten && (await this.followUp.isRequestNeeded(declared))) {
      throw invalid(
        'request-incomplete',
        'Ses profils ne lui reviennent pas tous d’eux-mêmes\u00a0: donnez la référence et la date de la demande écrite.',
      );
    }
    const outcome = await this.commands.handle(departure, departureId, { type: 'DeclareReturn', ...back });
    const last = await this.followUp.comeBack(departureId, declared, back);
    return { ...outcome, position: last?.position ?? outcome.position };
  }
}
