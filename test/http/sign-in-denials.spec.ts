import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { signInDenialToken } from '#accounts';
import { policy } from '#platform';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { CAF, SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';
import { upToDate } from '../support/up-to-date.ts';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

const clock = new TestClock('2026-11-03T09:00:00.000Z');
let register: RunningRegister;
let small: SmallRegister;
let security: string;
beforeAll(async () => {
  register = await runningRegister({}, clock);
  small = new SmallRegister(register.services);
  await small.convention();
  security = await small.activate(await small.staff('caf-security', 'Olivier Prévost'));
});
afterAll(() => register.close());

let agents = 0;
const anAgent = async () => small.activate(await small.agent('Camille', `Agent${++agents}`, 'activity'));

interface SignedIn {
  readonly session: Record<string, string>;
  readonly cookies: string;
}
async function signIn(userCode: string, cookies = ''): Promise<SignedIn> {
  const { headers, body } = await request(register.url)
    .post('/api/session')
    .set({ Cookie: cookies, 'User-Agent': FIREFOX })
    .send({ userCode, password: PASSWORD })
    .expect(201);
  const set = (headers['set-cookie'] as unknown as string[]).map((cookie) => cookie.split(';')[0]!);
  return { session: { Cookie: set[0]!, 'X-CSRF-Token': body.csrfToken }, cookies: set.join('; ') };
}
const isOpen = async ({ session }: SignedIn) =>
  (await request(register.url).get('/api/session').set(session)).status === 200;
const noted = async (userCode: string) =>
  (await register.engines.store.readStream(`browsers-${userCode}`)).map(
    ({ data }) => data as { userCode: string; sessionId: string; browser: string },
  );
const mailsTo = async (userCode: string) => {
  const { rows } = await register.engines.database.query(
    `SELECT data FROM notifications.outbox WHERE user_code = $1 AND template = 'new-browser'`,
    [userCode],
  );
  return rows.map(({ data }) => data);
};
const tokenOf = (userCode: string, sessionId: string) =>
  signInDenialToken(register.engines.config.secret, userCode, sessionId);
const deny = (token: string) =>
  request(register.url).post('/api/sign-in-denials').set('Idempotency-Key', randomUUID()).send({ token });
const asOfficer = async (path: string) => {
  const session = await sessionOf(register.url, security);
  const position = await upToDate(register.engines.database);
  return (
    await request(register.url)
      .get(`/api${path}`)
      .set({ ...session, ...position })
      .expect(200)
  ).body;
};

it('a sign-in from a browser that is new to the code is told by mail; the first of all, and one from a known browser, are not', async () => {
  const agent = await anAgent();
  const { cookies } = await signIn(agent);
  await signIn(agent, cookies);
  expect(await noted(agent)).toEqual([]);
  await signIn(agent);
  const [used, ...others] = await noted(agent);
  expect(others).toEqual([]);
  expect(used).toMatchObject({ userCode: agent, browser: 'Firefox 140, Windows' });
  const mails = await eventually(async () => {
    const found = await mailsTo(agent);
    return found.length > 0 && found;
  });
  const { userCode: _, ...told } = used!;
  expect(mails).toEqual([{ ...told, lastDay: '2026-11-10' }]);
});

it('whoever says « Ce n’était pas moi » has their code blocked, its sessions ended, and the Caf told, once', async () => {
  const agent = await anAgent();
  const own = await signIn(agent);
  const stolen = await signIn(agent);
  const [{ sessionId } = { sessionId: '' }] = await noted(agent);
  const token = tokenOf(agent, sessionId);
  await deny(token).expect(204);
  expect([await isOpen(own), await isOpen(stolen)]).toEqual([false, false]);
  await deny(token).expect(204);

  const { items } = await asOfficer('/lists/incidents');
  expect(items).toMatchObject([{ category: 'stolen-password', state: 'reported', userCode: agent }]);
  const { account } = await asOfficer(`/holders/${agent}`);
  expect(account).toMatchObject({ state: 'blocked' });
  const refused = request(register.url).post('/api/session').send({ userCode: agent, password: PASSWORD });
  expect((await refused).status).toBe(401);
});

it('an officer’s code is blocked too, and its security told of an incident of the Caf itself, once', async () => {
  const officer = await small.activate(
    await small.staff('caf-habilitation', 'Nadia Ferrand', undefined, 'nadia@595.example'),
  );
  const own = await signIn(officer);
  await signIn(officer);
  const [{ sessionId } = { sessionId: '' }] = await noted(officer);
  for (const _ of [1, 2]) await deny(tokenOf(officer, sessionId)).expect(204);
  expect(await isOpen(own)).toBe(false);
  expect((await asOfficer(`/holders/${officer}`)).account).toMatchObject({ state: 'blocked' });

  const { items } = await asOfficer(`/lists/incidents?userCode=${officer}`);
  const told = {
    category: 'stolen-password',
    state: 'reported',
    gestionnaire: { id: CAF.id, name: CAF.name },
  };
  expect(items).toMatchObject([{ ...told, userCode: officer, reportedBy: 'Nadia Ferrand' }]);
  const tasks = await asOfficer('/tasks');
  expect(tasks).toContainEqual(expect.objectContaining({ href: `/incidents/${items[0].id}` }));
  const mails = await eventually(async () => {
    const { rows } = await register.engines.database.query(
      `SELECT user_code FROM notifications.outbox WHERE template = 'incident-reported' AND data ->> 'incidentId' = $1`,
      [items[0].id],
    );
    return rows.length > 0 && rows;
  });
  expect(mails).toEqual([{ user_code: security }]);
});

it('a link that was invented, is of another session or another purpose, or is too old, does nothing', async () => {
  const agent = await anAgent();
  const own = await signIn(agent);
  await signIn(agent);
  const [{ sessionId } = { sessionId: '' }] = await noted(agent);
  const token = tokenOf(agent, sessionId);
  for (const other of ['invented', tokenOf(agent, randomUUID()), tokenOf(security, sessionId), `${token}A`]) {
    expect((await deny(other).expect(404)).body.code).toBe('sign-in-denial-void');
  }
  expect(await isOpen(own)).toBe(true);
  clock.advance({ days: policy.signInDenialDays + 1 });
  expect((await deny(token).expect(404)).body.code).toBe('sign-in-denial-void');
  expect((await asOfficer(`/holders/${agent}`)).account).toMatchObject({ state: 'active' });
});
