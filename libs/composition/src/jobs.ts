import { type INestApplicationContext, Logger } from '@nestjs/common';
import { Cron } from 'croner';
import { type Database, type Job, type JobReport, runAs, runIfFree, systemActor } from '#platform';
import { contexts } from './contexts.ts';

/** Every job of every context. */
export function jobsOf(app: INestApplicationContext): Job[] {
  const jobs: Job[] = contexts.flatMap(({ jobs = [] }) => jobs.map((job) => app.get(job, { strict: false })));
  const twice = jobs.find(({ name }, index) => jobs.findIndex((job) => job.name === name) !== index);
  if (twice) throw new Error(`Two jobs are called ${twice.name}`);
  return jobs;
}

/** Runs a job unless another process is running it; null then. */
export async function runJob(database: Database, job: Job): Promise<JobReport | null> {
  let report: JobReport | null = null;
  await runIfFree(database, `job:${job.name}`, async () => {
    report = await runAs(systemActor(job.name), () => job.run());
  });
  return report;
}

/** Runs every job at its times, in this process; the PostgreSQL lock keeps other processes from the same run. */
export class JobSchedule {
  private readonly logger = new Logger('Jobs');
  private crons: Cron[] = [];
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly database: Database,
    private readonly jobs: readonly Job[],
  ) {}

  start(): void {
    this.crons = this.jobs.map(
      (job) => new Cron(job.schedule, { timezone: 'Europe/Paris', protect: true }, () => this.tick(job)),
    );
  }

  /** Resolves when the runs under way have ended. */
  async stop(): Promise<void> {
    for (const cron of this.crons) cron.stop();
    await Promise.allSettled(this.running);
  }

  private async tick(job: Job): Promise<void> {
    const run = runJob(this.database, job)
      .then((report) => report && this.logger.log(`${job.name}: ${JSON.stringify(report)}`))
      .catch((error: Error) => this.logger.error(`${job.name}: ${error.message}`));
    this.running.add(run);
    await run.finally(() => this.running.delete(run));
  }
}
