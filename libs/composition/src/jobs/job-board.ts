import { randomUUID } from 'node:crypto';
import { WORK_NAMES } from '#audit-trail';
import { type EventStore, recordAskedRun } from '#event-sourcing';
import { addDays, conflict, type Job, type JobReport, notFound, parisDateOf, startOfDay } from '#platform';
import type { Engines } from '../engines.ts';
import { JobHistory } from './job-history.ts';
import { addUp, JobRunner } from './job-runner.ts';
import type { JobQueue } from './queue/job-queue.ts';
import { reportInWords } from './report-in-words.ts';
import { inWords, nextTick } from './ticks.ts';
import type { JobOverview, LastRun, RunOutcome, RunPage, RunView } from './view.ts';

const FAILURES_DAYS = 7;
const MOST_FAILURES = 5;

/** What became of the jobs, and how to have one run now: by a worker where there is a queue, in this process otherwise. */
export class JobBoard {
  private readonly history: JobHistory;
  private readonly runner: JobRunner;
  private readonly store: EventStore;
  /** What runs here, by the name of its job. */
  private readonly running = new Map<string, Promise<unknown>>();

  private constructor(
    private readonly jobs: () => readonly Job[],
    private readonly queue: JobQueue | null,
    { database, store, clock }: Pick<Engines, 'database' | 'store' | 'clock'>,
  ) {
    this.history = new JobHistory(database);
    this.runner = new JobRunner(database, clock);
    this.store = store;
  }

  /** `jobs` is asked when the application is complete. */
  static async open(
    jobs: () => readonly Job[],
    engines: Pick<Engines, 'config' | 'database' | 'store' | 'clock'>,
  ): Promise<JobBoard> {
    const { redisUrl } = engines.config;
    return new JobBoard(jobs, redisUrl ? await openQueue(redisUrl) : null, engines);
  }

  async overview(): Promise<JobOverview> {
    const jobs = this.jobs();
    const names = jobs.map(({ name }) => name);
    const now = this.runner.clock.now();
    const since = startOfDay(addDays(parisDateOf(now), -FAILURES_DAYS));
    const [latest, failures, failureCounts, running, queueAnswers] = await Promise.all([
      this.history.latest(names),
      this.history.failures(names, since, MOST_FAILURES),
      this.history.failureCounts(names, since),
      this.history.running(names),
      this.queueAnswers(),
    ]);
    return {
      runBy: this.queue ? 'queue' : 'process',
      queueAnswers,
      jobs: jobs.map(({ name, purpose, schedule }) => ({
        name,
        title: WORK_NAMES[name] ?? name,
        purpose,
        schedule,
        scheduleInWords: inWords(schedule),
        nextRunAt: nextTick(schedule, now),
        running: running.has(name),
        last: asOne(latest.get(name) ?? []),
        failures: failures.get(name) ?? [],
        failureCount: failureCounts.get(name) ?? 0,
      })),
    };
  }

  /** @throws Refusal unknown-job, bad-cursor */
  runs(name: string, cursor: string | undefined, limit: number): Promise<RunPage> {
    return this.history.page(this.known(name).name, cursor, limit);
  }

  /**
   * Has the job run as soon as may be, once it is on record who asks; answers the id that its run will have.
   * @throws Refusal unknown-job, job-running, queue-unavailable
   */
  async start(name: string): Promise<string> {
    const job = this.known(name);
    if ((await this.history.running([name])).has(name)) throw alreadyRunning();
    await recordAskedRun(this.store, job, this.runner.clock.now());
    // Of two who ask at once, neither is in the history yet.
    if (this.running.has(name)) throw alreadyRunning();
    return this.queue ? this.queue.addNow(name) : this.runHere(job);
  }

  /** Resolves when what runs here has ended. */
  async close(): Promise<void> {
    await Promise.all(this.running.values());
    await this.queue?.close();
  }

  private known(name: string): Job {
    const job = this.jobs().find((candidate) => candidate.name === name);
    if (!job) throw notFound('unknown-job', 'Cette tâche n’existe pas.');
    return job;
  }

  private runHere(job: Job): string {
    const run = randomUUID();
    const ended = this.runner
      .runWhole(job, { run })
      .catch((error) => this.runner.logFailure(job.name, error))
      .finally(() => this.running.delete(job.name));
    this.running.set(job.name, ended);
    return run;
  }

  private async queueAnswers(): Promise<boolean | null> {
    if (!this.queue) return null;
    return this.queue.ping().then(
      () => true,
      () => false,
    );
  }
}

const alreadyRunning = () => conflict('job-running', 'Cette tâche est déjà en cours.');

async function openQueue(redisUrl: string): Promise<JobQueue> {
  const { JobQueue } = await import('./queue/job-queue.ts');
  return new JobQueue(redisUrl);
}

const BY_CONCERN: readonly RunOutcome[] = ['running', 'failed', 'retrying', 'interrupted', 'succeeded'];

function asOne(shares: readonly RunView[]): LastRun | null {
  const [first] = shares;
  if (!first) return null;
  const done = shares.filter(({ outcome }) => outcome === 'succeeded').length;
  // A share that nobody has begun was lost with the queue, or waits while others run.
  const outcomes = new Set([
    ...shares.map(({ outcome }) => outcome),
    ...(shares.length < first.shares ? ['interrupted'] : []),
  ]);
  const outcome = BY_CONCERN.find((one) => outcomes.has(one))!;
  const reports = shares.map(({ report }) => report).filter((report): report is JobReport => report !== null);
  const report = reports.length > 0 ? addUp(reports) : null;
  const ends = shares.map(({ endedAt }) => endedAt);
  return {
    run: first.run,
    shares: first.shares,
    done,
    startedAt: shares.map(({ startedAt }) => startedAt).sort()[0]!,
    endedAt: outcome === 'running' || ends.includes(null) ? null : (ends.sort().at(-1) ?? null),
    outcome,
    report,
    reportInWords: reportInWords(report),
    reason: shares.find(({ outcome, reason }) => outcome !== 'succeeded' && reason)?.reason ?? null,
    attempts: Math.max(...shares.map(({ attempts }) => attempts)),
  };
}
