import { Injectable } from '@nestjs/common';
import { Database, type Instant } from '#platform';
import type { AttemptOutcome } from '../../domain/connections.ts';

/** An attempt as the journal has it, whoever asks. */
export interface RecordedAttempt {
  readonly id: string;
  readonly at: Instant;
  readonly userCode: string | null;
  /** Whose code it is; null for an identifier that is no code. */
  readonly organismId: string | null;
  readonly outcome: AttemptOutcome;
  readonly address: string | null;
  readonly count: number;
}

@Injectable()
export class RecordedAttempts {
  constructor(private readonly database: Database) {}

  /** Those of these ids that were made between the two moments, both included; the oldest first. */
  async of(ids: readonly string[], from: Instant, to: Instant): Promise<RecordedAttempt[]> {
    const { rows } = await this.database.query<Omit<RecordedAttempt, 'at'> & { at: Date }>(
      `SELECT id, at, user_code AS "userCode", organism_id AS "organismId", outcome, address, count
       FROM journal.attempts WHERE at BETWEEN $2 AND $3 AND id = ANY ($1::uuid[]) ORDER BY at, id`,
      [ids, from, to],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}
