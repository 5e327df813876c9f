import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { ProjectionProgress } from '#event-sourcing';
import { badPeriod, type CalendarDate, Clock, notFound, type Principal } from '#platform';
import { ocsfStatusOf } from '../domain/ocsf.ts';
import { AnomaliesQuery } from '../read-models/anomalies/query.ts';
import type { AnomalyReport } from './report-view.ts';

export interface ReportRequest {
  readonly gestionnaireId?: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

@Injectable()
export class AnomalyReports {
  constructor(
    private readonly anomalies: AnomaliesQuery,
    private readonly conventions: ConventionsQuery,
    private readonly progress: ProjectionProgress,
    private readonly clock: Clock,
  ) {}

  /**
   * A Caf reports on its partners; a gestionnaire reads of itself what it was notified of.
   * @throws Refusal bad-period, gestionnaire-not-found
   */
  async draw({ gestionnaireId, from, to }: ReportRequest, principal: Principal): Promise<AnomalyReport> {
    if (from > to) throw badPeriod();
    const wanted = gestionnaireId ?? principal.organism.id;
    const covered = (await this.conventions.establishmentsOf(principal.organism.id)).find(
      ({ gestionnaire }) => gestionnaire.id === wanted,
    );
    if (!covered) {
      throw notFound('gestionnaire-not-found', 'Ce gestionnaire n’existe pas, ou ne relève pas de vous.');
    }
    // Before the rows: the report holds at least what the position says.
    const position = await this.progress.positionOf('anomalies');
    const found = await this.anomalies.listWithDetails({ gestionnaireId: wanted, from, to }, principal);
    return {
      gestionnaire: covered.gestionnaire,
      caf: covered.caf,
      from,
      to,
      drawnAt: this.clock.now(),
      position,
      anomalies: found.reverse().map((anomaly) => ({
        ...anomaly,
        ocsf: ocsfStatusOf(anomaly.state, anomaly.verdict?.verdict ?? null),
      })),
    };
  }
}
