import { Injectable } from '@nestjs/common';
import { CodeDirectory } from '#connections';
import { Database, type Principal } from '#platform';
import {
  type CaseReview,
  type ReportSubject,
  type SentFile,
  unknownReport,
} from '../../domain/monthly-report.ts';
import type { MonthlyReportView } from './view.ts';

export interface ReportRow extends ReportSubject {
  readonly id: string;
  readonly preparedAt: Date;
  readonly sentAt: Date | null;
  readonly sentBy: string;
  readonly cases: number;
  readonly files: readonly SentFile[];
}

export const COLUMNS = `id, month, caf_id AS "cafId", gestionnaire, prepared_at AS "preparedAt", sent_at AS "sentAt",
  sent_by AS "sentBy", cases, files`;

type Reader = Pick<Principal, 'role' | 'organism'>;

/** A Caf sees those to its partners; a gestionnaire its own, once they are sent. */
const VISIBLE = `
  (($1 = 'caf-security' AND caf_id = $2) OR ($1 = 'gestionnaire' AND gestionnaire_id = $2 AND sent_at IS NOT NULL))`;

/** Of a draft: a case of its month that was not left out, as in `ReportContent`. */
const TO_SEND = `
  sent_at IS NULL AND EXISTS (
    SELECT FROM anomalies.anomalies a
    WHERE a.caf_id = reports.caf_id AND a.gestionnaire_id = reports.gestionnaire_id
      AND to_char(a.told_on, 'YYYY-MM') = reports.month
      AND NOT EXISTS (
        SELECT FROM monthly_reports.reviews r WHERE r.report_id = reports.id AND r.anomaly_id = a.id AND r.is_left_out))`;

@Injectable()
export class MonthlyReportsQuery {
  constructor(
    private readonly database: Database,
    private readonly codes: CodeDirectory,
  ) {}

  /** Drafts that hold something to send: where every case is left out, there is nothing. */
  async toSend(officer: Reader): Promise<MonthlyReportView[]> {
    const rows = await this.rows(`AND ${TO_SEND}`, officer);
    return rows.map((row) => toView(row, officer, new Map()));
  }

  /** @throws Refusal report-not-found */
  async one(id: string, principal: Reader): Promise<{ view: MonthlyReportView; subject: ReportSubject }> {
    const [row] = await this.rows('AND id = $3', principal, id);
    if (!row) throw unknownReport();
    const names = await this.codes.namesOf([row.sentBy ?? '']);
    const { month, cafId, gestionnaire } = row;
    return { view: toView(row, principal, names), subject: { month, cafId, gestionnaire } };
  }

  async reviewsOf(id: string): Promise<ReadonlyMap<string, CaseReview>> {
    const { rows } = await this.database.query<CaseReview>(
      `SELECT anomaly_id AS "anomalyId", is_left_out AS "isLeftOut", note FROM monthly_reports.reviews WHERE report_id = $1`,
      [id],
    );
    return new Map(rows.map((review) => [review.anomalyId, review]));
  }

  private async rows(
    condition: string,
    { role, organism }: Reader,
    ...values: unknown[]
  ): Promise<ReportRow[]> {
    const { rows } = await this.database.query<ReportRow>(
      `SELECT ${COLUMNS} FROM monthly_reports.reports WHERE ${VISIBLE} ${condition}
       ORDER BY month DESC, gestionnaire ->> 'name', id`,
      [role, organism.id, ...values],
    );
    return rows;
  }
}

export function toView(
  { id, month, gestionnaire, preparedAt, sentAt, sentBy, cases, files }: ReportRow,
  { role }: Pick<Principal, 'role'>,
  names: ReadonlyMap<string, string>,
): MonthlyReportView {
  const by = role === 'gestionnaire' ? 'la Caf' : (names.get(sentBy) ?? sentBy);
  return {
    id,
    month,
    gestionnaire,
    preparedAt: preparedAt.toISOString(),
    sent: sentAt && { at: sentAt.toISOString(), by, cases, files },
  };
}
