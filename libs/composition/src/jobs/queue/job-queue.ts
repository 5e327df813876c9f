import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { deriveId, type Instant, type Job, PARIS, unavailable } from '#platform';
import { ONCE, RETRIES, type Retries } from '../retries.ts';
import { failFastConnection } from './connection.ts';

/** What a job in Redis says: which job of ours, and for a share which one. Nothing of what the job is about. */
export interface Ticket {
  readonly name: string;
  readonly index?: number;
  readonly of?: number;
}

/** Where everything is in Redis. */
export const QUEUE = 'jobs';
export const PREFIX = 'greffe';

const DAY_S = 24 * 3600;
/** A next run that lies so far back was lost, or nobody has time for it. */
const LATE_MS = 120_000;

/** The run that a job of the queue belongs to: the job that the tick became gives it to its shares. */
export const runOf = (id: string): string => deriveId('job-run', id);

/** The queue of jobs in Redis, for those who fill it: nothing here waits for a Redis that is away. */
export class JobQueue {
  private readonly logger = new Logger('Jobs');
  private readonly queue: Queue<Ticket>;
  readonly connection: Redis;

  constructor(
    url: string,
    private readonly retries = RETRIES,
  ) {
    this.connection = failFastConnection(url);
    this.queue = new Queue(QUEUE, {
      connection: this.connection,
      prefix: PREFIX,
      // Otherwise a Redis that is away at the start would be taken for away for ever.
      skipWaitingForReady: true,
      skipVersionCheck: true,
      skipMetasUpdate: true,
    });
    this.queue.on('error', () => {});
    this.connection.on('ready', () => this.checkEviction());
  }

  /** Rejects while Redis does not answer. */
  async ping(): Promise<void> {
    await this.connection.ping();
  }

  /** Puts a scheduler in place for each job that has none, an outdated one, or one that has come to a halt. */
  async placeSchedulers(jobs: readonly Job[]): Promise<void> {
    const opts = optionsOf(this.retries);
    const placed = new Map(
      (await this.queue.getJobSchedulers()).map((scheduler) => [scheduler.key, scheduler]),
    );
    for (const { name, schedule } of jobs) {
      const present = placed.get(name);
      const isRight =
        present?.pattern === schedule &&
        present.tz === PARIS &&
        present.template?.opts?.attempts === opts.attempts &&
        (present.next ?? 0) > Date.now() - LATE_MS;
      // Placing anew takes away a run that is due and not yet begun.
      if (isRight) continue;
      await this.queue.upsertJobScheduler(
        name,
        { pattern: schedule, tz: PARIS },
        { name, data: { name }, opts },
      );
    }
  }

  /** Removes the schedulers of jobs that this program no longer knows. */
  async removeOtherSchedulers(jobs: readonly Job[]): Promise<void> {
    for (const { key } of await this.queue.getJobSchedulers()) {
      if (!jobs.some(({ name }) => name === key)) await this.queue.removeJobScheduler(key);
    }
  }

  /** A run in place of the tick that went by without one: once, however many ask for it. */
  async addMissed(name: string, tick: Instant): Promise<void> {
    const jobId = `${name}-missed-${Date.parse(tick)}`;
    await this.queue.add(name, { name }, { ...optionsOf(this.retries), jobId });
  }

  /**
   * A run as soon as a worker has time, tried once. Asking again before it has begun changes nothing. Answers its id.
   * @throws Refusal when Redis does not answer
   */
  async addNow(name: string): Promise<string> {
    const opts = { ...optionsOf(ONCE), jobId: `${name}-now-${randomUUID()}`, deduplication: { id: name } };
    try {
      const { id } = await this.queue.add(name, { name }, opts);
      return runOf(id!);
    } catch {
      throw unavailable(
        'queue-unavailable',
        'La file des tâches ne répond pas. La tâche n’a pas été lancée ; réessayez plus tard.',
      );
    }
  }

  /** All shares of a run, or none: those that are there already stay as they are. */
  async addShares(name: string, run: string, of: number): Promise<void> {
    await this.queue.addBulk(
      Array.from({ length: of }, (_, index) => ({
        name,
        data: { name, index, of },
        opts: { ...optionsOf(this.retries), jobId: `${run}-${index}` },
      })),
    );
  }

  async close(): Promise<void> {
    this.connection.disconnect();
    await this.queue.close().catch(() => {});
  }

  /** Under any other policy Redis would drop jobs when its memory is full. */
  private async checkEviction(): Promise<void> {
    const info = await this.connection.info('memory').catch(() => '');
    const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
    if (policy !== undefined && policy !== 'noeviction') {
      this.logger.warn(`Redis has maxmemory-policy ${policy}: set it to noeviction, or jobs may get lost`);
    }
  }
}

/** What succeeded is forgotten within a day; what failed is kept for a month, with its reason. */
const optionsOf = ({ attempts, firstPauseMs }: Retries): JobsOptions => ({
  attempts,
  backoff: { type: 'exponential', delay: firstPauseMs },
  removeOnComplete: { age: DAY_S, count: 1000 },
  removeOnFail: { age: 30 * DAY_S, count: 1000 },
  stackTraceLimit: 0,
});
