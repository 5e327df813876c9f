import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import { type Sql, searchable, searchIndex } from '#platform';
import type { MonthlyReportEvent } from '../../domain/monthly-report.ts';

/** The monthly reports, how they were reviewed, and what was sent. */
export const monthlyReportsProjection: Projection<MonthlyReportEvent> = {
  name: 'monthly_reports',
  version: 2,
  categories: ['report'],
  tables: `
    CREATE TABLE reports (
      id uuid PRIMARY KEY,
      month text COLLATE "C" NOT NULL,
      caf_id text COLLATE "C" NOT NULL,
      gestionnaire jsonb NOT NULL,
      gestionnaire_id text COLLATE "C" NOT NULL,
      prepared_at timestamptz NOT NULL,
      sent_at timestamptz,
      sent_by text,
      cases int,
      files jsonb NOT NULL DEFAULT '[]',
      search text NOT NULL GENERATED ALWAYS AS (${searchable("gestionnaire ->> 'name'", 'gestionnaire_id')}) STORED
    );
    CREATE TABLE reviews (
      report_id uuid NOT NULL REFERENCES reports,
      anomaly_id uuid NOT NULL,
      is_left_out boolean NOT NULL,
      note text,
      PRIMARY KEY (report_id, anomaly_id)
    );
  `,
  indexes: searchIndex('reports'),
  async project(events, sql) {
    for (const event of events) await apply(event, sql);
  },
};

async function apply(event: RecordedEvent<MonthlyReportEvent>, sql: Sql): Promise<void> {
  const id = idOf(event.stream);
  const { occurredAt, actor } = event.metadata;
  switch (event.type) {
    case 'ReportPrepared': {
      const { month, cafId, gestionnaire } = event.data;
      await sql.query(
        `INSERT INTO reports (id, month, caf_id, gestionnaire, gestionnaire_id, prepared_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, month, cafId, gestionnaire, gestionnaire.id, occurredAt],
      );
      return;
    }
    case 'ReportCaseReviewed': {
      const { anomalyId, isLeftOut, note } = event.data;
      await sql.query(
        `INSERT INTO reviews VALUES ($1, $2, $3, $4) ON CONFLICT (report_id, anomaly_id)
         DO UPDATE SET is_left_out = excluded.is_left_out, note = excluded.note`,
        [id, anomalyId, isLeftOut, note],
      );
      return;
    }
    case 'ReportSent': {
      const { files, cases } = event.data;
      await sql.query('UPDATE reports SET sent_at = $2, sent_by = $3, cases = $4, files = $5 WHERE id = $1', [
        id,
        occurredAt,
        actor.code,
        cases.length,
        JSON.stringify(files),
      ]);
      return;
    }
    default:
      event satisfies never;
  }
}
