import { Injectable } from '@nestjs/common';
import { CommandHandling } from '#event-sourcing';
import type { Job } from '#platform';
import { anomaly } from '../domain/anomaly.ts';
import { CaseFiles } from '../files/case-files.ts';

/** Keeps no file for longer than a day that no justification was sent with. What was sent, the log says. */
@Injectable()
export class ForgetUnsentFilesJob implements Job {
  readonly name = 'forget-unsent-files';
  readonly purpose = 'Efface les fichiers déposés depuis plus de 24 heures et jamais envoyés.';
  readonly schedule = '20 * * * *';

  constructor(
    private readonly files: CaseFiles,
    private readonly commands: CommandHandling,
  ) {}

  async run() {
    const sentOf = async (anomalyId: string) => (await this.commands.load(anomaly, anomalyId)).files;
    return { removed: await this.files.forgetUnsent(sentOf) };
  }
}
