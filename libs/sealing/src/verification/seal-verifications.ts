import { Injectable } from '@nestjs/common';
import type { Position } from '#event-sourcing';
import { Database, type Instant } from '#platform';

/** What came of each verification that a job has made. */
export const sealVerificationTables = `
  CREATE TABLE sealing.verifications (
    ended_at timestamptz PRIMARY KEY,
    is_full boolean NOT NULL,
    events bigint NOT NULL,
    -- Differences that were named; more may be behind them.
    faults int NOT NULL,
    -- Up to where the log is as it was sealed: where the next one goes on. Null where something was found.
    verified jsonb
  );
`;

/** How far the log was found as it was sealed. */
export interface VerifiedTree {
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** In the log, of its last event. */
  readonly position: Position;
}

export interface SealVerified {
  readonly at: Instant;
  /** The whole log was read, not only what came since the last time. */
  readonly isFull: boolean;
  /** That were read. */
  readonly events: number;
  readonly faults: number;
  readonly verified: VerifiedTree | null;
}

/** The newest verification, and the newest of the whole log. */
export interface SealState {
  readonly last: SealVerified;
  readonly lastFull: SealVerified;
}

/** What came of verifying the seal, for those who look after the register and those who rely on it. */
@Injectable()
export class SealVerifications {
  constructor(private readonly database: Database) {}

  /** Null before the first one. */
  async state(): Promise<SealState | null> {
    const { rows } = await this.database.query<
      Omit<SealVerified, 'at' | 'events'> & { at: Date; events: string }
    >({
      name: 'sealing-verifications',
      text: `(SELECT ended_at AS at, is_full AS "isFull", events, faults, verified FROM sealing.verifications
              ORDER BY ended_at DESC LIMIT 1)
             UNION ALL
             (SELECT ended_at, is_full, events, faults, verified FROM sealing.verifications
              WHERE is_full ORDER BY ended_at DESC LIMIT 1)`,
    });
    const [last, lastFull] = rows.map((row) => ({
      ...row,
      at: row.at.toISOString(),
      events: Number(row.events),
    }));
    return last && lastFull ? { last, lastFull } : null;
  }

  async keep({ at, isFull, events, faults, verified }: SealVerified): Promise<void> {
    await this.database.query(
      `INSERT INTO sealing.verifications (ended_at, is_full, events, faults, verified) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (ended_at) DO UPDATE
       SET is_full = EXCLUDED.is_full, events = EXCLUDED.events, faults = EXCLUDED.faults, verified = EXCLUDED.verified`,
      [at, isFull, events, faults, verified],
    );
  }
}
