import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '#platform';
import { Readiness } from './readiness.ts';
import { type ServedHealth, serveHealth } from './serve-health.ts';

let dataDir: string;
let readiness: Readiness;
let health: ServedHealth;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'greffe-suite-'));
  readiness = new Readiness();
  health = await serveHealth(loadConfig({ GREFFE_DATA_DIR: dataDir, PORT: '0' }), readiness);
});
afterEach(async () => {
  await health.close();
  await rm(dataDir, { recursive: true, force: true });
});

const ask = (path: string) =>
  fetch(`http://127.0.0.1:${health.port}${path}`, { headers: { Connection: 'close' } });

it('asks for patience while the process starts: what it does not know yet is not “not found”', async () => {
  expect((await ask('/api/health/live')).status).toBe(200);
  const answer = await ask('/api/session');
  expect({ status: answer.status, retryAfter: answer.headers.get('Retry-After') }).toEqual({
    status: 503,
    retryAfter: '5',
  });
  expect(await answer.json()).toMatchObject({ status: 503, code: 'starting' });
});

it('has nothing but health once the process has started', async () => {
  readiness.started([]);
  expect((await ask('/api/health/ready')).status).toBe(200);
  expect((await ask('/api/session')).status).toBe(404);
});
