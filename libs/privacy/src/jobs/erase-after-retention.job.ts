import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { addDays, Clock, inTurn, type Job, parisDateOf, policy } from '#platform';
import { EndRetention } from '../commands/end-retention.ts';
import { EraseConvention } from '../commands/erase-convention.ts';
import { ExtendErasure } from '../commands/extend-erasure.ts';
import { endOfRetention } from '../domain/erasure.ts';
import { ForgottenPeople } from '../forgotten-people.ts';
import { RetentionQuery } from '../read-models/privacy/query.ts';

/**
 * Announces whom nothing is kept of any more, and erases them on the day that was announced; and of whom was erased, what came
 * since. What the papers of a convention say of people is over five years after its end.
 */
@Injectable()
export class EraseAfterRetentionJob implements Job {
  readonly name = 'erase-after-retention';
  readonly purpose =
    'Annonce trente jours avant, puis efface, les personnes parties et les conventions finies depuis cinq ans, sauf litige ou anomalie en cours.';
  readonly schedule = '10 4 * * *';

  constructor(
    private readonly retention: RetentionQuery,
    private readonly people: ForgottenPeople,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  async run() {
    const today = parisDateOf(this.clock.now());
    const done = { announced: 0, erased: 0, calledOff: 0, extended: 0, conventions: 0 };
    await inTurn(
      await this.retention.ended(today),
      async ({ name, personId, cafId, lastDay, isAnnounced }) => {
        const on = endOfRetention(lastDay);
        if (!isAnnounced && on > addDays(today, policy.erasureNoticeDays)) return;
        const userCodes = personId === null ? [name] : await this.people.codesOf(personId);
        const { events } = await this.commands.execute(new EndRetention({ personId, userCodes, cafId }, on));
        for (const { type } of events) {
          if (type === 'ErasureAnnounced') done.announced++;
          if (type === 'ErasureCalledOff') done.calledOff++;
          if (type === 'PersonErased') done.erased++;
        }
      },
    );
    await inTurn(await this.retention.erased(), async (forgotten) => {
      const { events } = await this.commands.execute(new ExtendErasure(forgotten));
      done.extended += events.length;
    });
    const over = (await this.retention.endedConventions(today)).filter(
      ({ lastDay }) => endOfRetention(lastDay) <= today,
    );
    await inTurn(over, async ({ conventionId, gestionnaireId, cafId, streams }) => {
      const parties = { gestionnaireId, cafId };
      const { events } = await this.commands.execute(new EraseConvention(conventionId, parties, streams));
      done.conventions += events.length;
    });
    return done;
  }
}
