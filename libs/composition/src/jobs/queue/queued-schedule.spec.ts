import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { type Job, type JobReport, type Share, SystemClock } from '#platform';
import { eventually } from '../../../../../test/support/eventually.ts';
import { describeWithRedis, RedisServer } from '../../../../../test/support/redis-server.ts';
import type { TestDatabase } from '../../../../../test/support/test-database.ts';
import { EVERY_SECOND, history, missATick, NEVER_NOW, ScriptedJob, SharedJob } from '../contract/fixture.ts';
import { jobsDatabase, scheduleContract } from '../contract/schedule.contract.ts';
import { JobRunner } from '../job-runner.ts';
import { PREFIX, QUEUE, runOf } from './job-queue.ts';
import { QueuedSchedule } from './queued-schedule.ts';

const SOON_MS = 4000;
const OPTIONS = { retries: { attempts: 3, firstPauseMs: 100 }, lookMs: 300 };

describeWithRedis('QueuedSchedule, among several and through outages', () => {
  let db: TestDatabase;
  let runner: JobRunner;
  let redis: RedisServer;
  let started: QueuedSchedule[];
  /** What an onlooker sees of the queue. */
  let queue: Queue;
  let connection: Redis;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    db = await jobsDatabase();
    runner = new JobRunner(db.database, new SystemClock());
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    redis = await RedisServer.start();
    connection = new Redis(redis.url, { retryStrategy: () => 50 });
    connection.on('error', () => {});
    queue = new Queue(QUEUE, { connection, prefix: PREFIX });
    queue.on('error', () => {});
    started = [];
  });
  afterEach(async () => {
    redis.thaw();
    await Promise.all(started.map((schedule) => schedule.stop()));
    connection.disconnect();
    await redis.kill();
  });

  /** A worker of its own, ready unless Redis is away. */
  async function start(jobs: readonly Job[], { away = false } = {}): Promise<QueuedSchedule> {
    const schedule = new QueuedSchedule(jobs, runner, redis.url, OPTIONS);
    started.push(schedule);
    schedule.start();
    if (!away) await ready(schedule);
    return schedule;
  }
  const runsOf = ({ name }: Job) => history(db.database, name);
  const succeeded = async (job: Job) => (await runsOf(job)).filter(({ outcome }) => outcome === 'succeeded');

  it('spreads the shares of a run over the workers', async () => {
    const script = async ({ index }: Share): Promise<JobReport> => {
      await delay(100);
      return { examined: index };
    };
    const [here, there] = [1, 2].map(() => new SharedJob('spread', 12, script, NEVER_NOW));
    await missATick(db.database, here!);
    await Promise.all([start([here!]), start([there!])]);
    await eventually(async () => (await succeeded(here!)).length === 12);
    expect(here!.taken.length).toBeGreaterThan(1);
    expect(there!.taken.length).toBeGreaterThan(1);
    const taken = [...here!.taken, ...there!.taken].map(({ index }) => index).sort((a, b) => a - b);
    expect(taken).toEqual(Array.from({ length: 12 }, (_, index) => index));
  });

  it('leaves a Redis alone that refuses what it asks, is not ready meanwhile, and goes on when it no longer does', async () => {
    const job = new ScriptedJob('refused');
    const limit = (memory: string) => redis.ask((redis) => redis.config('SET', 'maxmemory', memory));
    await limit('1');
    const schedule = await start([job], { away: true });
    await eventually(() =>
      schedule.ready().then(
        () => false,
        (error) => error.message === 'Redis refuses what a worker asks',
      ),
    );
    await limit('0');
    await ready(schedule);
    await eventually(async () => (await succeeded(job)).length > 0);
  });

  it('adds no share twice when the tick is delivered again', async () => {
    const job = new SharedJob('again', 3, undefined, NEVER_NOW);
    await missATick(db.database, job);
    await start([job]);
    await eventually(async () => (await succeeded(job)).length === 3);
    const tick = await eventually(async () =>
      (await queue.getCompleted()).find(({ data }) => data.index === undefined),
    );
    await tick.retry('completed');
    await eventually(async () => (await queue.getJob(tick.id!))?.attemptsStarted === 2);
    await eventually(async () => (await queue.getJobCounts('active', 'waiting', 'delayed')).active === 0);
    expect(job.taken).toHaveLength(3);
    expect(await runsOf(job)).toHaveLength(3);
  });

  it('keeps one line of history for a share that is delivered twice', async () => {
    const job = new SharedJob('twice', 2, undefined, NEVER_NOW);
    await missATick(db.database, job);
    await start([job]);
    await eventually(async () => (await succeeded(job)).length === 2);
    const share = await eventually(async () =>
      (await queue.getCompleted()).find(({ data }) => data.index === 1),
    );
    await share.retry('completed');
    await eventually(() => job.taken.length === 3);
    await eventually(async () => (await succeeded(job)).length === 2);
  });

  it('keeps what failed in Redis too, with its reason and without what the error said', async () => {
    const job = new ScriptedJob('kept', () => Promise.reject(new TypeError('A123456, Léa')), NEVER_NOW);
    await missATick(db.database, job);
    await start([job]);
    const [failed] = await eventually(async () => {
      const jobs = await queue.getFailed();
      return jobs.length > 0 ? jobs : null;
    });
    expect(failed!.failedReason).toMatch(/^TypeError at .*queued-schedule\.spec\.ts:\d+/);
    expect(failed!.attemptsMade).toBe(3);
    expect(await redis.everything()).not.toContain('Léa');
  });

  it('tells Redis the name of the job and the share, and nothing else', async () => {
    const job = new SharedJob('says-little', 2, undefined, NEVER_NOW);
    await missATick(db.database, job);
    await start([job]);
    await eventually(async () => (await succeeded(job)).length === 2);
    const tickets = (await queue.getJobs()).map(({ data }) => JSON.stringify(data)).sort();
    expect(tickets).toEqual([
      '{"name":"says-little","index":0,"of":2}',
      '{"name":"says-little","index":1,"of":2}',
      '{"name":"says-little"}',
      '{"name":"says-little"}',
    ]);
  });

  it('removes the scheduler of a job that is no more, and follows one whose times have changed', async () => {
    const gone = new ScriptedJob('gone');
    const changed = new ScriptedJob('changed', undefined, EVERY_SECOND);
    await (await start([gone, changed])).stop();
    await start([new ScriptedJob('changed', undefined, '5 4 * * *')]);
    const schedulers = await queue.getJobSchedulers();
    expect(schedulers).toMatchObject([{ key: 'changed', pattern: '5 4 * * *', tz: 'Europe/Paris' }]);
  });

  it('leaves a scheduler in place that is right: a run that is due stays due', async () => {
    const job = new ScriptedJob('due');
    await (await start([job])).stop();
    await delay(1500);
    const due = (await queue.getJobSchedulers())[0]!.next!;
    expect(due).toBeLessThan(Date.now());
    await start([job]);
    await eventually(async () => (await runsOf(job)).some(({ run }) => run === runOf(`repeat:due:${due}`)));
  });

  it('goes on when Redis was emptied: the schedulers are there again without a hand', async () => {
    const job = new ScriptedJob('flushed');
    await start([job]);
    await eventually(() => job.taken.length > 0);
    await redis.ask((connection) => connection.flushall());
    const before = job.taken.length;
    await eventually(() => job.taken.length >= before + 2, SOON_MS);
  });

  it('goes on when Redis was killed and came back empty; nothing fails that was under way', async () => {
    const job = new ScriptedJob('crashed', async () => {
      await delay(300);
      return { examined: 1 };
    });
    const schedule = await start([job]);
    await eventually(() => job.taken.length > 0);
    await redis.kill();
    await eventually(() =>
      expect(schedule.ready())
        .rejects.toThrow('Redis does not answer')
        .then(() => true),
    );
    await eventually(async () => (await runsOf(job)).every(({ outcome }) => outcome === 'succeeded'));
    const before = job.taken.length;
    await redis.start();
    await eventually(() => job.taken.length >= before + 2);
    await ready(schedule);
  });

  it('makes up for what was due while Redis was away', async () => {
    const job = new ScriptedJob('daily', undefined, NEVER_NOW);
    await redis.kill();
    await missATick(db.database, job);
    await start([job], { away: true });
    await redis.start();
    await eventually(async () => (await succeeded(job)).length === 1);
  });

  it('starts though Redis is away, says so, and works as soon as it comes', async () => {
    await redis.kill();
    const job = new ScriptedJob('early');
    const schedule = await start([job], { away: true });
    await expect(schedule.ready()).rejects.toThrow('Redis does not answer');
    await redis.start();
    await eventually(() => job.taken.length > 0);
    await ready(schedule);
  });

  describe('stops within seconds', () => {
    const stopsSoon = async (schedule: QueuedSchedule) =>
      expect(await Promise.race([schedule.stop().then(() => 'stopped'), delay(SOON_MS)])).toBe('stopped');

    it('when Redis was never there', async () => {
      await redis.kill();
      await stopsSoon(await start([new ScriptedJob('never-there')], { away: true }));
    });

    it('when Redis was killed', async () => {
      const job = new ScriptedJob('gone-since');
      const schedule = await start([job]);
      await eventually(() => job.taken.length > 0);
      await redis.kill();
      await delay(500);
      await stopsSoon(schedule);
    });

    it('when Redis is there but answers nothing', async () => {
      const job = new ScriptedJob('frozen');
      const schedule = await start([job]);
      await eventually(() => job.taken.length > 0);
      redis.freeze();
      await stopsSoon(schedule);
    });

    it('and the run under way ends well though Redis is gone', async () => {
      const job = new ScriptedJob('last', async () => {
        await redis.kill();
        await delay(200);
        return { examined: 1 };
      });
      const schedule = await start([job]);
      await eventually(() => job.taken.length > 0);
      await stopsSoon(schedule);
      expect(await runsOf(job)).toMatchObject([{ outcome: 'succeeded' }]);
    });
  });
});

describeWithRedis('QueuedSchedule, on a real Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.kill());
  beforeEach(() => redis.ask((connection) => connection.flushall()));

  scheduleContract(async (jobs, runner, retries) => {
    const schedule = new QueuedSchedule(jobs, runner, redis.url, { retries });
    schedule.start();
    await ready(schedule);
    return schedule;
  });
});

const ready = (schedule: QueuedSchedule) => eventually(() => schedule.ready().then(() => true));
