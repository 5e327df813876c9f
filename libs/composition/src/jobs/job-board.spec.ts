import { Logger } from '@nestjs/common';
import type { EventStore, NewEvent } from '#event-sourcing';
import { type Config, type Job, runAs, systemActor } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { TestClock } from '../../../../test/support/test-clock.ts';
import type { TestDatabase } from '../../../../test/support/test-database.ts';
import { NEVER_NOW, ScriptedJob, SharedJob } from './contract/fixture.ts';
import { jobsDatabase } from './contract/schedule.contract.ts';
import { JobBoard } from './job-board.ts';
import { JobRunner } from './job-runner.ts';
import { ONCE } from './retries.ts';

const config = {} as Config;

describe('JobBoard, without a queue', () => {
  let db: TestDatabase;
  let clock: TestClock;
  let boards: JobBoard[];
  let asked: unknown[];
  beforeAll(async () => {
    Logger.overrideLogger(false);
    db = await jobsDatabase();
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    await db.database.query('DELETE FROM jobs.runs');
    clock = new TestClock('2026-06-10T10:00:00.000Z');
    boards = [];
    asked = [];
  });
  /** What is put on record of those who ask. */
  const store = {
    append: async (stream: string, _: unknown, events: readonly NewEvent[]) => {
      asked.push(...events.map(({ type, metadata }) => [stream, type, metadata.actor.code]));
    },
  } as unknown as EventStore;
  const start = (board: JobBoard, name: string) => runAs(systemActor('somebody'), () => board.start(name));
  afterEach(() => Promise.all(boards.map((board) => board.close())));

  async function open(...jobs: Job[]): Promise<JobBoard> {
    const board = await JobBoard.open(() => jobs, { config, database: db.database, store, clock });
    boards.push(board);
    return board;
  }
  const runner = () => new JobRunner(db.database, clock);
  const only = async (board: JobBoard) => (await board.overview()).jobs[0]!;

  it('shows a job that never ran, and when it will', async () => {
    expect(await (await open(new ScriptedJob('new', undefined, '20 7 * * *'))).overview()).toEqual({
      runBy: 'process',
      queueAnswers: null,
      jobs: [
        {
          name: 'new',
          title: 'new',
          purpose: 'Sert aux essais.',
          schedule: '20 7 * * *',
          scheduleInWords: 'chaque jour à\u00a007:20',
          nextRunAt: '2026-06-11T05:20:00.000Z',
          running: false,
          last: null,
          failures: [],
          failureCount: 0,
        },
      ],
    });
  });

  it('takes the shares of a run together, and shows the worst that became of them', async () => {
    const job = new SharedJob('shared', 3, async ({ index }) => {
      clock.advance({ seconds: 10 });
      if (index === 1) throw new Error('no');
      return { examined: 5, blocked: index };
    });
    const board = await open(job);
    await expect(runner().runWhole(job)).rejects.toThrow('no');
    expect(await only(board)).toMatchObject({
      running: false,
      failureCount: 1,
      failures: [{ share: 2, shares: 3, outcome: 'failed' }],
      last: {
        shares: 3,
        done: 2,
        startedAt: '2026-06-10T10:00:00.000Z',
        endedAt: '2026-06-10T10:00:30.000Z',
        outcome: 'failed',
        report: { examined: 10, blocked: 2 },
        reportInWords: 'examinés\u00a0:\u00a010, bloqués\u00a0:\u00a02',
        reason: expect.stringMatching(/^Error at /),
      },
    });
  });

  it('says into how many shares a run was cut, also when that could not be told at first', async () => {
    const job = new SharedJob('cut-late', 3);
    jest.spyOn(job, 'shares').mockRejectedValueOnce(new Error('not yet'));
    const board = await open(job);
    await runner().runWhole(job, { retries: { attempts: 2, firstPauseMs: 0 } });
    expect((await only(board)).last).toMatchObject({ shares: 3, done: 3, outcome: 'succeeded' });
  });

  it('forgets failures after a week, and the runs themselves after 90 days', async () => {
    let fails = true;
    const job = new ScriptedJob('fails-once', async () => {
      if (fails) throw new Error('no');
      return { examined: 1 };
    });
    const board = await open(job);
    await expect(runner().runWhole(job)).rejects.toThrow();
    clock.advance({ days: 7 });
    expect((await only(board)).failureCount).toBe(1);
    clock.advance({ days: 1 });
    expect((await only(board)).failureCount).toBe(0);
    fails = false;
    clock.advance({ days: 82 });
    await runner().runWhole(job);
    expect((await board.runs(job.name, undefined, 10)).items).toHaveLength(2);
    clock.advance({ days: 1 });
    await runner().runWhole(job);
    expect((await board.runs(job.name, undefined, 10)).items).toHaveLength(2);
  });

  it('shows the latest failures alone, and counts all of them', async () => {
    const job = new SharedJob('fails-often', 7, () => Promise.reject(new Error('no')));
    const board = await open(job);
    await expect(runner().runWhole(job)).rejects.toThrow('no');
    const { failures, failureCount } = await only(board);
    expect([failureCount, failures.map(({ share }) => share)]).toEqual([7, [7, 6, 5, 4, 3]]);
  });

  it('runs a job now, in this process, and shows it at work and done', async () => {
    let finish: (() => void) | undefined;
    const job = new ScriptedJob('slow', async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { examined: 1 };
    });
    const board = await open(job);
    const run = await start(board, job.name);
    expect(asked).toEqual([['job-slow', 'JobRunAsked', 'somebody']]);
    await eventually(() => finish);
    expect(await only(board)).toMatchObject({
      running: true,
      last: { run, outcome: 'running', endedAt: null },
    });
    await expect(start(board, job.name)).rejects.toMatchObject({ kind: 'conflict', code: 'job-running' });
    finish!();
    await board.close();
    expect(await only(board)).toMatchObject({ running: false, last: { run, outcome: 'succeeded' } });
  });

  it('runs a job once for two who ask at the same moment', async () => {
    const job = new ScriptedJob('asked-twice', undefined, NEVER_NOW);
    const board = await open(job);
    const both = await Promise.allSettled([start(board, job.name), start(board, job.name)]);
    // Whichever of them the database answers first.
    expect(both.sort((one, other) => one.status.localeCompare(other.status))).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'job-running' } },
    ]);
    await board.close();
    expect(job.taken).toHaveLength(1);
  });

  it('knows a run whose process is gone from one that is at work', async () => {
    const job = new ScriptedJob('killed', undefined, NEVER_NOW);
    await db.database.query(
      `INSERT INTO jobs.runs (run, share, shares, name, started_at, attempts)
       VALUES (gen_random_uuid(), 0, 1, 'killed', $1, 1)`,
      [clock.now()],
    );
    expect(await only(await open(job))).toMatchObject({ running: false, last: { outcome: 'interrupted' } });
    await expect(start(await open(job), job.name)).resolves.toEqual(expect.any(String));
  });

  it('pages through the history, the latest first, without gap or repetition', async () => {
    const job = new SharedJob('paged', 3);
    for (let time = 0; time < 4; time++) {
      await runner().runWhole(job, { retries: ONCE });
      if (time !== 1) clock.advance({ minutes: 1 });
    }
    const board = await open(job);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, next } = await board.runs(job.name, cursor, 5);
      seen.push(...items.map(({ startedAt, run, share }) => `${startedAt} ${run} ${share}`));
      cursor = next ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(12);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    await expect(board.runs(job.name, 'nonsense', 5)).rejects.toMatchObject({ code: 'bad-cursor' });
  });

  it('knows no other jobs', async () => {
    const board = await open();
    await expect(start(board, 'other')).rejects.toMatchObject({ kind: 'not-found', code: 'unknown-job' });
    expect(() => board.runs('other', undefined, 5)).toThrow(expect.objectContaining({ code: 'unknown-job' }));
  });
});
