import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { type Engines, projections, startFollowers } from '#composition';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { sessionOf, signedInAs } from '../support/signed-in.ts';
import { CAF, NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';
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

const isOfVersion = (version: number) =>
  engines.database.query(`UPDATE followers.checkpoints SET version = $1 WHERE name = 'conventions'`, [
    version,
  ]);
const read = (path: string) => request(app.getHttpServer()).get(`/api${path}`).set(officer);
const register = () =>
  request(app.getHttpServer())
    .post('/api/conventions')
    .set(officer)
    .send({
      gestionnaire: TOWN,
      caf: CAF,
      establishments: [NURSERY],
      effectiveFrom: null,
      until: '2099-12-31',
    });

it('Whoever is let in by a read model of before hears so too', async () => {
  const followers = startFollowers(app, engines);
  const town = new SmallRegister(app);
  await town.convention();
  const agent = await sessionOf(
    app.getHttpServer(),
    await town.activate(await town.agent('Camille', 'Durand', 'activity')),
  );
  await followers.stop();
  const rename = (from: string, to: string, version: string) =>
    engines.database.query(`
      ALTER TABLE habilitations.holdings RENAME COLUMN ${from} TO ${to};
      UPDATE followers.checkpoints SET version = ${version} WHERE name = 'habilitations'`);
  await rename('started_at', 'begun_at', 'version - 1');
  const { body } = await request(app.getHttpServer()).get('/api/session').set(agent).expect(503);
  expect(body.code).toBe('being-updated');
  await rename('begun_at', 'started_at', 'version + 1');
  await request(app.getHttpServer()).get('/api/session').set(agent).expect(200);
});

/** The portal of a new release, whose projectors have not built the read model yet. */
describe('While a read model still has to be built for this version of the program', () => {
  beforeAll(async () => {
    await engines.database.query(
      'ALTER TABLE conventions.conventions RENAME COLUMN gestionnaire_id TO id_of_before',
    );
    await isOfVersion(0);
  });

  it.each([
    ['what answers from it', () => read('/lists/conventions')],
    ['what decides by it', register],
  ])('%s says so, and when to ask again', async (_, ask) => {
    const { body, headers } = await ask().expect(503);
    expect(body.code).toBe('being-updated');
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('what reads none of it answers', () => read('/session').expect(200));
});

it('A statement that is wrong in a read model of this version stays an error of ours', async () => {
  await isOfVersion(projections.find(({ name }) => name === 'conventions')!.version);
  await read('/lists/conventions').expect(500);
  await register().expect(500);
});
