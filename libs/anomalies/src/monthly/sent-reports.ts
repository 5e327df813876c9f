import { Injectable } from '@nestjs/common';
import { Database, sha256Of } from '#platform';

export const sentReportTables = `
  CREATE SCHEMA monthly_report_files;
  -- The bytes of reports as they were sent. The log has size and SHA-256 of each.
  CREATE TABLE monthly_report_files.files (
    report_id uuid NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (report_id, sha256)
  );
`;

/** What was sent, beside the log: nothing of it changes, and the log says which bytes count. */
@Injectable()
export class SentReports {
  constructor(private readonly database: Database) {}

  async keep(reportId: string, bytes: Buffer): Promise<void> {
    await this.database.query(
      'INSERT INTO monthly_report_files.files VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [reportId, sha256Of(bytes), bytes],
    );
  }

  async bytesOf(reportId: string, sha256: string): Promise<Buffer | null> {
    const { rows } = await this.database.query<{ bytes: Buffer }>(
      'SELECT bytes FROM monthly_report_files.files WHERE report_id = $1 AND sha256 = $2',
      [reportId, sha256],
    );
    return rows[0]?.bytes ?? null;
  }
}
