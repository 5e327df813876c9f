import type { Instant } from '../calendar/instant.ts';
import type { Database } from '../postgres/database.ts';
import type { AttachedFile } from './file-type.ts';

/** The table of files in a schema of its own, as a step of the migrations of a context. */
export const keptFileTables = (schema: string): string => `
  CREATE SCHEMA IF NOT EXISTS ${schema};
  -- The bytes of what something was sent with. The log has name, size and SHA-256 of each.
  CREATE TABLE ${schema}.files (
    id uuid PRIMARY KEY,
    subject_id text NOT NULL,
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
  ALTER TABLE ${schema}.files ALTER COLUMN bytes SET STORAGE EXTERNAL;
  CREATE INDEX files_of_subject ON ${schema}.files (subject_id) WHERE NOT is_sent;
  CREATE INDEX files_unsent ON ${schema}.files (given_at) WHERE NOT is_sent;
`;

const COLUMNS = 'id, name, type, size, sha256';

/** What was given for something, beside the log. A file is immutable: the same content under the same name is the same file. */
export class KeptFiles {
  constructor(
    private readonly database: Database,
    private readonly schema: string,
  ) {}

  /** Given twice, it is one, and its time begins anew. */
  async keep(subjectId: string, file: AttachedFile, bytes: Buffer, now: Instant): Promise<void> {
    const { id, name, type, size, sha256 } = file;
    await this.database.query(
      `INSERT INTO ${this.schema}.files (id, subject_id, name, type, size, sha256, bytes, given_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET given_at = excluded.given_at`,
      [id, subjectId, name, type, size, sha256, bytes, now],
    );
  }

  /** What was given since then, and of which nothing tells that it was sent: the oldest first. */
  async unsent(subjectId: string, since: Instant): Promise<AttachedFile[]> {
    const { rows } = await this.database.query<AttachedFile>(
      `SELECT ${COLUMNS} FROM ${this.schema}.files
       WHERE subject_id = $1 AND NOT is_sent AND given_at > $2 ORDER BY given_at, id`,
      [subjectId, since],
    );
    return rows;
  }

  /** Those of these ids that are there, in their order. Their time begins anew: nobody removes them while they are sent. */
  async hold(subjectId: string, ids: readonly string[], now: Instant): Promise<AttachedFile[]> {
    const { rows } = await this.database.query<AttachedFile>(
      `UPDATE ${this.schema}.files SET given_at = $3 WHERE subject_id = $1 AND id = ANY ($2::uuid[]) RETURNING ${COLUMNS}`,
      [subjectId, ids, now],
    );
    return ids.flatMap((id) => rows.find((file) => file.id === id) ?? []);
  }

  async bytesOf(subjectId: string, id: string): Promise<Buffer | null> {
    const { rows } = await this.database.query<{ bytes: Buffer }>(
      `SELECT bytes FROM ${this.schema}.files WHERE subject_id = $1 AND id = $2`,
      [subjectId, id],
    );
    return rows[0]?.bytes ?? null;
  }

  async remove(subjectId: string, id: string): Promise<void> {
    await this.database.query(
      `DELETE FROM ${this.schema}.files WHERE subject_id = $1 AND id = $2 AND NOT is_sent`,
      [subjectId, id],
    );
  }

  /** What was given before that, and may have been sent or not. */
  async givenBefore(before: Instant): Promise<{ id: string; subjectId: string }[]> {
    const { rows } = await this.database.query<{ id: string; subjectId: string }>(
      `SELECT id, subject_id AS "subjectId" FROM ${this.schema}.files WHERE NOT is_sent AND given_at <= $1
       ORDER BY subject_id, id`,
      [before],
    );
    return rows;
  }

  /** The log refers to them. */
  async markSent(ids: readonly string[]): Promise<void> {
    await this.database.query(`UPDATE ${this.schema}.files SET is_sent = true WHERE id = ANY ($1::uuid[])`, [
      ids,
    ]);
  }

  /** All that was given for these subjects until then, sent or not. */
  async forgetAllOf(subjectIds: readonly string[], until: Instant): Promise<void> {
    await this.database.query(
      `DELETE FROM ${this.schema}.files WHERE subject_id = ANY ($1) AND given_at <= $2`,
      [subjectIds, until],
    );
  }

  /** Those of them that nobody has held since; answers how many. */
  async forget(ids: readonly string[], before: Instant): Promise<number> {
    const { rowCount } = await this.database.query(
      `DELETE FROM ${this.schema}.files WHERE id = ANY ($1::uuid[]) AND NOT is_sent AND given_at <= $2`,
      [ids, before],
    );
    return rowCount ?? 0;
  }
}
