import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { ProjectionProgress } from '#event-sourcing';
import { badPeriod, type CalendarDate, Clock, isOfCaf, notFound, type Principal } from '#platform';
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
   * A Caf reports on its partners; a gestionnaire reads of itself what it was notified of. What is made to be handed over tells
   * nothing that the gestionnaire may not read itself.
   * @throws Refusal bad-period, gestionnaire-not-found
   */
  async draw(
    { gestionnaireId, from, to }: ReportRequest,
    principal: Principal,
    { isHandedOver = false } = {},
  ): Promise<AnomalyReport> {
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
    const { caf, gestionnaire } = covered;
    const cafId = isOfCaf(principal.role) ? principal.organism.id : undefined;
    const reader = isHandedOver ? ({ role: 'gestionnaire', organism: gestionnaire } as const) : principal;
    const found = await this.anomalies.listWithDetails({ gestionnaireId: wanted, cafId, from, to }, reader);
    return {
      gestionnaire,
      caf,
      from,
      to,
      position,
      drawnAt: this.clock.now(),
      anomalies: found.reverse().map((anomaly) => ({
        ...anomaly,
        ocsf: ocsfStatusOf(anomaly.state, anomaly.verdict?.verdict ?? null),
      })),
    };
  }
}
