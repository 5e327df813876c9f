import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Job, type Share, systemActor } from '#platform';
import { eventually } from '../../../../../test/support/eventually.ts';
import { describeWithRedis, RedisServer } from '../../../../../test/support/redis-server.ts';
import { TestClock } from '../../../../../test/support/test-clock.ts';
import { testEngines } from '../../../../../test/support/test-engines.ts';
import { RegisterModule } from '../../core.module.ts';
import { type Engines, openEngines } from '../../engines.ts';
import { followersOf } from '../../followers.ts';
import { history, NEVER_NOW } from '../contract/fixture.ts';
import { addUp, JobRunner } from '../job-runner.ts';
import { jobsOf } from '../jobs-of.ts';
import { JobQueue } from './job-queue.ts';
import { QueuedSchedule } from './queued-schedule.ts';

const SWEEP = 'block-idle-codes';
const OPENED = '2026-02-02T09:00:00.000Z';
const IN_USE = 10;
const IDLE = 50;
/** More than one worker runs at a time. */
const SHARES = 5;
/** Where much else runs at the same time. */
const SLOW_SWEEP_MS = 30_000;

describeWithRedis('The sweep of idle codes, on two workers', () => {
  let redis: RedisServer;
  let clock: TestClock;
  let engines: Engines;
  let queue: JobQueue;
  /** The shares that each worker takes. */
  let workers: Share[][];
  /** What closes the workers. */
  let closing: (() => Promise<void>)[];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    clock = new TestClock(OPENED);
    redis = await RedisServer.start();
    engines = await testEngines({ REDIS_URL: redis.url }, clock);
    queue = new JobQueue(redis.url);
    workers = [];
    closing = [];
  });
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()));
    await queue.close();
    await engines.close();
    await redis.kill();
  });

  /** Opens codes whose 45 days begin now. */
  async function open(codes: readonly string[]): Promise<void> {
    const now = clock.now();
    const metadata = { correlationId: 'c', causationId: 'c', actor: systemActor('test'), occurredAt: now };
    const holder = {
      personId: null,
      role: 'agent',
      organism: { id: 'mairie', name: 'Mairie' },
      name: 'Agent',
    };
    await Promise.all(
      codes.map((userCode) =>
        engines.store.append(`account-${userCode}`, 'none', [
          {
            id: randomUUID(),
            type: 'AccountOpened',
            metadata,
            data: { ...holder, userCode, holder: userCode, email: `${userCode}@mairie.example` },
          },
          {
            id: randomUUID(),
            type: 'CredentialsDelivered',
            metadata,
            data: { delivery: 1, at: now, expiresAt: now },
          },
        ]),
      ),
    );
  }

  /** A worker of its own, ready; no share begins before each worker has one. */
  async function startWorker(): Promise<void> {
    const own = await openEngines(engines.config, { clock });
    const app = await NestFactory.createApplicationContext(RegisterModule.with(own), { logger: false });
    const sweep = jobsOf(app).find(({ name }) => name === SWEEP)!;
    const taken: Share[] = [];
    workers.push(taken);
    const watched: Job = {
      ...sweep,
      schedule: NEVER_NOW,
      shares: async () => SHARES,
      run: async (share) => {
        taken.push(share);
        await eventually(() => workers.every(({ length }) => length > 0), SLOW_SWEEP_MS);
        return sweep.run(share);
      },
    };
    const schedule = new QueuedSchedule([watched], new JobRunner(own.database, clock), redis.url);
    schedule.start();
    closing.push(async () => {
      await schedule.stop();
      await app.close();
      await own.close();
    });
    await eventually(() => schedule.ready().then(() => true));
  }

  /** The read model as a projector makes it. */
  async function project(): Promise<void> {
    const app = await NestFactory.createApplicationContext(RegisterModule.with(engines), { logger: false });
    const accounts = followersOf(app, engines).find(({ name }) => name === 'accounts')!;
    accounts.start();
    closing.push(async () => {
      await accounts.stop();
      await app.close();
    });
    await eventually(async () => {
      const { rows } = await engines.database.query('SELECT count(*)::int AS codes FROM accounts.accounts');
      return rows[0]!.codes === IDLE + IN_USE;
    });
  }

  it(
    'R21: blocks each code exactly once, and both take shares of it',
    async () => {
      const codes = Array.from({ length: IDLE + IN_USE }, (_, n) => `A${String(n).padStart(6, '0')}`);
      const [idle, inUse] = [codes.slice(0, IDLE), codes.slice(IDLE)];
      await open(idle);
      clock.advance({ days: 46 });
      await open(inUse);
      await project();

      await Promise.all([startWorker(), startWorker()]);
      await queue.addNow(SWEEP);
      const done = await eventually(async () => {
        const succeeded = (await history(engines.database, SWEEP)).filter(
          ({ outcome }) => outcome === 'succeeded',
        );
        return succeeded.length === SHARES ? succeeded : null;
      }, SLOW_SWEEP_MS);

      for (const taken of workers) expect(taken.length).toBeGreaterThan(0);
      expect(workers.flat().sort((one, other) => one.index - other.index)).toEqual(
        Array.from({ length: SHARES }, (_, index) => ({ index, of: SHARES })),
      );
      expect(addUp(done.map(({ report }) => report!))).toEqual({ examined: IDLE, blocked: IDLE });
      const { rows } = await engines.database.query<{ stream: string }>(
        `SELECT stream FROM event_log.events WHERE type = 'AccountBlocked' ORDER BY stream`,
      );
      expect(rows.map(({ stream }) => stream)).toEqual(idle.map((code) => `account-${code}`));
    },
    2 * SLOW_SWEEP_MS,
  );
});
