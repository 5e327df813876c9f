import { Injectable } from '@nestjs/common';
import { CommandHandling } from '#event-sourcing';
import { Clock, type Job, plusMs } from '#platform';
import { anomaly } from '../domain/anomaly.ts';
import { CaseFiles } from '../files/case-files.ts';
import { KEPT_UNSENT_MS } from '../files/given-files.ts';

/** Keeps no file for longer than a day that no justification was sent with. What was sent, the log says. */
@Injectable()
export class ForgetUnsentFilesJob implements Job {
  readonly name = 'forget-unsent-files';
  readonly purpose = 'Efface les fichiers déposés depuis plus de 24 heures et jamais envoyés.';
  readonly schedule = '20 * * * *';

  constructor(
    private readonly files: CaseFiles,
    private readonly commands: CommandHandling,
    private readonly clock: Clock,
  ) {}

  async run() {
    const before = plusMs(this.clock.now(), -KEPT_UNSENT_MS);
    const given = await this.files.givenBefore(before);
    const sent = new Set<string>();
    for (const anomalyId of new Set(given.map((file) => file.anomalyId))) {
      for (const { id } of (await this.commands.load(anomaly, anomalyId)).files) sent.add(id);
    }
    const ids = given.map(({ id }) => id);
    await this.files.markSent(ids.filter((id) => sent.has(id)));
    const removed = await this.files.forget(
      ids.filter((id) => !sent.has(id)),
      before,
    );
    return { removed };
  }
}
