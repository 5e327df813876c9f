import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { Engines } from '#composition';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { signedInAs } from '../support/signed-in.ts';
import { testEngines } from '../support/test-engines.ts';

let engines: Engines;
let app: NestExpressApplication;
let officer: Record<string, string>;

beforeAll(async () => {
  engines = await testEngines({ LOG_LEVEL: 'fatal' });
  app = await createPortal(engines);
  await app.init();
  officer = await signedInAs(app, 'caf-habilitation');
});
afterAll(async () => {
  await app.close();
  await engines.close();
});

const incompleteAt = async (path: string) => {
  const { headers } = await request(app.getHttpServer()).get(path).set(officer).expect(200);
  return headers['greffe-incomplete'];
};

it('an answer from a read model that goes on without an event says so, and no other does', async () => {
  expect(await incompleteAt('/api/persons')).toBeUndefined();
  await engines.database.query(
    `UPDATE followers.checkpoints SET set_aside = 1 WHERE name IN ('habilitations', 'journal')`,
  );
  expect(await incompleteAt('/api/persons')).toBe('habilitations');
  expect(await incompleteAt('/api/partners')).toBeUndefined();
});
