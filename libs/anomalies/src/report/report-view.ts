import type { Position } from '#event-sourcing';
import { type CalendarDate, Gives, type Instant, Named } from '#platform';
import type { OcsfStatus } from '../domain/ocsf.ts';
import { AnomalyDetailView } from '../read-models/anomalies/view.ts';

class OcsfView implements OcsfStatus {
  @Gives.oneOf([1, 2, 3, 4])
  readonly status_id!: OcsfStatus['status_id'];

  @Gives.oneOf([0, 1, 2, 5, 7])
  readonly verdict_id!: OcsfStatus['verdict_id'];
}

export class ReportedAnomaly extends AnomalyDetailView {
  @Gives.object(() => OcsfView, { description: 'How other surveillance tools read the case' })
  readonly ocsf!: OcsfView;

  @Gives.text({ optional: true, description: 'In a monthly report: a line of the Caf’s' })
  readonly note?: string;
}

/** What a gestionnaire is told of its anomalies over a period, and from where in the log. */
export class AnomalyReport {
  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.object(() => Named)
  readonly caf!: Named;

  @Gives.day({ description: 'First day: of detection; in a monthly report, of the decision to notify' })
  readonly from!: CalendarDate;

  @Gives.day({ description: 'Last day, whole' })
  readonly to!: CalendarDate;

  @Gives.instant()
  readonly drawnAt!: Instant;

  @Gives.text({ description: 'Of the log it was drawn from' })
  readonly position!: Position;

  @Gives.whole({
    optional: true,
    description: 'In a monthly report: number of the last entry in the dossier of the gestionnaire',
  })
  readonly pieces?: number;

  @Gives.list(() => ReportedAnomaly, { description: 'The oldest first' })
  readonly anomalies!: readonly ReportedAnomaly[];
}
