import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { KeyRing } from '#event-sourcing';
import { Clock, inTurn, type Job, parisDateOf } from '#platform';
import { ExpireMonth } from '../commands/expire-month.ts';
import { lastExpiredMonth } from '../domain/connection-data.ts';
import { RetentionQuery } from '../read-models/privacy/query.ts';

/** Erases of connections, month by month, where they came from; what an open case or a dispute needs, once that is over. */
@Injectable()
export class ExpireConnectionDataJob implements Job {
  readonly name = 'expire-connection-data';
  readonly purpose = 'Efface les adresses et navigateurs des connexions de plus de 12 mois.';
  readonly schedule = '50 3 * * *';

  constructor(
    private readonly keys: KeyRing,
    private readonly retention: RetentionQuery,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  async run() {
    const now = this.clock.now();
    const months = await this.keys.kept.monthsUpTo(lastExpiredMonth(parisDateOf(now)));
    if (months.size === 0) return { expired: 0 };
    const needed = await this.retention.neededStreams(now);
    let expired = 0;
    await inTurn([...months], async ([month, subjects]) => {
      const kept = subjects.filter((subject) => needed.has(subject));
      const { events } = await this.commands.execute(
        new ExpireMonth(month, kept, kept.length < subjects.length),
      );
      expired += events.length;
    });
    return { expired };
  }
}
