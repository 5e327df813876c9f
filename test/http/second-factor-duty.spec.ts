import request from 'supertest';
import { addDays, policy } from '#platform';
import { TestProvider } from '../support/oidc-provider.ts';
import { codeOf, enrolOneTimeCodes } from '../support/one-time-codes.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { SmallRegister, TOWN } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

const FROM = '2027-01-15';
const DURING = '2027-01-10T09:00:00.000Z';
const AFTER = '2027-01-15T09:00:00.000Z';

const clock = new TestClock(DURING);
let provider: TestProvider;
let running: RunningRegister;
let register: SmallRegister;
const codes: Record<string, string> = {};

beforeAll(async () => {
  provider = await TestProvider.start();
  running = await runningRegister(
    { LOG_LEVEL: 'fatal', GREFFE_SECOND_FACTOR_FROM: FROM, ...provider.environment },
    clock,
  );
  register = new SmallRegister(running.services);
  await register.convention();
  for (const role of ['caf-habilitation', 'caf-security', 'gestionnaire'] as const) {
    codes[role] = await register.activate(await register.staff(role, 'Nadia Ferrand'));
  }
  codes.agent = await register.activate(await register.agent('Camille', 'Durand', 'activity'));
});
afterAll(async () => {
  await running?.close();
  await provider?.stop();
});
beforeEach(() => clock.set(DURING));

type Session = Record<string, string>;
const get = (path: string, session: Session) => request(running.url).get(`/api${path}`).set(session);
const me = async (session: Session) => (await get('/session', session)).body;

it('officers and correspondents are told of the day, agents are not asked', async () => {
  for (const role of policy.secondFactorRoles) {
    const session = await sessionOf(running.url, codes[role]!);
    expect(await me(session)).toMatchObject({ secondFactorFrom: FROM, mustAddSecondFactor: false });
    expect((await get('/tasks', session)).status).toBe(200);
  }
  expect(await me(await sessionOf(running.url, codes.agent!))).toMatchObject({ secondFactorFrom: null });
  clock.set(`${addDays(FROM, -policy.secondFactorCountdownDays - 1)}T09:00:00.000Z`);
  const early = await sessionOf(running.url, codes['caf-security']!);
  expect(await me(early)).toMatchObject({ secondFactorFrom: null });
});

it('from that day on nothing is open but adding a second factor, and with it everything', async () => {
  clock.set(AFTER);
  for (const role of policy.secondFactorRoles) {
    const session = await sessionOf(running.url, codes[role]!);
    expect(await me(session)).toMatchObject({ secondFactorFrom: FROM, mustAddSecondFactor: true });
    for (const path of ['/tasks', '/own-access', '/lists/accounts', '/own-access/sessions']) {
      const { status, body } = await get(path, session);
      expect([path, status, body.code]).toEqual([path, 403, 'second-factor-required']);
    }
    expect((await get('/own-access/factors', session)).status).toBe(200);
  }
  const agent = await sessionOf(running.url, codes.agent!);
  expect((await get('/tasks', agent)).status).toBe(200);

  const session = await sessionOf(running.url, codes['caf-security']!);
  const { id, secret } = await enrolOneTimeCodes(running.url, session, clock);
  expect((await get('/tasks', session)).status).toBe(200);
  expect(await me(session)).toMatchObject({ secondFactorFrom: null, mustAddSecondFactor: false });

  const removal = () => request(running.url).delete(`/api/own-access/factors/${id}`).set(session).send({});
  expect((await removal()).body.code).toBe('last-factor');
  clock.advance({ minutes: 1 });
  const asked = await request(running.url)
    .post('/api/session')
    .send({ userCode: codes['caf-security'], password: PASSWORD });
  const half = { Cookie: asked.headers['set-cookie']![0]! };
  const proof = { kind: 'one-time-code', code: codeOf(secret, clock) };
  const entered = await request(running.url).post('/api/session/second-factor').set(half).send(proof);
  expect(entered.status).toBe(201);
});

it('a provider that has seen two factors does as well as one of ours, for the session that it opens', async () => {
  // Its time is that of the machine: what it says has to last until that of the test.
  const lasts = 1000 * 86_400;
  provider.idTokenTtl = lasts;
  provider.hostility = { userinfo: (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1000) + lasts }) };
  provider.person = { sub: 'nadia', siret: TOWN.siret };
  const post = (path: string, headers: Session, body: object = {}) =>
    request(running.url).post(`/api${path}`).set(headers).send(body);
  const cookieOf = ({ headers }: request.Response) =>
    [headers['set-cookie'] ?? []]
      .flat()
      .map((cookie) => cookie.split(';')[0]!)
      .join('; ');
  const goThere = async (from: string, to: string, headers: Session) => {
    const begun = await post(from, headers);
    const answer = Object.fromEntries(await provider.visit(begun.body.location));
    const Cookie = [headers.Cookie, cookieOf(begun)].filter(Boolean).join('; ');
    return post(to, { ...headers, Cookie }, answer);
  };
  const session = await sessionOf(running.url, codes.gestionnaire!);
  expect((await goThere('/own-access/provider-requests', '/own-access/identities', session)).status).toBe(
    201,
  );
  clock.set(AFTER);
  const enter = () => goThere('/session/provider-requests', '/session/provider', {});
  const byOne = { Cookie: cookieOf(await enter()) };
  expect(await me(byOne)).toMatchObject({ mustAddSecondFactor: true });
  expect((await get('/tasks', byOne)).status).toBe(403);
  const auth_time = Math.floor(Date.parse(clock.now()) / 1000);
  provider.hostility = { ...provider.hostility, idToken: (claims) => ({ ...claims, auth_time }) };
  provider.person = { ...provider.person, amr: ['pwd', 'mfa'] };
  const byTwo = { Cookie: cookieOf(await enter()) };
  expect(await me(byTwo)).toMatchObject({ secondFactorFrom: null, mustAddSecondFactor: false });
  expect((await get('/tasks', byTwo)).status).toBe(200);
});

it('a demonstration keeps nobody out: the day lies ahead, whenever it starts', async () => {
  const { FactorDuties } = await import('../../libs/accounts/src/sign-in/factor-duties.ts');
  const config = { demo: 'on' } as ConstructorParameters<typeof FactorDuties>[0];
  const opened = { role: 'caf-security' } as never;
  for (const start of ['2026-11-29T10:00:00.000Z', '2031-05-01T10:00:00.000Z']) {
    clock.set(start);
    const duty = new FactorDuties(config, clock).of({ opened, factors: [] } as never);
    expect(duty).toEqual({
      requiredFrom: addDays(start.slice(0, 10), policy.secondFactorDemoDays),
      isOverdue: false,
    });
  }
});
