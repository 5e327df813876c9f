import { Injectable } from '@nestjs/common';
import { type Job, ProviderRequests } from '#platform';
import { Challenges } from '../factors/challenges.ts';
import { KeptFactors } from '../factors/kept-factors.ts';
import { HalfSignIns } from '../sign-in/half-sign-ins.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { SignInWaits } from '../sign-in/waits.ts';

/** Ended sessions open nothing any more, and attempts of the day before make nobody wait; this only frees their rows. */
@Injectable()
export class PurgeSessionsJob implements Job {
  readonly name = 'purge-sessions';
  readonly purpose =
    'Efface les sessions terminées, les comptes de tentatives échus et ce qui n’a pas été confirmé à temps.';
  readonly schedule = '35 * * * *';

  constructor(
    private readonly sessions: Sessions,
    private readonly waits: SignInWaits,
    private readonly halves: HalfSignIns,
    private readonly factors: KeptFactors,
    private readonly challenges: Challenges,
    private readonly providerRequests: ProviderRequests,
  ) {}

  async run() {
    let purged = 0;
    const { sessions, waits, halves, factors, challenges, providerRequests } = this;
    for (const ended of [sessions, waits, halves, factors, challenges, providerRequests])
      purged += await ended.purge();
    return { purged };
  }
}
