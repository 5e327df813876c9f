import { Injectable } from '@nestjs/common';
import type { Job } from '#platform';
import { Sessions } from '../sign-in/sessions.ts';
import { SignInWaits } from '../sign-in/waits.ts';

/** Ended sessions open nothing any more, and attempts of the day before make nobody wait; this only frees their rows. */
@Injectable()
export class PurgeSessionsJob implements Job {
  readonly name = 'purge-sessions';
  readonly purpose = 'Efface les sessions terminées et les comptes de tentatives échus.';
  readonly schedule = '35 * * * *';

  constructor(
    private readonly sessions: Sessions,
    private readonly waits: SignInWaits,
  ) {}

  async run() {
    return { purged: (await this.sessions.purge()) + (await this.waits.purge()) };
  }
}
