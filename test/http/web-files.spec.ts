import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { Engines } from '#composition';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { testEngines } from '../support/test-engines.ts';

const SCRIPT = '/assets/index-1.js';
const COMPRESSED = '/assets/index-2.js';

let folder: string;
let engines: Engines;
let app: NestExpressApplication;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greffe-web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Greffe</title>');
  await writeFile(join(folder, SCRIPT), 'export {};');
  await writeFile(join(folder, COMPRESSED), 'export const compressed = true;');
  await writeFile(join(folder, `${COMPRESSED}.gz`), gzipSync('export const compressed = true;'));
  engines = await testEngines({ LOG_LEVEL: 'fatal' });
  app = await createPortal(engines, undefined, folder);
  await app.init();
});
afterAll(async () => {
  await app?.close();
  await engines?.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  request(app.getHttpServer())
    .get(path)
    .set({ Accept: 'text/html', ...headers });

it.each(['/', '/connexion', '/personnes/A000001', '/%', '/%00', '/activation'])(
  'the application shows %s',
  async (path) => {
    const { status, text, headers } = await get(path);
    expect([status, text.includes('<title>Greffe'), headers['cache-control']]).toEqual([
      200,
      true,
      'no-cache',
    ]);
  },
);

it.each([
  ...[
    '/assets/index-0.js',
    '/assets',
    '/assets/',
    '/.well-known/change-password',
    '/robots.txt',
    '/.env',
    '/api',
  ],
])('what is not there is said not to be: %s', async (path) => {
  const { status, headers, body } = await get(path);
  expect([status, headers['content-type'], body.code]).toEqual([
    ...[404, 'application/problem+json; charset=utf-8', 'not-found'],
  ]);
});

it('HEAD says what GET would, and nothing is sent there', async () => {
  const server = request(app.getHttpServer());
  expect((await server.head('/connexion')).status).toBe(200);
  expect((await server.post('/connexion').send({})).body.code).toBe('not-found');
});

it('a file is kept for a year, and what was wrong with a request for it is not', async () => {
  const { headers } = await get(SCRIPT);
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const part = await get(SCRIPT, { Range: 'bytes=0-5' });
  expect([part.status, part.headers['content-range']]).toEqual([206, 'bytes 0-5/10']);
  const beyond = await get(SCRIPT, { Range: 'bytes=99-' });
  expect([beyond.status, beyond.body.code, beyond.headers['cache-control']]).toEqual([
    ...[416, 'range-not-satisfiable', 'no-store'],
  ]);
  const other = await get(SCRIPT, { 'If-Match': '"of before"' });
  expect([other.status, other.body.code, other.headers['cache-control']]).toEqual([
    ...[412, 'precondition-failed', 'no-store'],
  ]);
});

it('what the build has compressed is sent so to whoever takes it, and as it is to others', async () => {
  const encodings = ['gzip', 'identity'].map((encoding) => get(COMPRESSED, { 'Accept-Encoding': encoding }));
  for (const { text, headers } of await Promise.all(encodings)) {
    expect([text, headers['content-type'], headers.vary, headers['cache-control']]).toEqual([
      ...['export const compressed = true;', 'text/javascript; charset=utf-8', 'Accept-Encoding'],
      'public, max-age=31536000, immutable',
    ]);
  }
  const [gzip, identity] = await Promise.all(encodings);
  expect([gzip?.headers['content-encoding'], identity?.headers['content-encoding']]).toEqual([
    'gzip',
    undefined,
  ]);
  const beyond = await get(COMPRESSED, { 'Accept-Encoding': 'gzip', Range: 'bytes=99-' });
  expect([beyond.status, beyond.body.code]).toEqual([416, 'range-not-satisfiable']);
});
