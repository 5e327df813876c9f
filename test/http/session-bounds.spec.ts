import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { policy } from '#platform';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';
import { upToDate } from '../support/up-to-date.ts';

const clock = new TestClock('2026-11-03T09:00:00.000Z');
const REASON = 'Poste laissé ouvert';

let register: RunningRegister;
let agent: string;
let security: string;
beforeAll(async () => {
  register = await runningRegister({}, clock);
  const small = new SmallRegister(register.services);
  await small.convention();
  agent = await small.activate(await small.agent('Camille', 'Martin', 'activity'));
  security = await small.activate(await small.staff('caf-security', 'Olivier Prévost'));
});
afterAll(() => register.close());

type Session = Record<string, string>;
const signIn = (userCode: string): Promise<Session> => {
  clock.advance({ seconds: 1 });
  return sessionOf(register.url, userCode);
};
const get = (session: Session, path: string) => request(register.url).get(`/api${path}`).set(session);
const post = (session: Session, path: string, body: object = {}) =>
  request(register.url)
    .post(`/api${path}`)
    .set({ ...session, 'Idempotency-Key': randomUUID() })
    .send(body);
const isOpen = async (session: Session) => (await get(session, '/session')).status === 200;
const endOf = async (session: Session, headers = {}) =>
  (await get({ ...session, ...headers }, '/session/end').expect(200)).body;
const idOf = async (session: Session): Promise<string> =>
  (await get(session, '/own-access/sessions')).body.find(({ isOwn }: { isOwn: boolean }) => isOwn).id;
const ended = async (userCode: string) =>
  (await register.engines.store.readStream(`account-${userCode}`)).filter(
    ({ type }) => type === 'SessionEnded',
  );

describe.each(['agent', 'caf-security'] as const)('a session of the role %s', (role) => {
  const { idleMinutes, wholeHours, atOnce } = policy.sessionBounds[role];
  const code = () => (role === 'agent' ? agent : security);

  it('says how long it still lasts, and goes on when somebody asks', async () => {
    const session = await signIn(code());
    const warningSeconds = policy.sessionEndWarningMinutes * 60;
    const whole = wholeHours * 3600;
    const idleSeconds = idleMinutes * 60;
    expect(await endOf(session)).toEqual({ idleSeconds, wholeSeconds: whole, warningSeconds });
    clock.advance({ minutes: 10 });
    const byItself = await endOf(session, { 'Greffe-Background': '?1' });
    expect(byItself).toMatchObject({ idleSeconds: idleSeconds - 600, wholeSeconds: whole - 600 });
    expect(await endOf(session)).toMatchObject({ idleSeconds });
    clock.advance({ minutes: idleMinutes });
    expect(await isOpen(session)).toBe(false);
  });

  it('ends after its longest time, however much it is used', async () => {
    const session = await signIn(code());
    for (let minutes = 10; minutes < wholeHours * 60; minutes += 10) {
      clock.advance({ minutes: 10 });
      expect(await isOpen(session)).toBe(true);
    }
    clock.advance({ minutes: 10 });
    expect(await isOpen(session)).toBe(false);
  });

  it('is one of so many: the oldest ends with one more, on record', async () => {
    const before = (await ended(code())).length;
    const sessions: Session[] = [];
    for (let index = 0; index <= atOnce; index++) sessions.push(await signIn(code()));
    expect(await Promise.all(sessions.map(isOpen))).toEqual([false, ...Array(atOnce).fill(true)]);
    const [record, ...others] = (await ended(code())).slice(before);
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      data: { reason: `Plus de ${atOnce}\u00a0sessions à la fois\u00a0: la plus ancienne prend fin` },
      metadata: { actor: { code: code() } },
    });
  });
});

it('many who sign in at the same moment are so many in the end', async () => {
  for (let index = 0; index < 4; index++) await signIn(agent);
  const sessions = await Promise.all(Array.from({ length: 4 }, () => signIn(agent)));
  const open = (await Promise.all(sessions.map(isOpen))).filter(Boolean).length;
  expect(open).toBeGreaterThan(0);
  expect(open).toBeLessThanOrEqual(policy.sessionBounds.agent.atOnce);
});

describe('a session ends before its time', () => {
  it('by its holder, one by itself', async () => {
    const [here, there] = [await signIn(agent), await signIn(agent)];
    const id = await idOf(there);
    await post(here, `/own-access/sessions/${id}/ending`).expect(201);
    expect([await isOpen(here), await isOpen(there)]).toEqual([true, false]);
    expect((await post(here, `/own-access/sessions/${id}/ending`).expect(409)).body.code).toBe(
      'session-ended',
    );
    const ofAnother = await idOf(await signIn(security));
    await post(here, `/own-access/sessions/${ofAnother}/ending`).expect(409);
    await post(here, '/own-access/sessions/nowhere/ending').expect(400);
  });

  it('by the security of the Caf, all of a code at once, for a reason', async () => {
    const sessions = [await signIn(agent), await signIn(agent)];
    const officer = await signIn(security);
    const path = `/accounts/${agent}/sessions/ending`;
    await post(officer, path).expect(422);
    await post(sessions[0]!, path, { reason: REASON }).expect(403);
    await post({ ...officer, ...(await upToDate(register.engines.database)) }, path, {
      reason: REASON,
    }).expect(201);
    expect(await Promise.all(sessions.map(isOpen))).toEqual([false, false]);
    expect((await ended(agent)).at(-1)).toMatchObject({ data: { reason: REASON } });
    expect(await isOpen(officer)).toBe(true);
  });
});
