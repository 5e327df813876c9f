import type { Type } from '@nestjs/common';
import type { Job } from '#platform';
import { contexts } from '../contexts.ts';
import { Metrics } from '../observation/metrics.ts';
import { observedJob } from '../observation/observed-job.ts';

/** Where the providers of an application are found: the application itself, or Nest's `ModuleRef`. */
interface Providers {
  get<T>(type: Type<T>, options: { strict: boolean }): T;
}

/** Every job of every context, its runs observed. */
export function jobsOf(app: Providers): Job[] {
  const jobs = contexts.flatMap(({ jobs = [] }) => jobs.map((job) => app.get(job, { strict: false })));
  const twice = jobs.find(({ name }, index) => jobs.findIndex((job) => job.name === name) !== index);
  if (twice) throw new Error(`Two jobs are called ${twice.name}`);
  const { jobRun } = app.get(Metrics, { strict: false });
  return jobs.map((job) => observedJob(job, jobRun));
}
