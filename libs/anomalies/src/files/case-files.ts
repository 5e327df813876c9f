import { Injectable } from '@nestjs/common';
import { Attachments, Clock, Database, FileIntake, KeptFiles } from '#platform';

const SCHEMA = 'case_files';

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

/** As the files of every other subject. */
export const fileSubjects = `ALTER TABLE case_files.files RENAME COLUMN anomaly_id TO subject_id`;

/** What was given for cases, beside the log. */
@Injectable()
export class CaseFiles extends Attachments {
  constructor(database: Database, intake: FileIntake, clock: Clock) {
    super(new KeptFiles(database, SCHEMA), intake, clock);
  }
}
