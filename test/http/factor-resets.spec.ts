import request from 'supertest';
import { type Caller, callerOf } from '../support/caller.ts';
import { enrolOneTimeCodes } from '../support/one-time-codes.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

const REASON = { reason: 'Téléphone perdu, identité vérifiée de vive voix' };
const OTHER_CAF = { id: '621', name: 'Caf du Pas-de-Calais' };

const clock = new TestClock('2026-11-23T09:00:00.000Z');
let running: RunningRegister;
let nadia: Caller;
let olivier: Caller;
let stranger: Caller;
let town: Caller;
let holder: string;
let session: Record<string, string>;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, clock);
  const register = new SmallRegister(running.services);
  await register.convention();
  const staff = async (...given: Parameters<SmallRegister['staff']>) =>
    callerOf(running, await register.activate(await register.staff(...given)));
  nadia = await staff('caf-habilitation', 'Nadia Ferrand');
  olivier = await staff('caf-security', 'Olivier Prévost');
  stranger = await staff('caf-security', 'Carla Autre', OTHER_CAF);
  town = await staff('gestionnaire', 'Sophie Lemaire');
  holder = await register.activate(await register.agent('Camille', 'Durand', 'activity'));
  session = await sessionOf(running.url, holder);
  await enrolOneTimeCodes(running.url, session, clock);
});
afterAll(() => running.close());

const ask = (caller: Caller) => caller.post(`/accounts/${holder}/factor-reset-request`, REASON);
const grant = (caller: Caller) => caller.post(`/accounts/${holder}/factor-reset-grant`, {});
const refuse = (caller: Caller) => caller.post(`/accounts/${holder}/factor-reset-refusal`, REASON);
const shownTo = async (caller: Caller) => (await caller.get(`/lists/accounts?q=${holder}`)).body.items[0];
const signIn = () => request(running.url).post('/api/session').send({ userCode: holder, password: PASSWORD });

it('one officer asks, another one confirms: then the password leads to adding another factor', async () => {
  expect((await grant(olivier)).body.code).toBe('factor-reset-not-requested');
  for (const caller of [town, stranger]) expect((await ask(caller)).status).not.toBe(201);
  expect((await ask(nadia)).status).toBe(201);
  expect((await grant(nadia)).body.code).toBe('own-request');
  expect((await refuse(nadia)).body.code).toBe('own-request');
  expect((await grant(stranger)).body.code).toBe('account-unknown');

  expect(await shownTo(olivier)).toMatchObject({ secondFactors: 1, factorReset: { by: nadia.userCode } });
  expect(await shownTo(town)).toMatchObject({ secondFactors: 1, factorReset: null });
  const titles = ({ body }: request.Response) => body.map(({ id }: { id: string }) => id);
  expect(titles(await olivier.get('/tasks'))).toContain('accounts-factor-resets');
  expect(titles(await nadia.get('/tasks'))).not.toContain('accounts-factor-resets');

  const half = await signIn();
  expect(half.status).toBe(202);
  expect((await grant(olivier)).status).toBe(201);
  const made = await request(running.url)
    .post('/api/session/second-factor')
    .set('Cookie', half.headers['set-cookie']![0]!)
    .send({ kind: 'one-time-code', code: '000000' });
  expect([made.status, made.body.code]).toEqual([401, 'wrong-factor']);
  expect((await request(running.url).get('/api/session').set(session)).status).toBe(401);
  expect((await signIn()).status).toBe(201);
  expect(await shownTo(olivier)).toMatchObject({ secondFactors: 0, factorReset: null });
  const { rows } = await running.engines.database.query('SELECT 1 FROM sign_in.seeds WHERE user_code = $1', [
    holder,
  ]);
  expect(rows).toEqual([]);

  const { body } = await olivier.get(`/acts?q=${holder}`);
  const told = JSON.stringify(body.items);
  for (const act of [
    'Seconde vérification rouverte',
    'Réouverture de la seconde vérification demandée',
    'Seconde vérification ajoutée',
  ]) {
    expect(told).toContain(act);
  }
});

it('what nobody has decided in 72 hours is over: nobody is asked any more, and it may be asked anew', async () => {
  clock.advance({ minutes: 1 });
  await enrolOneTimeCodes(running.url, await sessionOf(running.url, holder), clock);
  expect((await ask(nadia)).status).toBe(201);
  clock.advance({ hours: 72 });
  [nadia, olivier] = [await callerOf(running, nadia.userCode), await callerOf(running, olivier.userCode)];
  const requested = async () => (await olivier.get('/lists/accounts?factorReset=requested')).body.items;
  expect((await shownTo(olivier)).factorReset).toBeNull();
  expect(await requested()).toEqual([]);
  expect(JSON.stringify((await olivier.get('/tasks')).body)).not.toContain('accounts-factor-resets');
  expect((await grant(olivier)).body.code).toBe('factor-reset-not-requested');
  expect((await ask(nadia)).status).toBe(201);
  expect(await requested()).toHaveLength(1);
  expect((await grant(olivier)).status).toBe(201);
});

it('repeated once the holder has another device, it forgets nothing of what came since', async () => {
  clock.advance({ minutes: 1 });
  await enrolOneTimeCodes(running.url, await sessionOf(running.url, holder), clock);
  expect((await ask(nadia)).status).toBe(201);
  const once = { ...(await sessionOf(running.url, olivier.userCode)), 'Idempotency-Key': 'grant-once' };
  const granted = () =>
    request(running.url).post(`/api/accounts/${holder}/factor-reset-grant`).set(once).send({});
  expect((await granted()).status).toBe(201);
  clock.advance({ minutes: 1 });
  const fresh = await sessionOf(running.url, holder);
  await enrolOneTimeCodes(running.url, fresh, clock);
  expect((await granted()).status).toBe(201);
  expect((await request(running.url).get('/api/session').set(fresh)).status).toBe(200);
  const { rows } = await running.engines.database.query('SELECT 1 FROM sign_in.seeds WHERE user_code = $1', [
    holder,
  ]);
  expect(rows).toHaveLength(1);
});
