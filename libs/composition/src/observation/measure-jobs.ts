import type { Job } from '#platform';
import type { Engines } from '../engines.ts';

interface LastRuns {
  readonly name: string;
  readonly succeeded: Date | null;
  readonly outcome: string | null;
}

const LAST_RUNS = `
  SELECT job.name,
    (SELECT ended_at FROM jobs.runs WHERE runs.name = job.name AND outcome = 'succeeded'
     ORDER BY started_at DESC, run DESC, share DESC LIMIT 1) AS succeeded,
    (SELECT outcome FROM jobs.runs WHERE runs.name = job.name AND outcome IN ('succeeded', 'failed')
     ORDER BY started_at DESC, run DESC, share DESC LIMIT 1) AS outcome
  FROM unnest($1::text[]) AS job(name)`;

/** Lets every scrape see how the jobs fare, in whichever process they last ran. */
export function measureJobs(
  { metrics, database }: Pick<Engines, 'metrics' | 'database'>,
  jobs: readonly Job[],
): void {
  metrics.onScrape(async () => {
    metrics.jobLastSuccess.reset();
    metrics.jobFailing.reset();
    const names = jobs.map(({ name }) => name);
    const { rows } = await database.query<LastRuns>({
      name: 'jobs-last-runs',
      text: LAST_RUNS,
      values: [names],
    });
    for (const { name, succeeded, outcome } of rows) {
      if (succeeded) metrics.jobLastSuccess.set({ name }, succeeded.getTime() / 1000);
      if (outcome) metrics.jobFailing.set({ name }, outcome === 'failed' ? 1 : 0);
    }
  });
}
