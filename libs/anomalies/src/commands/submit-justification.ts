import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Clock, conflict, formatCount, mustActFor, policy } from '#platform';
import { anomaly } from '../domain/anomaly.ts';
import type { AttachedFile } from '../domain/file-type.ts';
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
    private readonly given: CaseFiles,
    private readonly clock: Clock,
  ) {}

  async execute({ anomalyId, text, fileIds }: SubmitJustification) {
    mustActFor((await this.commands.load(anomaly, anomalyId)).gestionnaireId ?? undefined);
    const files = await this.filesOf(anomalyId, fileIds);
    return this.commands.handle(anomaly, anomalyId, { type: 'SubmitJustification', text, files });
  }

  private async filesOf(anomalyId: string, ids: readonly string[]): Promise<readonly AttachedFile[]> {
    if (ids.length === 0) return [];
    const files = await this.given.hold(anomalyId, ids, this.clock.now());
    if (files.length === ids.length) return files;
    throw conflict(
      'file-not-kept',
      `Un fichier joint n’est plus là\u00a0: ce qui n’est pas envoyé est effacé après ${formatCount(policy.justificationFiles.keptUnsentHours, 'heure')}. Ajoutez-le de nouveau.`,
    );
  }
}
