import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Job } from '#platform';
import { SealHeads } from '../commands/seal-heads.ts';

/** Each day, so that a dossier of any day has heads that are hardly older; and before the monthly reports are prepared. */
@Injectable()
export class SealHeadsJob implements Job {
  readonly name = 'seal-heads';
  readonly purpose =
    'Scelle chaque jour, pour chaque partenaire, le nombre de pièces de son dossier et leur empreinte.';
  readonly schedule = '10 0 * * *';

  constructor(private readonly commands: CommandBus) {}

  async run() {
    const { events } = await this.commands.execute(new SealHeads());
    return { sealed: events.length };
  }
}
