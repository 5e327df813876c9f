import { inSpan, type Job } from '#platform';
import type { ObservedJobRun } from './metrics.ts';

/** The job, with each run of it, or of a share of it, measured and traced. */
export function observedJob(job: Job, onRun: (run: ObservedJobRun) => void): Job {
  const { name, purpose, schedule } = job;
  return {
    name,
    purpose,
    schedule,
    ...(job.shares && { shares: () => job.shares!() }),
    run: (share) =>
      inSpan(`job ${name}`, { attributes: { 'greffe.job': name, 'greffe.share': share.index } }, async () => {
        const started = performance.now();
        let outcome: ObservedJobRun['outcome'] = 'failed';
        try {
          const report = await job.run(share);
          outcome = 'succeeded';
          return report;
        } finally {
          onRun({ name, outcome, seconds: (performance.now() - started) / 1000 });
        }
      }),
  };
}
