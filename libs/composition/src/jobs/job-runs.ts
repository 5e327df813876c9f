import {
  addDays,
  type Clock,
  type Instant,
  type JobReport,
  parisDateOf,
  type Share,
  type Sql,
  startOfDay,
} from '#platform';

const KEPT_DAYS = 90;

/** The history of jobs, the same whether a queue hands them out or not. It holds numbers and reasons, nobody's data. */
export const jobRunSteps = [
  `
  CREATE SCHEMA jobs;
  CREATE TABLE jobs.runs (
    run uuid NOT NULL,
    share int NOT NULL,
    shares int NOT NULL,
    name text COLLATE "C" NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text,
    report jsonb,
    reason text,
    attempts int NOT NULL,
    PRIMARY KEY (run, share)
  );
  CREATE INDEX runs_by_name ON jobs.runs (name, started_at DESC, run DESC, share DESC);
  CREATE INDEX runs_by_time ON jobs.runs (started_at DESC, run DESC, share DESC);
  CREATE INDEX runs_failed ON jobs.runs (name, started_at) WHERE outcome = 'failed';
  CREATE INDEX runs_open ON jobs.runs (name) WHERE outcome IS NULL OR outcome = 'retrying';
  `,
];

/** One share of one run, and which attempt at it this is. */
export interface Attempt {
  /** The same for all shares that were cut together, and for all attempts at them. */
  readonly run: string;
  readonly name: string;
  readonly share: Share;
  readonly number: number;
}

const BEGIN = `
  INSERT INTO jobs.runs (run, share, shares, name, started_at, attempts) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (run, share) DO UPDATE
    SET shares = excluded.shares, attempts = excluded.attempts, outcome = NULL, ended_at = NULL`;

// A process was killed, or the queue lost the attempt that was to follow.
const CLOSE_ABANDONED = `
  UPDATE jobs.runs SET ended_at = coalesce(ended_at, $4),
    outcome = CASE WHEN outcome IS NULL THEN 'interrupted' ELSE 'failed' END
  WHERE name = $1 AND share = $2 AND run <> $3 AND (outcome IS NULL OR outcome = 'retrying')`;

/** Writes the history of jobs. */
export class JobRuns {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** Runs of the share that never said how they ended. For whoever holds its lock. */
  async closeAbandoned({ run, name, share }: Attempt): Promise<void> {
    await this.sql.query(CLOSE_ABANDONED, [name, share.index, run, this.clock.now()]);
  }

  async begin({ run, name, share, number }: Attempt): Promise<void> {
    await this.sql.query(BEGIN, [run, share.index, share.of, name, this.clock.now(), number]);
  }

  /** It did its work. What is too old to be of interest goes. */
  async succeeded({ run, share }: Attempt, report: JobReport): Promise<void> {
    const now = this.clock.now();
    await this.end(run, share, 'succeeded', now, report, null);
    await this.sql.query('DELETE FROM jobs.runs WHERE started_at < $1', [
      startOfDay(addDays(parisDateOf(now), -KEPT_DAYS)),
    ]);
  }

  /** It did not; another attempt may follow. */
  async failed({ run, share }: Attempt, reason: string, mayRetry: boolean): Promise<void> {
    await this.end(run, share, mayRetry ? 'retrying' : 'failed', this.clock.now(), null, reason);
  }

  private async end(
    run: string,
    { index }: Share,
    outcome: string,
    now: Instant,
    report: JobReport | null,
    reason: string | null,
  ): Promise<void> {
    await this.sql.query(
      `UPDATE jobs.runs SET ended_at = $3, outcome = $4, report = $5, reason = coalesce($6, reason)
       WHERE run = $1 AND share = $2`,
      [run, index, now, outcome, report && JSON.stringify(report), reason],
    );
  }
}
