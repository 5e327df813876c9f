import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock, inTurn, type Job, parisDateOf } from '#platform';
import { PrepareReport } from '../commands/prepare-report.ts';
import { monthBefore, monthOf } from '../domain/monthly-report.ts';
import { AnomaliesQuery } from '../read-models/anomalies/query.ts';

/**
 * Prepares the report of the month before for each partner that was told of a case in it (R19). It looks each hour: before the first working
 * day its decider declines, and a time without any run is made up for, month by month.
 */
@Injectable()
export class MonthlyReportsJob implements Job {
  readonly name = 'monthly-reports';
  readonly purpose = 'Prépare, le premier jour ouvré du mois, les rapports mensuels à relire et à envoyer.';
  readonly schedule = '23 * * * *';

  constructor(
    private readonly anomalies: AnomaliesQuery,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  /** @throws what failed of one, when the others are done */
  async run() {
    const month = monthBefore(monthOf(parisDateOf(this.clock.now())));
    const due = await this.anomalies.reportsDueUpTo(month);
    const report = { examined: due.length, prepared: 0 };
    await inTurn(due, async (subject) => {
      const { events } = await this.commands.execute(new PrepareReport(subject));
      report.prepared += events.length;
    });
    return report;
  }
}
