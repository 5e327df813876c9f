import request from 'supertest';
import { jobsOf } from '#composition';
import { endOfDay, runAs, systemActor, WHOLE } from '#platform';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { NURSERY, SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

const MORNING = '2026-03-02T08:00:00.000Z';
const LAST_DAY = '2026-03-02';

let clock: TestClock;
let running: RunningRegister;
let register: SmallRegister;
let agent: string;
let correspondent: string;

beforeEach(async () => {
  clock = new TestClock(MORNING);
  running = await runningRegister({}, clock);
  register = new SmallRegister(running.services);
});
afterEach(() => running.close());

async function convention(until: string): Promise<string> {
  const id = await register.convention({ until });
  agent = await register.activate(await register.agent('Camille', 'Durand', 'activity'));
  correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
  return id;
}

const signIn = (userCode: string) =>
  request(running.url).post('/api/session').send({ userCode, password: PASSWORD });

async function session(userCode: string): Promise<() => Promise<number>> {
  const { headers } = await signIn(userCode).expect(201);
  const cookie = headers['set-cookie']![0]!;
  return async () => (await request(running.url).get('/api/session').set('Cookie', cookie)).status;
}

/** Whose sessions are kept in the end, whether anybody uses them or not. */
async function sessionsAre(...codes: string[]): Promise<void> {
  await eventually(async () => {
    const { rows } = await running.engines.database.query<{ code: string }>(
      'SELECT DISTINCT user_code AS code FROM sign_in.sessions ORDER BY 1',
    );
    expect(rows.map(({ code }) => code)).toEqual(codes.sort());
    return true;
  });
}

it('R25: terminated for breach, a convention ends the sessions of its agents at that instant, unasked', async () => {
  const id = await convention('2027-12-31');
  const own = await session(agent);
  const correspondence = await session(correspondent);
  await register.terminate(id);
  await sessionsAre(correspondent);
  expect([await own(), await correspondence()]).toEqual([401, 200]);
  expect((await signIn(agent).expect(403)).body.code).toBe('not-habilitated');
});

it('R3: a convention carries its sessions to 24:00 of its last day, and not a moment longer', async () => {
  await convention(LAST_DAY);
  clock.set(new Date(Date.parse(endOfDay(LAST_DAY)) - 60_000).toISOString());
  const own = await session(agent);
  const unused = await session(agent);
  clock.advance({ seconds: 59, ms: 999 });
  expect([await own(), await unused()]).toEqual([200, 200]);
  clock.advance({ ms: 1 });
  expect(await own()).toBe(401);
});

it('R3: the sessions that nobody uses end with the convention too', async () => {
  await convention(LAST_DAY);
  clock.set(new Date(Date.parse(endOfDay(LAST_DAY)) - 60_000).toISOString());
  await session(agent);
  await session(correspondent);
  clock.advance({ minutes: 1 });
  await sessionsAre(agent, correspondent);
  const terms = jobsOf(running.services).find(({ name }) => name === 'convention-terms')!;
  await runAs(systemActor('test'), () => terms.run(WHOLE));
  await sessionsAre(correspondent);
});

it('R3, R25: whoever is habilitated under another convention stays', async () => {
  const id = await convention('2027-12-31');
  const elsewhere = { ...NURSERY, id: '00000000-0000-4000-8000-000000000002', name: 'Multi-accueil' };
  await register.convention({ establishments: [elsewhere] });
  await register.habilitate('Camille', 'Durand', 'activity', elsewhere.id);
  const leaving = await register.activate(await register.agent('Denise', 'Morel', 'financial'));
  const staying = await session(agent);
  await session(leaving);
  await register.terminate(id);
  await sessionsAre(agent);
  expect(await staying()).toBe(200);
});

it('R6: a revocation ends the sessions of whoever holds nothing else', async () => {
  await convention('2027-12-31');
  await session(agent);
  await sessionsAre(agent);
  await register.revoke('Camille', 'Durand', 'activity');
  await sessionsAre();
});
