import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbServer } from '../eventstoredb/server.ts';
import { byAddress } from '../support/by-address.ts';
import { eventually } from '../support/eventually.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { freePort } from '../support/free-port.ts';
import { describeWithRedis, RedisServer } from '../support/redis-server.ts';
import { type AppName, killSpawnedApps, type SpawnedApp, spawnApp } from '../support/spawn-app.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

/** Where much else runs at the same time, a process is slow to start. */
const SLOW_START_MS = 90_000;

/** The figure asked for; what was seen is nearer to half a second. */
const TAKE_OVER_MS = 5000;

let db: TestDatabase;
let proxy: FaultProxy;
let dataDir: string;
let environment: NodeJS.ProcessEnv;
let portal: SpawnedApp;
let projector: SpawnedApp;
let standby: SpawnedApp;
let worker: SpawnedApp;

beforeAll(async () => {
  db = await testDatabase();
  proxy = new FaultProxy(byAddress(db.url));
  dataDir = await mkdtemp(join(tmpdir(), 'greffe-suite-'));
  environment = {
    GREFFE_DATA_DIR: dataDir,
    DATABASE_URL: await proxy.open(),
    GREFFE_SECRET: 'a-secret-for-tests-alone-0123456789',
    GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456',
  };
  await proxy.close();
});
afterAll(async () => {
  await killSpawnedApps();
  await proxy.close().catch(() => {});
  await db.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** PostgreSQL calls its sessions by `name`. */
const spawn = (app: AppName, name: string, more: NodeJS.ProcessEnv = {}) =>
  spawnApp(app, { ...environment, PGAPPNAME: name, ...more });

const all = (): SpawnedApp[] => [portal, projector, standby, worker];

/** How many locks of projections and reactors each process holds. */
async function locks(): Promise<Record<string, number>> {
  const { rows } = await db.database.query<{ name: string; count: number }>(
    `SELECT application_name AS name, count(*)::int FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND granted AND datname = current_database() AND application_name LIKE 'projector%'
     GROUP BY application_name`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

const signIn = (): Promise<Response> =>
  fetch(`${portal.url}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userCode: 'A000000', password: 'personne ne le sait' }),
  });

/** Every attempt is an event, which the projectors bring into the journal. */
async function attemptsInJournal(): Promise<number> {
  const { rows } = await db.database.query<{ count: number }>('SELECT count(*)::int FROM journal.attempts');
  return rows[0]!.count;
}

it(
  'waits for a PostgreSQL that comes later, and says so once: alive, and not ready',
  async () => {
    [portal, projector, standby, worker] = await Promise.all([
      spawn('portal', 'portal'),
      spawn('projector', 'projector-1'),
      spawn('projector', 'projector-2'),
      spawn('worker', 'worker'),
    ]);
    for (const app of all()) {
      await app.said(`${app.name}: waiting for PostgreSQL at ${proxy.host} (ECONNREFUSED)`);
      expect(await app.health('live')).toEqual({ status: 200, body: { status: 'live' } });
      expect(await app.health('ready')).toEqual({
        status: 503,
        body: { status: 'starting', obstacles: [{ part: 'PostgreSQL', reason: 'ECONNREFUSED' }] },
      });
    }
  },
  SLOW_START_MS,
);

it(
  'starts four processes at once on an empty database, and each says where it is ready',
  async () => {
    await proxy.open();
    for (const app of all()) {
      await app.ready();
      // On a busy machine it waits for other parts, too.
      const isWaiting = (line: string) => line.startsWith(`${app.name}: waiting for `);
      expect(app.lines[0]).toBe(`${app.name}: waiting for PostgreSQL at ${proxy.host} (ECONNREFUSED)`);
      expect(app.lines.filter((line) => !isWaiting(line))).toEqual([
        `${app.name}: ready on port ${app.port}`,
      ]);
      expect(await app.health('ready')).toEqual({ status: 200, body: { status: 'ready', obstacles: [] } });
    }
    expect((await fetch(`${portal.url}/api/session`)).status).toBe(401);
    for (const { url } of [projector, worker]) expect((await fetch(`${url}/api/session`)).status).toBe(404);
  },
  SLOW_START_MS,
);

it('shows when PostgreSQL is away, stays alive, and recovers', async () => {
  await proxy.close();
  for (const app of all()) {
    await eventually(async () => (await app.health('ready'))?.status === 503);
    expect(await app.health('live')).toMatchObject({ status: 200 });
  }
  expect(await portal.health('ready')).toEqual({
    status: 503,
    body: {
      status: 'failing',
      obstacles: [
        { part: 'PostgreSQL', reason: 'ECONNREFUSED' },
        { part: 'the event store', reason: 'ECONNREFUSED' },
        { part: 'read models', reason: 'ECONNREFUSED' },
      ],
    },
  });
  await proxy.open();
  for (const app of all()) await eventually(async () => (await app.health('ready'))?.status === 200);
});

it('has the stand-by take over within seconds of a kill -9', async () => {
  const held = await locks();
  const followers = Object.values(held).reduce((sum, count) => sum + count, 0);
  expect(followers).toBeGreaterThanOrEqual(8);
  const busy = (held['projector-1'] ?? 0) >= (held['projector-2'] ?? 0) ? projector : standby;
  const other = busy === projector ? standby : projector;
  const otherName = other === standby ? 'projector-2' : 'projector-1';

  const before = await attemptsInJournal();
  const killed = performance.now();
  await busy.kill();
  expect((await signIn()).status).toBe(401);
  await eventually(async () => (await attemptsInJournal()) > before);
  await eventually(async () => (await locks())[otherName] === followers);
  expect(performance.now() - killed).toBeLessThan(TAKE_OVER_MS);
  expect((await other.health('ready'))?.status).toBe(200);
  [projector, standby] = [other, busy];
});

it('answers what is under way before the portal ends, and lets nothing new in', async () => {
  const [answer] = await db.database.transaction(async (sql) => {
    await sql.query('LOCK TABLE admission.counts IN ACCESS EXCLUSIVE MODE');
    const slow = signIn();
    await eventually(async () => {
      const { rows } = await db.database.query(
        `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND application_name = 'portal'`,
      );
      return rows.length > 0;
    });
    portal.signal('SIGTERM');
    await portal.said('portal: SIGTERM, finishing what is under way');
    await eventually(async () => (await portal.health('live')) === null);
    return [slow];
  });
  expect((await answer!).status).toBe(401);
  expect(await portal.ended).toEqual({ code: 0, signal: null });
  expect(portal.lines.at(-1)).toBe('portal: stopped');
});

it('frees its locks when a projector is asked to end, and a worker ends too', async () => {
  expect(await Promise.all([projector.stop(), worker.stop()])).toEqual([
    { code: 0, signal: null },
    { code: 0, signal: null },
  ]);
  expect(projector.lines.slice(-2)).toEqual([
    'projector: SIGTERM, finishing what is under way',
    'projector: stopped',
  ]);
  await eventually(async () => Object.keys(await locks()).length === 0);
});

it(
  'waits for an EventStoreDB that comes later, and says so once',
  async () => {
    const port = await freePort();
    const host = `127.0.0.1:${port}`;
    const empty = await testDatabase();
    const waiting = await spawn('projector', 'projector-3', {
      DATABASE_URL: empty.url,
      EVENTSTORE_URL: `esdb://${host}?tls=false`,
    });
    await waiting.said(new RegExp(`^projector: waiting for the event store at ${host}`));
    expect(await waiting.health('ready')).toMatchObject({
      status: 503,
      body: { status: 'starting', obstacles: [{ part: 'the event store' }] },
    });
    const server = await EventStoreDbServer.start({ port });
    try {
      await waiting.ready();
      expect(waiting.lines.filter((line) => line.startsWith('projector: '))).toHaveLength(2);
      expect(await waiting.health('ready')).toEqual({
        status: 200,
        body: { status: 'ready', obstacles: [] },
      });
      expect(await waiting.stop()).toEqual({ code: 0, signal: null });
    } finally {
      await server.stop();
      await empty.drop();
    }
  },
  SLOW_START_MS,
);

it(
  'drains also when it is at work and not ready yet',
  async () => {
    await db.database.query(`UPDATE followers.checkpoints SET version = version + 1 WHERE name = 'journal'`);
    try {
      const early = await spawn('portal', 'portal-2');
      await early.said(/^portal: waiting for journal/);
      expect(await early.stop()).toEqual({ code: 0, signal: null });
      expect(early.lines.slice(-2)).toEqual([
        'portal: SIGTERM, finishing what is under way',
        'portal: stopped',
      ]);
    } finally {
      await db.database.query(
        `UPDATE followers.checkpoints SET version = version - 1 WHERE name = 'journal'`,
      );
    }
  },
  SLOW_START_MS,
);

describeWithRedis('A worker with a queue', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
    await redis.kill();
  });
  afterAll(() => redis.kill());

  it(
    'waits for a Redis that comes later, says so once, and is ready only while it answers',
    async () => {
      const host = `127.0.0.1:${redis.port}`;
      const queued = await spawn('worker', 'worker-2', { REDIS_URL: redis.url });
      await queued.said(`worker: waiting for Redis at ${host} (ECONNREFUSED)`);
      expect(await queued.health('ready')).toEqual({
        status: 503,
        body: { status: 'starting', obstacles: [{ part: 'Redis', reason: 'ECONNREFUSED' }] },
      });
      await redis.start();
      await queued.ready();
      expect(queued.lines).toEqual([
        `worker: waiting for Redis at ${host} (ECONNREFUSED)`,
        `worker: ready on port ${queued.port}`,
      ]);
      expect(await queued.health('ready')).toEqual({ status: 200, body: { status: 'ready', obstacles: [] } });

      await redis.kill();
      await eventually(async () => {
        expect(await queued.health('ready')).toEqual({
          status: 503,
          body: { status: 'failing', obstacles: [{ part: 'jobs', reason: 'Redis does not answer' }] },
        });
        return true;
      });
      expect(await queued.health('live')).toMatchObject({ status: 200 });
      await redis.start();
      await eventually(async () => (await queued.health('ready'))?.status === 200);
      expect(await queued.stop()).toEqual({ code: 0, signal: null });
    },
    SLOW_START_MS,
  );
});

it(
  'refuses to run without a database of others, and ends at once when it is asked to while it waits',
  async () => {
    await proxy.close();
    const [homeless, waiting] = await Promise.all([
      spawnApp('worker', { GREFFE_DATA_DIR: dataDir }),
      spawn('projector', 'waiting'),
    ]);
    expect(await homeless.ended).toEqual({ code: 2, signal: null });
    expect(homeless.lines).toEqual([
      'worker: Configuration: DATABASE_URL is required: the embedded PostgreSQL is for "greffe start" alone',
    ]);
    await waiting.said(/waiting for PostgreSQL/);
    expect(await waiting.stop()).toEqual({ code: 0, signal: null });
  },
  SLOW_START_MS,
);
