import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { executionContext, type Job, migrate, SystemClock } from '#platform';
import { eventually } from '../../../../../test/support/eventually.ts';
import { type TestDatabase, testDatabase } from '../../../../../test/support/test-database.ts';
import { JobRunner, lockOf } from '../job-runner.ts';
import { jobRunSteps } from '../job-runs.ts';
import type { Retries } from '../retries.ts';
import type { RunningJobs } from '../running-jobs.ts';
import { EVERY_SECOND, history, missATick, NEVER_NOW, ScriptedJob, SharedJob } from './fixture.ts';

const RETRIES: Retries = { attempts: 3, firstPauseMs: 150 };

export const jobsDatabase = (): Promise<TestDatabase> =>
  testDatabase({ name: 'jobs', prepare: (database) => migrate(database, 'jobs', jobRunSteps) });

/** What every schedule does, whoever hands out the work. `start` starts one that has nothing from before. */
export function scheduleContract(
  start: (jobs: readonly Job[], runner: JobRunner, retries: Retries) => Promise<RunningJobs>,
): void {
  let db: TestDatabase;
  let started: RunningJobs[];
  beforeAll(async () => {
    Logger.overrideLogger(false);
    db = await jobsDatabase();
  });
  afterAll(() => db.drop());
  beforeEach(() => {
    started = [];
  });
  afterEach(() => Promise.all(started.map((schedule) => schedule.stop())));

  async function run(...jobs: Job[]): Promise<RunningJobs> {
    const schedule = await start(jobs, new JobRunner(db.database, new SystemClock()), RETRIES);
    started.push(schedule);
    return schedule;
  }
  const runsOf = ({ name }: Job) => history(db.database, name);

  it('runs a job at its times, in the name of the job', async () => {
    const actors: unknown[] = [];
    const job = new ScriptedJob('at-its-times', async () => {
      actors.push(executionContext().actor);
      return { examined: 2 };
    });
    await run(job);
    await eventually(() => job.taken.length >= 2);
    await eventually(async () => (await runsOf(job))[1]?.outcome === 'succeeded');
    const [first, second] = await runsOf(job);
    expect(first).toMatchObject({ share: 0, shares: 1, report: { examined: 2 }, reason: null, attempts: 1 });
    expect(second!.run).not.toBe(first!.run);
    expect(actors[0]).toEqual({ code: 'at-its-times', role: 'system', organism: null });
  });

  it('tries a failed run again after growing pauses, then keeps it with its reason, without what the error said', async () => {
    const times: number[] = [];
    const job = new ScriptedJob(
      'fails',
      async () => {
        times.push(Date.now());
        throw Object.assign(new RangeError('of jean.dupont@mairie.example'), { code: 'EENVELOPE' });
      },
      NEVER_NOW,
    );
    await missATick(db.database, job);
    await run(job);
    const failed = await eventually(async () =>
      (await runsOf(job)).find(({ outcome }) => outcome === 'failed'),
    );
    expect(failed).toMatchObject({ attempts: 3, report: null });
    expect(failed.reason).toMatch(/^RangeError EENVELOPE at .*schedule\.contract\.ts:\d+/);
    expect(failed.reason).not.toContain('dupont');
    expect(times).toHaveLength(3);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(140);
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(290);
    expect(await runsOf(job)).toHaveLength(1);
  });

  it('has succeeded when a later attempt does, and says how many it took', async () => {
    const job = new ScriptedJob(
      'recovers',
      async (_, time) => {
        if (time < 3) throw new Error('not yet');
        return { examined: time };
      },
      NEVER_NOW,
    );
    await missATick(db.database, job);
    await run(job);
    await eventually(async () => (await runsOf(job))[0]?.outcome === 'succeeded');
    expect(await runsOf(job)).toMatchObject([{ attempts: 3, report: { examined: 3 } }]);
  });

  it('runs each share of a run once, and again only the share that failed', async () => {
    const job = new SharedJob(
      'in-shares',
      4,
      async ({ index }) => {
        const isSecondTime = job.taken.filter((share) => share.index === index).length > 1;
        if (index === 2 && !isSecondTime) throw new Error('not yet');
        return { examined: index };
      },
      NEVER_NOW,
    );
    await missATick(db.database, job);
    await run(job);
    await eventually(
      async () => (await runsOf(job)).filter(({ outcome }) => outcome === 'succeeded').length === 4,
    );
    const rows = await runsOf(job);
    expect(rows.map(({ share, shares, attempts }) => [share, shares, attempts]).sort()).toEqual([
      [0, 4, 1],
      [1, 4, 1],
      [2, 4, 2],
      [3, 4, 1],
    ]);
    expect(new Set(rows.map(({ run }) => run)).size).toBe(1);
    expect(job.taken.map(({ index }) => index).sort()).toEqual([0, 1, 2, 2, 3]);
  });

  it('makes up for a tick that went by with nobody there, once; a job that never ran has missed none', async () => {
    const job = new ScriptedJob('missed', undefined, NEVER_NOW);
    const fresh = new ScriptedJob('never-ran', undefined, NEVER_NOW);
    await missATick(db.database, job);
    const schedule = await run(job, fresh);
    await eventually(async () => (await runsOf(job)).length === 1);
    await schedule.stop();
    const witness = new ScriptedJob('witness');
    await run(job, fresh, witness);
    await eventually(() => witness.taken.length > 0);
    expect(job.taken).toHaveLength(1);
    expect(fresh.taken).toHaveLength(0);
  });

  it('keeps one failing job from disturbing the others', async () => {
    const bad = new ScriptedJob('bad', () => Promise.reject('not even an error'));
    const good = new ScriptedJob('good');
    await run(bad, good);
    await eventually(() => good.taken.length >= 2 && bad.taken.length >= 2);
    await eventually(async () => (await runsOf(bad)).some(({ reason }) => reason === 'Unknown'));
  });

  it('leaves a share alone that another process is running', async () => {
    const job = new ScriptedJob('elsewhere', undefined, EVERY_SECOND);
    const witness = new ScriptedJob('witness-of-elsewhere');
    const other = await db.database.dedicated();
    await other.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [lockOf(job.name, 0)]);
    await run(job, witness);
    await eventually(() => witness.taken.length >= 2);
    expect(job.taken).toEqual([]);
    await other.end();
    await eventually(() => job.taken.length > 0);
  });

  it('stops when the runs under way have ended, and starts no other', async () => {
    let finish: (() => void) | undefined;
    const job = new ScriptedJob('under-way', async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { examined: 1 };
    });
    const schedule = await run(job);
    await eventually(() => finish);
    let stopped = false;
    const stopping = schedule.stop().then(() => {
      stopped = true;
    });
    await delay(100);
    expect(stopped).toBe(false);
    finish!();
    await stopping;
    expect(await runsOf(job)).toMatchObject([{ outcome: 'succeeded' }]);
    await delay(1200);
    expect(job.taken).toHaveLength(1);
  });

  it('calls a run interrupted that never said how it ended, when the next one begins', async () => {
    const job = new ScriptedJob('killed');
    await db.database.query(
      `INSERT INTO jobs.runs (run, share, shares, name, started_at, attempts)
       VALUES (gen_random_uuid(), 0, 1, $1, now() - interval '5 minutes', 1)`,
      [job.name],
    );
    await run(job);
    await eventually(async () => (await runsOf(job))[0]?.outcome === 'interrupted');
  });
}
