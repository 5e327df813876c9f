import { Injectable } from '@nestjs/common';
import { Database, type Instant } from '#platform';
import type { AttachedFile } from '../domain/file-type.ts';

export const fileTables = `
  CREATE SCHEMA IF NOT EXISTS case_files;
  -- The bytes of what justifications are sent with. The log has name, size and SHA-256 of each.
  CREATE TABLE case_files.files (
    id uuid PRIMARY KEY,
    anomaly_id uuid NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    size int NOT NULL,
    sha256 text NOT NULL,
    bytes bytea NOT NULL,
    given_at timestamptz NOT NULL,
    -- Whether the log refers to it, as far as was looked.
    is_sent boolean NOT NULL DEFAULT false
  );
  -- Images and PDFs are compressed already.
  ALTER TABLE case_files.files ALTER COLUMN bytes SET STORAGE EXTERNAL;
  CREATE INDEX files_of_case ON case_files.files (anomaly_id) WHERE NOT is_sent;
  CREATE INDEX files_unsent ON case_files.files (given_at) WHERE NOT is_sent;
`;

const COLUMNS = 'id, name, type, size, sha256';

/** What was given for cases, beside the log. A file is immutable: the same content under the same name is the same file. */
@Injectable()
export class CaseFiles {
  constructor(private readonly database: Database) {}

  /** Given twice, it is one, and its time begins anew. */
  async keep(anomalyId: string, file: AttachedFile, bytes: Buffer, now: Instant): Promise<void> {
    const { id, name, type, size, sha256 } = file;
    await this.database.query(
      `INSERT INTO case_files.files (id, anomaly_id, name, type, size, sha256, bytes, given_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET given_at = excluded.given_at`,
      [id, anomalyId, name, type, size, sha256, bytes, now],
    );
  }

  /** What was given since then, and of which nothing tells that it was sent: the oldest first. */
  async unsent(anomalyId: string, since: Instant): Promise<AttachedFile[]> {
    const { rows } = await this.database.query<AttachedFile>(
      `SELECT ${COLUMNS} FROM case_files.files
       WHERE anomaly_id = $1 AND NOT is_sent AND given_at > $2 ORDER BY given_at, id`,
      [anomalyId, since],
    );
    return rows;
  }

  /** Those of these ids that are there, in their order. Their time begins anew: nobody removes them while they are sent. */
  async hold(anomalyId: string, ids: readonly string[], now: Instant): Promise<AttachedFile[]> {
    const { rows } = await this.database.query<AttachedFile>(
      `UPDATE case_files.files SET given_at = $3 WHERE anomaly_id = $1 AND id = ANY ($2::uuid[]) RETURNING ${COLUMNS}`,
      [anomalyId, ids, now],
    );
    return ids.flatMap((id) => rows.find((file) => file.id === id) ?? []);
  }

  async bytesOf(anomalyId: string, id: string): Promise<Buffer | null> {
    const { rows } = await this.database.query<{ bytes: Buffer }>(
      'SELECT bytes FROM case_files.files WHERE anomaly_id = $1 AND id = $2',
      [anomalyId, id],
    );
    return rows[0]?.bytes ?? null;
  }

  async remove(anomalyId: string, id: string): Promise<void> {
    await this.database.query(
      'DELETE FROM case_files.files WHERE anomaly_id = $1 AND id = $2 AND NOT is_sent',
      [anomalyId, id],
    );
  }

  /** What was given before that, and may have been sent or not. */
  async givenBefore(before: Instant): Promise<{ id: string; anomalyId: string }[]> {
    const { rows } = await this.database.query<{ id: string; anomalyId: string }>(
      `SELECT id, anomaly_id AS "anomalyId" FROM case_files.files WHERE NOT is_sent AND given_at <= $1
       ORDER BY anomaly_id, id`,
      [before],
    );
    return rows;
  }

  /** The log refers to them. */
  async markSent(ids: readonly string[]): Promise<void> {
    await this.database.query('UPDATE case_files.files SET is_sent = true WHERE id = ANY ($1::uuid[])', [
      ids,
    ]);
  }

  /** Those of them that nobody has held since; answers how many. */
  async forget(ids: readonly string[], before: Instant): Promise<number> {
    const { rowCount } = await this.database.query(
      'DELETE FROM case_files.files WHERE id = ANY ($1::uuid[]) AND NOT is_sent AND given_at <= $2',
      [ids, before],
    );
    return rowCount ?? 0;
  }
}
