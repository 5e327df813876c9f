import { Logger } from '@nestjs/common';
import { type Job as QueuedJob, UnrecoverableError, Worker } from 'bullmq';
import { inTime, type Job, reasonOf, WHOLE } from '#platform';
import type { JobRunner } from '../job-runner.ts';
import { RETRIES } from '../retries.ts';
import type { RunningJobs } from '../running-jobs.ts';
import { missedTicks } from '../ticks.ts';
import { WorkerConnection } from './connection.ts';
import { JobQueue, PREFIX, QUEUE, runOf, type Ticket } from './job-queue.ts';

const CONCURRENCY = 4;
/** How often a worker looks whether the schedulers are still there: Redis may have been emptied. */
const LOOK_MS = 5000;
/** How long a worker leaves a Redis alone that refuses what it asks. */
const HOLD_BACK_MS = 2000;
const COMPLAIN_EVERY_MS = 60_000;
/** How long Redis has to hear of the last runs when a worker stops. */
const LAST_WORD_MS = 2000;
/** A worker that is killed is no fault of what it was running. */
const MOST_TAKE_OVERS = 10;

/** Why a run failed, fit to be kept in Redis. */
class RunFailed extends Error {
  override readonly name = 'RunFailed';
}

/** Has BullMQ hand out every job at its times, to this worker among others. Redis may be away at any time. */
export class QueuedSchedule implements RunningJobs {
  private readonly logger = new Logger('Jobs');
  private readonly queue: JobQueue;
  private readonly connection: WorkerConnection;
  private readonly running = new Set<Promise<unknown>>();
  private readonly stopped = new AbortController();
  private worker: Worker<Ticket, void> | undefined;
  private looking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopping: Promise<void> | undefined;
  private inPlace = false;
  private refused: NodeJS.Timeout | undefined;
  private complainedAt = -Infinity;

  constructor(
    private readonly jobs: readonly Job[],
    private readonly runner: JobRunner,
    url: string,
    private readonly options: { retries?: typeof RETRIES; lookMs?: number } = {},
  ) {
    this.queue = new JobQueue(url, options.retries ?? RETRIES);
    this.connection = new WorkerConnection(url);
  }

  start(): void {
    this.worker = new Worker<Ticket, void>(QUEUE, (job) => this.track(this.process(job)), {
      connection: this.connection,
      prefix: PREFIX,
      concurrency: CONCURRENCY,
      maxStalledCount: MOST_TAKE_OVERS,
      runRetryDelay: 1000,
      skipVersionCheck: true,
    });
    this.worker.on('error', ({ message }) => {
      if (this.queue.connection.status === 'ready') this.holdBack(message);
    });
    this.queue.connection.on('ready', this.look);
    this.timer = setInterval(this.look, this.options.lookMs ?? LOOK_MS);
  }

  async ready(): Promise<void> {
    await this.queue.ping().catch(() => {
      throw new Error('Redis does not answer');
    });
    if (this.refused) throw new Error('Redis refuses what a worker asks');
    if (!this.inPlace) throw new Error('The schedules are not yet in place in Redis');
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    this.stopped.abort();
    clearInterval(this.timer);
    clearTimeout(this.refused);
    await this.worker?.pause(true);
    while (this.running.size > 0) await Promise.all(this.running);
    // Closing gently waits for a Redis that is away; a run that it could not be told of is handed out again.
    const closed = Promise.resolve(this.worker?.close(this.connection.status !== 'ready'));
    await inTime(closed, LAST_WORD_MS).catch(() => {});
    this.connection.endAll();
    await this.queue.close();
    await this.looking;
  }

  /**
   * Redis answers, but refuses: it is a replica, or its memory or disk is full. BullMQ would ask again at once, without end.
   */
  private holdBack(reason: string): void {
    const now = performance.now();
    if (now - this.complainedAt > COMPLAIN_EVERY_MS) {
      this.logger.warn(`Queue: ${reason}`);
      this.complainedAt = now;
    }
    if (this.stopped.signal.aborted) return;
    void this.worker?.pause(true);
    clearTimeout(this.refused);
    this.refused = setTimeout(() => {
      this.refused = undefined;
      void this.worker?.resume();
    }, HOLD_BACK_MS);
  }

  /** Everything in its place again, whatever happened to Redis; and runs for the ticks that went by meanwhile. */
  private readonly look = (): void => {
    this.looking ??= this.putInPlace()
      .catch((error) => {
        this.inPlace = false;
        if (!this.stopped.signal.aborted)
          this.logger.warn(`The schedules could not be put in place: ${reasonOf(error)}`);
      })
      .finally(() => {
        this.looking = undefined;
      });
  };

  private async putInPlace(): Promise<void> {
    if (this.queue.connection.status !== 'ready') {
      this.inPlace = false;
      return;
    }
    await this.queue.placeSchedulers(this.jobs);
    if (!this.inPlace) await this.queue.removeOtherSchedulers(this.jobs);
    this.inPlace = true;
    const { database, clock } = this.runner;
    for (const { job, tick } of await missedTicks(database, this.jobs, clock.now())) {
      await this.queue.addMissed(job.name, tick);
    }
  }

  private async process({ id, data, attemptsMade, opts }: QueuedJob<Ticket>): Promise<void> {
    const { name, index, of } = data;
    const job = this.jobs.find((candidate) => candidate.name === name);
    if (!job || id === undefined) throw new UnrecoverableError(`No job is called ${name}`);
    const number = attemptsMade + 1;
    const attempt = { number, mayRetry: number < (opts.attempts ?? 1) };
    try {
      if (index !== undefined && of !== undefined) {
        const run = id.slice(0, id.lastIndexOf('-'));
        await this.runner.runShare(job, { index, of }, { run, ...attempt });
        return;
      }
      const run = runOf(id);
      const shares = await this.runner.sharesOf(job, { run, ...attempt });
      if (shares === 1) await this.runner.runShare(job, WHOLE, { run, ...attempt });
      else await this.queue.addShares(name, run, shares);
    } catch (error) {
      this.runner.logFailure(name, error);
      throw new RunFailed(reasonOf(error));
    }
  }

  private track<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => {},
      () => {},
    );
    this.running.add(settled);
    void settled.finally(() => this.running.delete(settled));
    return work;
  }
}
