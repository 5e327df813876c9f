import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { type Engines, type RunningFollowers, startFollowers } from '#composition';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { NURSERY, SmallRegister } from '../support/small-register.ts';
import { testEngines } from '../support/test-engines.ts';

let engines: Engines;
let portal: NestExpressApplication;
let followers: RunningFollowers;
let register: SmallRegister;
let convention: string;
let agent: string;

beforeEach(async () => {
  engines = await testEngines();
  portal = await createPortal(engines);
  await portal.init();
  followers = startFollowers(portal, engines);
  register = new SmallRegister(portal);
  convention = await register.convention();
  agent = await register.activate(await register.agent('Camille', 'Durand', 'approver'));
  await register.habilitate('Camille', 'Durand', 'activity');
});
afterEach(async () => {
  await followers.stop();
  await portal.close();
  await engines.close();
});

const signIn = () =>
  request(portal.getHttpServer()).post('/api/session').send({ userCode: agent, password: PASSWORD });

async function session() {
  const { headers } = await signIn().expect(201);
  return () => request(portal.getHttpServer()).get('/api/session').set('Cookie', headers['set-cookie']![0]!);
}

it('R25: a convention that is terminated opens nothing, though no read model knows of it', async () => {
  const own = await session();
  await followers.stop();
  await own().expect(200);
  await register.terminate(convention);
  await own().expect(401);
  expect((await signIn().expect(403)).body.code).toBe('not-habilitated');
});

it('R17: a habilitation that is revoked carries nothing, though no read model knows of it; others stay', async () => {
  const own = await session();
  await followers.stop();
  await register.revoke('Camille', 'Durand', 'approver');
  const left = [{ id: NURSERY.id, name: NURSERY.name, profiles: ['activity'] }];
  expect((await own().expect(200)).body.establishments).toEqual(left);
  expect((await signIn().expect(201)).body.establishments).toEqual(left);
  await register.revoke('Camille', 'Durand', 'activity');
  await own().expect(401);
  expect((await signIn().expect(403)).body.code).toBe('not-habilitated');
});
