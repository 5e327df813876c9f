import { Injectable } from '@nestjs/common';
import type { Position } from '#event-sourcing';
import { Config, canonicalJson, Database, type Instant, isSealedBy, rowSeal, sealsOf } from '#platform';

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

interface VerificationRow extends Omit<SealVerified, 'at' | 'events'> {
  readonly at: Date;
  readonly events: string;
}

/** Whoever could write one would silence the next ones. */
const sealOf = (secret: string, { at, isFull, events, faults, verified }: VerificationRow): Buffer =>
  rowSeal(secret, 'verification', [at.toISOString(), isFull, events, faults, canonicalJson(verified)]);

const COLUMNS = `ended_at AS at, is_full AS "isFull", events, faults, verified`;

export const sealVerificationSeals = [
  // In the order in which they were made: a clock that was wrong once does not count for ever.
  `ALTER TABLE sealing.verifications DROP CONSTRAINT verifications_pkey;
   ALTER TABLE sealing.verifications ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;`,
  sealsOf<VerificationRow>('sealing.verifications', COLUMNS, sealOf),
];

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

/** Behind so many that no job has written, there may as well be none: the whole log is read again. */
const MOST_LOOKED_AT = 20;

/** What came of verifying the seal, for those who look after the register and those who rely on it. */
@Injectable()
export class SealVerifications {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /** Null before the first one. */
  async state(): Promise<SealState | null> {
    const [last, lastFull] = await Promise.all([this.latest(''), this.latest('WHERE is_full')]);
    return last && lastFull ? { last, lastFull } : null;
  }

  async keep({ at, isFull, events, faults, verified }: SealVerified): Promise<void> {
    const row = { at: new Date(at), isFull, events: String(events), faults, verified };
    await this.database.query(
      `INSERT INTO sealing.verifications (ended_at, is_full, events, faults, verified, seal) VALUES ($1, $2, $3, $4, $5, $6)`,
      [at, isFull, events, faults, verified, sealOf(this.config.nameSecret, row)],
    );
  }

  /** The newest one that a job has written. */
  private async latest(condition: '' | 'WHERE is_full'): Promise<SealVerified | undefined> {
    const { rows } = await this.database.query<VerificationRow & { seal: Buffer }>(
      `SELECT ${COLUMNS}, seal FROM sealing.verifications ${condition} ORDER BY number DESC LIMIT ${MOST_LOOKED_AT}`,
    );
    const row = rows.find(({ seal, ...one }) =>
      isSealedBy([this.config.nameSecret], (secret) => sealOf(secret, one), seal),
    );
    if (!row) return undefined;
    const { at, isFull, events, faults, verified } = row;
    return { at: at.toISOString(), isFull, events: Number(events), faults, verified };
  }
}
