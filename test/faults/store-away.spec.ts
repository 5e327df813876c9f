import { rm } from 'node:fs/promises';
import type { INestApplication } from '@nestjs/common';
import request from 'supertest';
import { type Engines, openEngines } from '#composition';
import { loadConfig } from '#platform';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { byAddress } from '../support/by-address.ts';
import { newDataFolder } from '../support/data-folder.ts';
import { eventually } from '../support/eventually.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { openCode, PASSWORD } from '../support/signed-in.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

let db: TestDatabase;
let proxy: FaultProxy;
let dataDir: string;
let engines: Engines;
let app: INestApplication;
let userCode: string;

beforeAll(async () => {
  db = await testDatabase();
  proxy = new FaultProxy(byAddress(db.url));
  dataDir = await newDataFolder('greffe-suite-');
  const environment = {
    GREFFE_DATA_DIR: dataDir,
    DATABASE_URL: await proxy.open(),
    GREFFE_SECRET: 'a-secret-for-tests-alone-0123456789',
    GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456',
    GREFFE_DEMO: 'off',
    LOG_LEVEL: 'fatal',
  };
  engines = await openEngines(loadConfig(environment));
  app = await createPortal(engines);
  await app.init();
  userCode = await openCode(app, 'caf-security');
});
afterAll(async () => {
  await app.close();
  await engines.close();
  await proxy.close();
  await db.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const signIn = () => request(app.getHttpServer()).post('/api/session').send({ userCode, password: PASSWORD });

async function count(table: string): Promise<number> {
  const { rows } = await db.database.query<{ count: number }>(`SELECT count(*)::int FROM ${table}`);
  return rows[0]!.count;
}

it('answers a sign-in with 503 and opens no session while the event store is away, and signs in when it is back', async () => {
  const events = await count('event_log.events');
  await proxy.close();
  const { status, body, headers } = await signIn();
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'store-unavailable' });
  expect(headers['content-type']).toContain('application/problem+json');
  expect(headers['retry-after']).toBe('5');
  expect(headers['set-cookie']).toBeUndefined();
  expect(await count('sign_in.sessions')).toBe(0);
  expect(await count('event_log.events')).toBe(events);

  await proxy.open();
  await eventually(async () => (await signIn()).status === 201);
  expect(await count('sign_in.sessions')).toBe(1);
});
