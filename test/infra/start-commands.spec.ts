import { type ChildProcess, execSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describeWithRedis, RedisServer } from '../support/redis-server.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';
import { composeFile, exampleEnvironment } from './compose-file.ts';

const BUILD = 'build:server';
const { services } = composeFile(exampleEnvironment());

let db: TestDatabase;
let redis: RedisServer;
/** What the image has in its /app. */
let app: string;
const running: ChildProcess[] = [];

/** The build as package.json has it, into another folder. */
async function build(): Promise<void> {
  for (const part of ['package.json', 'infra/health.js']) await cp(part, join(app, part));
  await symlink(resolve('node_modules'), join(app, 'node_modules'));
  const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
  const command = manifest.scripts[BUILD].replace('--out-dir dist', `--out-dir ${join(app, 'dist')}`);
  execSync(command, { env: { PATH: `${resolve('node_modules/.bin')}:${process.env.PATH}` }, stdio: 'pipe' });
}

function run(command: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: app,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  });
  running.push(child);
  return child;
}

/** What compose sets, but for where the engines are. There is no EventStoreDB here: the log is in PostgreSQL. */
const environmentOf = (name: string): NodeJS.ProcessEnv => ({
  ...services[name]!.environment,
  DATABASE_URL: db.url,
  EVENTSTORE_URL: '',
  REDIS_URL: redis.url,
  PORT: '0',
  METRICS_PORT: '0',
});

/** The line that was waited for; what comes after it is not looked at. */
async function lineOf(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  const heard: string[] = [];
  child.stderr!.on('data', (text) => heard.push(String(text)));
  const lines = createInterface(child.stdout!);
  for await (const line of lines) {
    const found = wanted.exec(line);
    if (found) return found;
    heard.push(line);
  }
  throw new Error(`It ended: ${heard.join('\n')}`);
}

async function exitCodeOf(child: ChildProcess): Promise<number | null> {
  child.stdout?.resume();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

describeWithRedis('the commands of infra/compose.yaml', () => {
  beforeAll(async () => {
    app = await mkdtemp(join(tmpdir(), 'greffe-suite-'));
    [db, redis] = await Promise.all([testDatabase(), RedisServer.start(), build()]);
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(running.map(exitCodeOf));
    await redis.kill();
    await db.drop();
    await rm(app, { recursive: true, force: true });
  });

  it.each(['portal', 'projector', 'worker'])(
    '%s becomes ready, passes the health check of its container, and drains',
    async (name) => {
      const { command = [], healthcheck } = services[name]!;
      const child = run(command, environmentOf(name));
      const [, port] = await lineOf(child, /: ready on port (\d+)$/);

      const [kind, ...check] = healthcheck!.test!;
      expect(kind).toBe('CMD');
      const checked = () => exitCodeOf(run(check, { PORT: port }));
      expect(await checked()).toBe(0);

      child.kill('SIGTERM');
      expect(await exitCodeOf(child)).toBe(0);
      expect(await checked()).toBe(1);
    },
    60_000,
  );

  it('greffe describes itself', async () => {
    const { entrypoint = [], command = [] } = services.greffe!;
    const child = run([...entrypoint, ...command], environmentOf('greffe'));
    await lineOf(child, /^Usage.: greffe/);
    expect(await exitCodeOf(child)).toBe(0);
  });
});
