import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock, inTurn, type Job } from '#platform';
import { ApplyAnomalyDeadline } from '../commands/apply-anomaly-deadline.ts';
import { AnomaliesQuery } from '../read-models/anomalies/query.ts';

/** Reminds the partner before the due day, and records its silence after it (R19). Each case is examined again by its decider. */
@Injectable()
export class AnomalyDeadlinesJob implements Job {
  readonly name = 'anomaly-deadlines';
  readonly purpose = 'Rappelle les justifications attendues et constate celles qui ne sont pas venues.';
  readonly schedule = '3-59/15 * * * *';

  constructor(
    private readonly anomalies: AnomaliesQuery,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  /** @throws what failed of one, when the others are done */
  async run() {
    const due = await this.anomalies.dueForDeadline(this.clock.now());
    const report = { examined: due.length, reminded: 0, overdue: 0 };
    await inTurn(due, async (id) => {
      const { events } = await this.commands.execute(new ApplyAnomalyDeadline(id));
      for (const { type } of events) {
        if (type === 'JustificationReminderIssued') report.reminded++;
        if (type === 'JustificationOverdue') report.overdue++;
      }
    });
    return report;
  }
}
