import { Injectable } from '@nestjs/common';
import { categoryOf, idOf } from '#event-sourcing';
import { Database, startOfDay } from '#platform';
import { firstDayOf, monthAfter } from '../domain/monthly-report.ts';

/** Files and reports about cases, which are kept beside the log: it has their SHA-256. */
@Injectable()
export class CaseDocuments {
  constructor(private readonly database: Database) {}

  /** Those about cases that are among these streams, which are erased. */
  async forget(streams: readonly string[]): Promise<void> {
    const cases = streams.filter((stream) => categoryOf(stream) === 'anomaly').map(idOf);
    if (cases.length === 0) return;
    await this.database.query('DELETE FROM case_files.files WHERE subject_id::text = ANY ($1)', [cases]);
    await this.database.query(
      `DELETE FROM monthly_report_files.files f USING monthly_reports.reports r, anomalies.anomalies a
       WHERE f.report_id = r.id AND a.id::text = ANY ($1) AND a.gestionnaire_id = r.gestionnaire_id
         AND a.caf_id = r.caf_id AND to_char(a.told_on, 'YYYY-MM') = r.month`,
      [cases],
    );
  }

  /**
   * Reports that say where people connected from in a month of which the log no longer says it, or before: whenever the partner was
   * told of the case.
   */
  async forgetMonth(month: string): Promise<void> {
    await this.database.query(
      `DELETE FROM monthly_report_files.files f USING monthly_reports.reports r, anomalies.anomalies a
       WHERE f.report_id = r.id AND a.gestionnaire_id = r.gestionnaire_id AND a.caf_id = r.caf_id
         AND to_char(a.told_on, 'YYYY-MM') = r.month
         AND (a.detected_at < $1 OR EXISTS (SELECT FROM anomalies.evidence e WHERE e.anomaly_id = a.id AND e.at < $1))
         AND NOT EXISTS (
           SELECT FROM monthly_reports.reviews v WHERE v.report_id = r.id AND v.anomaly_id = a.id AND v.is_left_out)`,
      [startOfDay(firstDayOf(monthAfter(month)))],
    );
  }
}
