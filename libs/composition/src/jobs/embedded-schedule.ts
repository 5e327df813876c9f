import { Logger } from '@nestjs/common';
import { Cron } from 'croner';
import { type Job, PARIS, reasonOf } from '#platform';
import type { JobRunner } from './job-runner.ts';
import { RETRIES } from './retries.ts';
import type { RunningJobs } from './running-jobs.ts';
import { missedTicks } from './ticks.ts';

/** Runs every job at its times, in this process. What was missed while no process ran is made up for at the start. */
export class EmbeddedSchedule implements RunningJobs {
  private readonly logger = new Logger('Jobs');
  private readonly stopped = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  private crons: Cron[] = [];

  constructor(
    private readonly jobs: readonly Job[],
    private readonly runner: JobRunner,
    private readonly retries = RETRIES,
  ) {}

  start(): void {
    this.crons = this.jobs.map(
      (job) => new Cron(job.schedule, { timezone: PARIS, protect: true }, () => this.run(job)),
    );
    void this.track(this.makeUp());
  }

  async ready(): Promise<void> {}

  async stop(): Promise<void> {
    this.stopped.abort();
    for (const cron of this.crons) cron.stop();
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private async makeUp(): Promise<void> {
    const { database, clock } = this.runner;
    for (const { job } of await missedTicks(database, this.jobs, clock.now())) void this.run(job);
  }

  private run(job: Job): Promise<void> {
    const { retries, stopped } = this;
    return this.track(this.runner.runWhole(job, { retries, signal: stopped.signal }), job.name);
  }

  /** What went wrong was written down by the runner, unless it could not be. */
  private async track(work: Promise<unknown>, name = 'missed ticks'): Promise<void> {
    const settled = work.then(
      () => {},
      (error) => this.logger.error(`${name}: ${reasonOf(error)}`),
    );
    this.running.add(settled);
    await settled.finally(() => this.running.delete(settled));
  }
}
