import { Injectable } from '@nestjs/common';
import { type CalendarDate, Database, type Instant } from '#platform';
import type { SignedHead } from '../signed-heads.ts';

/** What an authority of timestamps has said of a checkpoint, once a day. */
export const timestampTables = `
  CREATE TABLE sealing.timestamps (
    day date PRIMARY KEY,
    size bigint NOT NULL,
    -- What was stamped: the note with both signatures of the log.
    note text NOT NULL,
    -- A TimeStampResp of RFC 3161.
    response bytea NOT NULL,
    stamped_at timestamptz NOT NULL
  );
`;

export interface Timestamp extends SignedHead {
  /** In Paris. */
  readonly day: CalendarDate;
  /** A `TimeStampResp` of RFC 3161, DER. */
  readonly response: Buffer;
  /** As the authority says. */
  readonly stampedAt: Instant;
}

interface TimestampRow extends Omit<Timestamp, 'size' | 'stampedAt'> {
  readonly size: string;
  readonly stampedAt: Date;
}

/** The timestamps of checkpoints, none of which is ever changed. */
@Injectable()
export class Timestamps {
  constructor(private readonly database: Database) {}

  /** Null before the first one. */
  async newest(): Promise<Timestamp | null> {
    const { rows } = await this.database.query<TimestampRow>({
      name: 'sealing-newest-timestamp',
      text: `SELECT day::text, size, note, response, stamped_at AS "stampedAt" FROM sealing.timestamps
             ORDER BY day DESC LIMIT 1`,
    });
    const [row] = rows;
    return row ? { ...row, size: Number(row.size), stampedAt: row.stampedAt.toISOString() } : null;
  }

  async add({ day, size, note, response, stampedAt }: Timestamp): Promise<void> {
    await this.database.query(
      `INSERT INTO sealing.timestamps (day, size, note, response, stamped_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [day, size, note, response, stampedAt],
    );
  }
}
