import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { anomaly } from '../domain/anomaly.ts';
import { CaseFiles } from '../files/case-files.ts';

/** The partner explains itself, in time or late (R19). To any other partner the anomaly does not exist. */
export class SubmitJustification extends Command<CommandOutcome> {
  constructor(
    readonly anomalyId: string,
    readonly text: string,
    /** Of files that were given for it. */
    readonly fileIds: readonly string[] = [],
  ) {
    super();
  }
}

@CommandHandler(SubmitJustification)
export class SubmitJustificationHandler implements ICommandHandler<SubmitJustification> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly files: CaseFiles,
  ) {}

  async execute({ anomalyId, text, fileIds }: SubmitJustification) {
    mustActFor((await this.commands.load(anomaly, anomalyId)).gestionnaireId ?? undefined);
    const files = await this.files.hold(anomalyId, fileIds);
    return this.commands.handle(anomaly, anomalyId, { type: 'SubmitJustification', text, files });
  }
}
