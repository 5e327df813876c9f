import { Injectable } from '@nestjs/common';
import { anomaly } from '#anomalies';
import { CommandHandling } from '#event-sourcing';
import { incident } from '#incidents';
import { executionContext, type Ground, notFound } from '#platform';

/** The cases and incidents that a sanction may follow from: those of the Caf that takes it. */
@Injectable()
export class Grounds {
  constructor(private readonly commands: CommandHandling) {}

  /** @throws Refusal ground-not-found */
  async mustBeOwn({ kind, id }: Ground): Promise<void> {
    const { cafId } =
      kind === 'anomaly' ? await this.commands.load(anomaly, id) : await this.commands.load(incident, id);
    if (cafId === undefined || cafId !== executionContext().actor.organism) {
      throw notFound(
        'ground-not-found',
        'L’anomalie ou l’incident dont la mesure est la suite n’existe pas.',
      );
    }
  }
}
