import request from 'supertest';
import { SignInProspects } from '#accounts';
import { jobsOf } from '#composition';
import { Mailboxes } from '#habilitations';
import { endOfDay, runAs, systemActor, WHOLE } from '#platform';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { NURSERY, SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

/** The night of that Sunday has an hour less. */
const LAST_DAY = '2026-03-29';
const CAMILLE = ['Camille', 'Durand'] as const;
const PAUL = ['Paul', 'Petit'] as const;

let clock: TestClock;
let running: RunningRegister;
let register: SmallRegister;
let camille: string;
let paul: string;

beforeEach(async () => {
  clock = new TestClock('2026-03-20T08:00:00.000Z');
  running = await runningRegister({}, clock);
  register = new SmallRegister(running.services);
  await register.convention();
  camille = await register.activate(await register.agent(...CAMILLE, 'activity'));
  paul = await register.activate(await register.agent(...PAUL, 'financial'));
  await register.revoke(...PAUL, 'financial');
  await register.standIn(PAUL, CAMILLE, 'activity', LAST_DAY);
});
afterEach(() => running.close());

const signIn = (userCode: string) =>
  request(running.url).post('/api/session').send({ userCode, password: PASSWORD });

async function session(userCode: string) {
  const { headers } = await signIn(userCode).expect(201);
  return () => request(running.url).get('/api/session').set('Cookie', headers['set-cookie']![0]!);
}

async function runJob(): Promise<unknown> {
  const job = jobsOf(running.services).find(({ name }) => name === 'habilitation-terms')!;
  return runAs(systemActor('test'), () => job.run(WHOLE));
}

const sessionsOf = async (userCode: string) =>
  (await running.engines.database.query('SELECT FROM sign_in.sessions WHERE user_code = $1', [userCode])).rows
    .length;

it('R6, R17: the term ends, and the profile is back, at that very instant, without any job', async () => {
  const held = [{ id: NURSERY.id, name: NURSERY.name, profiles: ['activity'] }];
  clock.set(new Date(Date.parse(endOfDay(LAST_DAY)) - 1).toISOString());
  const own = await session(paul);
  expect((await own().expect(200)).body.establishments).toEqual(held);
  expect((await signIn(camille).expect(403)).body.code).toBe('not-habilitated');

  clock.advance({ ms: 1 });
  await own().expect(401);
  expect((await signIn(paul).expect(403)).body.code).toBe('not-habilitated');
  expect((await signIn(camille).expect(201)).body.establishments).toEqual(held);
});

it('R21: from that instant no reminder and no link goes to whoever stood in', async () => {
  const prospects = running.services.get(SignInProspects, { strict: false });
  expect(await prospects.of(paul)).toMatchObject({ habilitated: true });
  clock.set(endOfDay(LAST_DAY));
  expect(await prospects.of(paul)).toMatchObject({ habilitated: false });
  expect(await prospects.of(camille)).toMatchObject({ habilitated: true });
});

it('R6: the job records both at the instant of the end, once, and no session is left', async () => {
  clock.set(new Date(Date.parse(endOfDay(LAST_DAY)) - 60_000).toISOString());
  await session(paul);
  clock.advance({ hours: 3 });
  expect(await runJob()).toEqual({ examined: 1 });
  await eventually(async () => (await sessionsOf(paul)) === 0);
  expect(await runJob()).toEqual({ examined: 0 });
  const log = await running.engines.store.readStream(`roster-${NURSERY.id}`);
  expect(log.slice(-2)).toMatchObject([
    { type: 'HabilitationRevoked', data: { cause: 'term', endedOn: LAST_DAY, until: endOfDay(LAST_DAY) } },
    { type: 'HabilitationResumed', data: { profile: 'activity', from: endOfDay(LAST_DAY) } },
  ]);
});

it('R16: who is to have the profile again keeps their mailbox; that of who stood in is free after it', async () => {
  const mailboxes = running.services.get(Mailboxes, { strict: false });
  /** It is free where somebody else may claim it. */
  const isFree = ([firstName, lastName]: readonly [string, string]) =>
    runAs(systemActor('test'), () =>
      mailboxes.claim(`${firstName}.${lastName}@mons.example`, 'another').then(
        () => true,
        ({ code }) => code !== 'mailbox-taken',
      ),
    );
  expect(await isFree(CAMILLE)).toBe(false);
  clock.set(endOfDay(LAST_DAY));
  await runJob();
  await eventually(() => isFree(PAUL));
  expect(await isFree(CAMILLE)).toBe(false);
});
