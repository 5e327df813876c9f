import { Injectable } from '@nestjs/common';
import type { Job } from '#platform';
import { Sessions } from '../sign-in/sessions.ts';

/** Ended sessions open nothing any more; this only frees their rows. */
@Injectable()
export class PurgeSessionsJob implements Job {
  readonly name = 'purge-sessions';
  readonly purpose = 'Efface les sessions terminées.';
  readonly schedule = '35 * * * *';

  constructor(private readonly sessions: Sessions) {}

  async run() {
    return { purged: await this.sessions.purge() };
  }
}
