import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { newDataFolder } from '../support/data-folder.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { killSpawnedApps, type SpawnedApp, spawnApp } from '../support/spawn-app.ts';

/** Where much else runs at the same time, a process is slow to start. */
const SLOW_START_MS = 90_000;

let dataDir: string;

beforeAll(async () => {
  dataDir = await newDataFolder('greffe-suite-');
  // The user of PostgreSQL must get in where root runs the tests.
  await chmod(dataDir, 0o755);
});
afterAll(async () => {
  await killSpawnedApps();
  await rm(dataDir, { recursive: true, force: true });
});

const startAllInOne = (more: NodeJS.ProcessEnv = {}): Promise<SpawnedApp> =>
  spawnApp('greffe', { GREFFE_DATA_DIR: dataDir, GREFFE_DEMO: 'off', ...more });

/** PostgreSQL itself removes the file, last of all, unless it is killed. */
const postgresRuns = () => existsSync(join(dataDir, 'postgres/cluster/postmaster.pid'));

it('greffe start says first that its port is taken, and makes nothing', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const nowhere = join(dataDir, 'nothing');
  const greffe = await startAllInOne({ PORT: String(port), GREFFE_DATA_DIR: nowhere });
  expect(await greffe.ended).toEqual({ code: 2, signal: null });
  expect(greffe.lines).toEqual([
    `greffe: Configuration: PORT ${port} is taken: end what listens there, or set PORT to another port`,
  ]);
  expect(existsSync(nowhere)).toBe(false);
  other.close();
});

it('greffe start begins in no folder that holds a part of the demonstration, where nobody wants one', async () => {
  const half = await newDataFolder('greffe-suite-');
  writeFileSync(join(half, 'demonstration-unfinished'), '');
  const greffe = await startAllInOne({ GREFFE_DATA_DIR: half });
  expect(await greffe.ended).toEqual({ code: 2, signal: null });
  expect(greffe.lines.at(-1)).toContain('their preparation was interrupted');
  expect(existsSync(join(half, 'postgres'))).toBe(false);
  await rm(half, { recursive: true });
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  'greffe start has stopped its PostgreSQL when it ends at %s',
  async (signal) => {
    const greffe = await startAllInOne();
    await greffe.ready();
    expect(postgresRuns()).toBe(true);
    greffe.signal(signal);
    expect(await greffe.ended).toEqual({ code: 0, signal: null });
    expect(postgresRuns()).toBe(false);
  },
  SLOW_START_MS,
);

it(
  'greffe start has stopped its PostgreSQL when it could not start',
  async () => {
    const greffe = await startAllInOne({ EVENTSTORE_URL: `esdb://127.0.0.1:${await freePort()}?tls=false` });
    await eventually(postgresRuns, SLOW_START_MS);
    expect(await greffe.ended).toEqual({ code: 1, signal: null });
    expect(greffe.lines.at(-1)).toContain('is unavailable: ECONNREFUSED, nobody listens there');
    expect(postgresRuns()).toBe(false);
  },
  SLOW_START_MS,
);

it(
  'the PostgreSQL of greffe start stops by itself when the start is cut short',
  async () => {
    const greffe = await startAllInOne();
    await eventually(postgresRuns, SLOW_START_MS);
    greffe.signal('SIGTERM');
    await greffe.ended;
    await eventually(() => !postgresRuns());
  },
  SLOW_START_MS,
);
