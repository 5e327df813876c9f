import type { INestApplicationContext } from '@nestjs/common';
import type { Job, JobReport } from '#platform';
import type { Engines } from '../engines.ts';
import { measureJobs } from '../observation/measure-jobs.ts';
import { measureSeal } from '../observation/measure-seal.ts';
import { EmbeddedSchedule } from './embedded-schedule.ts';
import { JobRunner } from './job-runner.ts';
import { jobsOf } from './jobs-of.ts';
import type { RunningJobs } from './running-jobs.ts';

/** Starts the jobs of every context: out of the queue where there is a Redis, which may be away, or in this process. */
export async function startJobs(app: INestApplicationContext, engines: Engines): Promise<RunningJobs> {
  const { config, database, clock } = engines;
  const jobs = jobsOf(app);
  measureJobs(engines, jobs);
  measureSeal(engines);
  const runner = new JobRunner(database, clock);
  const schedule = config.redisUrl
    ? await queuedSchedule(jobs, runner, config.redisUrl)
    : new EmbeddedSchedule(jobs, runner);
  schedule.start();
  return schedule;
}

async function queuedSchedule(jobs: readonly Job[], runner: JobRunner, redisUrl: string) {
  const { QueuedSchedule } = await import('./queue/queued-schedule.ts');
  return new QueuedSchedule(jobs, runner, redisUrl);
}

/** Runs a job here and now, share after share; null when other processes are running it. */
export const runJob = (
  { database, clock }: Pick<Engines, 'database' | 'clock'>,
  job: Job,
): Promise<JobReport | null> => new JobRunner(database, clock).runWhole(job);
