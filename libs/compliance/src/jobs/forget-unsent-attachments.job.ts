import { Injectable } from '@nestjs/common';
import { CommandHandling } from '#event-sourcing';
import type { AttachedFile, Job } from '#platform';
import { attestations, attestedFiles } from '../domain/attestations.ts';
import { control } from '../domain/control.ts';
import { ComplianceFiles, ownerOf } from '../files/compliance-files.ts';

/** Keeps no file for longer than a day that no attestation and no control was sent with. What was sent, the log says. */
@Injectable()
export class ForgetUnsentAttachmentsJob implements Job {
  readonly name = 'forget-unsent-attachments';
  readonly purpose =
    'Efface les fichiers d’attestations et de contrôles déposés depuis plus de 24 heures et jamais envoyés.';
  readonly schedule = '25 * * * *';

  constructor(
    private readonly files: ComplianceFiles,
    private readonly commands: CommandHandling,
  ) {}

  async run() {
    return { removed: await this.files.forgetUnsent((subject) => this.sentOf(subject)) };
  }

  private async sentOf(subject: string): Promise<readonly AttachedFile[]> {
    const { id, isControl } = ownerOf(subject);
    if (isControl) return (await this.commands.load(control, id)).files;
    return attestedFiles(await this.commands.load(attestations, id));
  }
}
