import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { EventStore, ProjectionProgress, type RecordedEvent } from '#event-sourcing';
import { Clock } from '#platform';
import { PartnerTreesQuery, SealedDocuments } from '#sealing';
import { anomalyReportDocument } from '../documents/anomaly-report-document.ts';
import type { AnomalyEvent } from '../domain/anomaly-events.ts';
import {
  type CaseReview,
  firstDayOf,
  lastDayOf,
  type ReportFormat,
  type ReportSubject,
} from '../domain/monthly-report.ts';
import { ocsfStatusOf } from '../domain/ocsf.ts';
import { CaseFindings } from '../findings/case-findings.ts';
import { AnomaliesQuery } from '../read-models/anomalies/query.ts';
import type { AnomalyView } from '../read-models/anomalies/view.ts';
import { reportCsv } from '../report/csv.ts';
import type { AnomalyReport } from '../report/report-view.ts';

type Reviews = ReadonlyMap<string, Pick<CaseReview, 'isLeftOut' | 'note'>>;

/** What a monthly report says, and its files. */
@Injectable()
export class ReportContent {
  constructor(
    private readonly anomalies: AnomaliesQuery,
    private readonly conventions: ConventionsQuery,
    private readonly progress: ProjectionProgress,
    private readonly trees: PartnerTreesQuery,
    private readonly documents: SealedDocuments,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Cases that the Caf decided to tell the partner in that month, whenever they were detected, the oldest first: each is in one
   * report (R19).
   */
  async casesOf(subject: ReportSubject): Promise<AnomalyView[]> {
    return (await this.anomalies.list(filterOf(subject), readerOf(subject))).reverse();
  }

  /** The report as the partner reads it: with all of these cases that were not left out. */
  async of(subject: ReportSubject, reviews: Reviews): Promise<AnomalyReport> {
    const { cafId, gestionnaire } = subject;
    // Before the rows: the report holds at least what the position says.
    const position = await this.progress.positionOf('anomalies');
    const found = await this.anomalies.listWithDetails(filterOf(subject), readerOf(subject));
    const [cafs, pieces] = await Promise.all([this.conventions.cafs(), this.trees.sizeOf(gestionnaire.id)]);
    return {
      gestionnaire,
      ...daysOf(subject),
      position,
      pieces,
      drawnAt: this.clock.now(),
      caf: cafs.find(({ id }) => id === cafId) ?? { id: cafId, name: `Caf ${cafId}` },
      anomalies: found
        .reverse()
        .filter(({ id }) => !reviews.get(id)?.isLeftOut)
        .map((anomaly) => {
          const { note } = reviews.get(anomaly.id) ?? {};
          const ocsf = ocsfStatusOf(anomaly.state, anomaly.verdict?.verdict ?? null);
          return { ...anomaly, ocsf, ...(note && { note }) };
        }),
    };
  }

  async fileOf(report: AnomalyReport, format: ReportFormat): Promise<Buffer> {
    switch (format) {
      case 'pdf':
        return Buffer.from(await this.documents.compose(anomalyReportDocument(report), report.position));
      case 'csv':
        return Buffer.from(reportCsv(report));
      case 'ocsf':
        return Buffer.from(await this.findings(report));
    }
  }

  /** One Detection Finding a line: each case as its last event left it. */
  private async findings({ anomalies }: AnomalyReport): Promise<string> {
    const findings = new CaseFindings(this.store);
    let text = '';
    for (const [index, { id }] of anomalies.entries()) {
      const events = (await this.store.readStream(`anomaly-${id}`)) as RecordedEvent<AnomalyEvent>[];
      text += `${JSON.stringify(await findings.of(events.at(-1)!, index + 1))}\n`;
    }
    return text;
  }
}

const daysOf = ({ month }: ReportSubject) => ({ from: firstDayOf(month), to: lastDayOf(month) });

const filterOf = (subject: ReportSubject) => ({ told: daysOf(subject), cafId: subject.cafId });

/** Nothing of a case is told that the partner could not read itself. */
const readerOf = ({ gestionnaire }: ReportSubject) =>
  ({ role: 'gestionnaire', organism: gestionnaire }) as const;
