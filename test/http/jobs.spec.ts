import { NestFactory } from '@nestjs/core';
import request from 'supertest';
import type { AccountEvent } from '#accounts';
import { jobsOf, RegisterModule, type RunningJobs, startJobs } from '#composition';
import { type RecordedEvent, START } from '#event-sourcing';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { ApiDocument } from '../support/api-document.ts';
import { eventually } from '../support/eventually.ts';
import { describeWithRedis, RedisServer } from '../support/redis-server.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf, signedInAs } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { testEngines } from '../support/test-engines.ts';
import { visible } from '../support/test-log.ts';
import { upToDate } from '../support/up-to-date.ts';

/** Where a portal listens, and the headers of a Caf security officer. */
interface Board {
  readonly url: string;
  readonly headers: Record<string, string>;
}

const list = async ({ url, headers }: Board) =>
  (await request(url).get('/api/jobs').set(headers).expect(200)).body;
const runsOf = async ({ url, headers }: Board, name: string) =>
  (await request(url).get(`/api/jobs/${name}/runs`).set(headers).expect(200)).body.items;
const runNow = ({ url, headers }: Board, name: string) =>
  request(url).post(`/api/jobs/${name}/runs`).set(headers).send({});

describe('The job board, of a portal that runs the jobs itself', () => {
  let running: RunningRegister;
  let api: ApiDocument;
  let board: Board;
  beforeAll(async () => {
    running = await runningRegister({ LOG_LEVEL: 'fatal' });
    api = await ApiDocument.of(running.url);
    const register = new SmallRegister(running.services);
    const userCode = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
    board = { url: running.url, headers: await sessionOf(running.url, userCode) };
  });
  afterAll(() => running.close());

  it('knows every job, what it is for and when it runs', async () => {
    const { runBy, queueAnswers, jobs } = await list(board);
    expect({ runBy, queueAnswers }).toEqual({ runBy: 'process', queueAnswers: null });
    expect(jobs.map(({ name }: { name: string }) => name)).toEqual(
      jobsOf(running.services).map(({ name }) => name),
    );
    for (const { purpose, scheduleInWords, nextRunAt } of jobs) {
      expect(purpose).toMatch(/\.$/);
      expect(scheduleInWords).toMatch(/^(chaque|toutes)/);
      expect(Date.parse(nextRunAt)).toBeGreaterThan(Date.now() - 60_000);
    }
  });

  it('runs a job when an officer asks, once at a time, and answers as documented', async () => {
    const { body } = await runNow(board, 'purge-sessions').expect(202);
    expect(api.faults('POST', '/api/jobs/purge-sessions/runs', 202, body)).toEqual([]);
    const [run] = await eventually(async () => {
      const items = await runsOf(board, 'purge-sessions');
      return items[0]?.endedAt ? items : null;
    });
    expect(run).toMatchObject({
      run: body.id,
      share: 1,
      shares: 1,
      outcome: 'succeeded',
      report: { purged: 0 },
    });
    const overview = await list(board);
    expect(api.faults('GET', '/api/jobs', 200, overview)).toEqual([]);
    expect(overview.jobs.find(({ name }: { name: string }) => name === 'purge-sessions').last.run).toBe(
      body.id,
    );

    const page = await request(board.url).get('/api/jobs/purge-sessions/runs').set(board.headers);
    expect(api.faults('GET', '/api/jobs/purge-sessions/runs', 200, page.body)).toEqual([]);
  });

  it('an act says which officer asked for it, before it runs', async () => {
    const fresh = await upToDate(running.engines.database);
    const { body } = await request(board.url)
      .get('/api/acts?kind=operation')
      .set({ ...board.headers, ...fresh });
    expect(body.items).toMatchObject([
      {
        isOwn: true,
        actor: { kind: 'caf' },
        steps: [{ title: 'Exécution d’une tâche périodique demandée' }],
      },
    ]);
  });

  it('refuses what is running already, what it does not know, and a cursor that is none', async () => {
    const { database } = running.engines;
    const other = await database.dedicated();
    await other.query(`SELECT pg_advisory_lock(hashtextextended('job:idle-reminders:0', 0))`);
    await database.query(
      `INSERT INTO jobs.runs (run, share, shares, name, started_at, attempts)
       VALUES (gen_random_uuid(), 0, 1, 'idle-reminders', now(), 1)`,
    );
    expect((await runNow(board, 'idle-reminders').expect(409)).body.code).toBe('job-running');
    await other.end();
    await eventually(async () => (await runNow(board, 'idle-reminders')).status === 202);

    expect((await runNow(board, 'nothing').expect(404)).body.code).toBe('unknown-job');
    expect((await runNow(board, 'Not-A-Name').expect(422)).body.code).toBe('invalid-fields');
    const read = (path: string) => request(board.url).get(path).set(board.headers);
    expect((await read('/api/jobs/nothing/runs').expect(404)).body.code).toBe('unknown-job');
    expect((await read('/api/jobs/purge-sessions/runs?cursor=no').expect(422)).body.code).toBe('bad-cursor');
    expect((await read('/api/jobs/purge-sessions/runs?limit=0').expect(422)).body.code).toBe(
      'invalid-fields',
    );
  });
});

describeWithRedis('The job board, of a portal beside workers and a queue', () => {
  let redis: RedisServer;
  let board: Board;
  let close: () => Promise<void>;
  let startWorker: () => Promise<RunningJobs>;
  let namesAndCodes: string[];

  beforeAll(async () => {
    redis = await RedisServer.start();
    const engines = await testEngines({ REDIS_URL: redis.url, LOG_LEVEL: 'fatal' });
    const portal = await createPortal(engines);
    await portal.listen(0);
    const headers = await signedInAs(portal, 'caf-security');
    board = { url: await portal.getUrl(), headers };
    await visible(engines);
    const { events } = await engines.store.readAll({ after: START, categories: ['account'], limit: 100 });
    namesAndCodes = (events as RecordedEvent<AccountEvent>[]).flatMap(({ type, data }) =>
      type === 'AccountOpened' ? [data.userCode, data.name, data.email] : [],
    );
    const worker = await NestFactory.createApplicationContext(RegisterModule.with(engines), {
      logger: false,
    });
    startWorker = () => startJobs(worker, engines);
    close = async () => {
      await worker.close();
      await portal.close();
      await engines.close();
    };
  });
  afterAll(async () => {
    await close();
    await redis.kill();
  });

  it('has a worker run the job; the portal itself runs none', async () => {
    expect(await list(board)).toMatchObject({ runBy: 'queue', queueAnswers: true });
    const { body } = await runNow(board, 'purge-sessions').expect(202);
    expect((await runNow(board, 'purge-sessions').expect(202)).body).toEqual(body);
    expect(await runsOf(board, 'purge-sessions')).toEqual([]);

    const worker = await startWorker();
    await eventually(async () => (await runsOf(board, 'purge-sessions'))[0]?.outcome === 'succeeded');
    expect(await runsOf(board, 'purge-sessions')).toMatchObject([{ run: body.id }]);
    await worker.stop();
  });

  it('puts nothing about a person into Redis, whatever the jobs do', async () => {
    const worker = await startWorker();
    const { jobs } = await list(board);
    for (const { name } of jobs) await runNow(board, name).expect(202);
    await eventually(async () => {
      const { jobs: now } = await list(board);
      return now.every(({ last }: { last: { outcome: string } | null }) => last?.outcome === 'succeeded');
    });
    const kept = await redis.everything();
    expect(kept).toContain('block-idle-codes');
    expect(namesAndCodes.length).toBeGreaterThanOrEqual(3);
    for (const text of namesAndCodes) expect(kept).not.toContain(text);
    await worker.stop();
  });

  it('says that the queue does not answer, and takes no run; the history is still there', async () => {
    await redis.kill();
    const { queueAnswers, jobs } = await list(board);
    expect(queueAnswers).toBe(false);
    expect(jobs.some(({ last }: { last: unknown }) => last !== null)).toBe(true);
    expect((await runNow(board, 'purge-sessions').expect(503)).body.code).toBe('queue-unavailable');
    await redis.start();
    await eventually(async () => (await list(board)).queueAnswers === true);
    await runNow(board, 'purge-sessions').expect(202);
  });
});
