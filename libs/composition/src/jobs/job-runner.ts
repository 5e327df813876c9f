import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import {
  type Clock,
  type Database,
  type Job,
  type JobReport,
  reasonOf,
  runAs,
  runIfFree,
  type Share,
  systemActor,
  WHOLE,
} from '#platform';
import { type Attempt, JobRuns } from './job-runs.ts';
import { ONCE, pauseAfter, type Retries } from './retries.ts';

/** The PostgreSQL lock that keeps a share from being run twice at a time, whatever brought it. */
export const lockOf = (name: string, index: number): string => `job:${name}:${index}`;

/** Runs jobs, and writes down what came of it. Every schedule, the board and the command line run them through here. */
export class JobRunner {
  private readonly logger = new Logger('Jobs');
  private readonly runs: JobRuns;

  constructor(
    readonly database: Database,
    readonly clock: Clock,
  ) {
    this.runs = new JobRuns(database, clock);
  }

  /**
   * Runs one share, unless it is being run already: null then.
   * @throws what the job throws; it is written down, with whether another attempt `mayRetry`
   */
  async runShare(
    job: Job,
    share: Share,
    { run, number = 1, mayRetry = false }: { run: string; number?: number; mayRetry?: boolean },
  ): Promise<JobReport | null> {
    const attempt = { run, name: job.name, share, number };
    let report: JobReport | null = null;
    await runIfFree(this.database, lockOf(job.name, share.index), async () => {
      await this.runs.closeAbandoned(attempt);
      await this.runs.begin(attempt);
      report = await this.orFailure(attempt, mayRetry, () => job.run(share));
      await this.runs.succeeded(attempt, report);
      this.logger.log(`${job.name}: ${JSON.stringify(report)}`);
    });
    return report;
  }

  /**
   * Into how many shares the work is cut now, one at least.
   * @throws what the job throws, written down as if its first share had failed
   */
  async sharesOf(
    job: Job,
    { run, number = 1, mayRetry = false }: { run: string; number?: number; mayRetry?: boolean },
  ): Promise<number> {
    if (!job.shares) return 1;
    const attempt = { run, name: job.name, share: WHOLE, number };
    try {
      return Math.max(1, await runAs(systemActor(job.name), () => job.shares!()));
    } catch (error) {
      await this.runs.begin(attempt).catch(() => {});
      return this.orFailure(attempt, mayRetry, () => Promise.reject(error));
    }
  }

  /**
   * Runs all shares here, one after the other, each again and again within `retries`; the report adds them up. Null when
   * others are running every one of them.
   * @throws the first failure that remained, when the other shares are done too
   */
  async runWhole(
    job: Job,
    {
      run = randomUUID(),
      retries = ONCE,
      signal,
    }: { run?: string; retries?: Retries; signal?: AbortSignal } = {},
  ): Promise<JobReport | null> {
    const attempts = <T>(work: (attempt: { number: number; mayRetry: boolean }) => Promise<T>) =>
      withRetries(work, { retries, signal, onFailure: (error) => this.logFailure(job.name, error) });
    const of = await attempts((attempt) => this.sharesOf(job, { run, ...attempt }));
    const reports: JobReport[] = [];
    const failures: unknown[] = [];
    for (let index = 0; index < of && !signal?.aborted; index++) {
      try {
        const report = await attempts((attempt) => this.runShare(job, { index, of }, { run, ...attempt }));
        if (report) reports.push(report);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return reports.length > 0 ? addUp(reports) : null;
  }

  logFailure(name: string, error: unknown): void {
    this.logger.error(`${name}: ${reasonOf(error)}`);
  }

  private async orFailure<T>(attempt: Attempt, mayRetry: boolean, work: () => Promise<T>): Promise<T> {
    try {
      return await runAs(systemActor(attempt.name), work);
    } catch (error) {
      // The database that would keep the reason may be what has failed.
      await this.runs.failed(attempt, reasonOf(error), mayRetry).catch(() => {});
      throw error;
    }
  }
}

interface Retrying {
  readonly retries: Retries;
  readonly signal: AbortSignal | undefined;
  readonly onFailure: (error: unknown) => void;
}

async function withRetries<T>(
  work: (attempt: { number: number; mayRetry: boolean }) => Promise<T>,
  { retries, signal, onFailure }: Retrying,
): Promise<T> {
  for (let number = 1; ; number++) {
    const mayRetry = number < retries.attempts && !signal?.aborted;
    try {
      return await work({ number, mayRetry });
    } catch (error) {
      if (!mayRetry) throw error;
      onFailure(error);
      await delay(pauseAfter(retries, number), undefined, { signal }).catch(() => {});
      if (signal?.aborted) throw error;
    }
  }
}

/** The sums, name by name. */
export function addUp(reports: readonly JobReport[]): JobReport {
  const sums: Record<string, number> = {};
  for (const [name, value] of reports.flatMap((report) => Object.entries(report))) {
    sums[name] = (sums[name] ?? 0) + value;
  }
  return sums;
}
