import { activationToken, signInDenialToken } from '#accounts';
import { OTHER_PASSWORD } from '../support/signed-in.ts';
import { AttackedPortal, type Browser, type Holder } from './attacked-portal.ts';

let portal: AttackedPortal;
beforeAll(async () => {
  portal = await AttackedPortal.start();
  await portal.register.convention();
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.advance({ minutes: 30 }));

/** Whoever has signed in with the password of the holder, and the link by which the holder denies it. */
async function thiefOf({ userCode }: Holder): Promise<{ thief: Browser; token: string }> {
  const thief = portal.browser();
  expect((await thief.signIn(userCode)).status).toBe(201);
  const noted = await portal.running.engines.store.readStream(`browsers-${userCode}`);
  const { sessionId } = noted.at(-1)!.data as { sessionId: string };
  return { thief, token: signInDenialToken(portal.running.engines.config.secret, userCode, sessionId) };
}

const deny = (token: string) => portal.browser().send('post', '/sign-in-denials', { token });

/** The Caf lifts the measure, and the holder chooses another password by the link that comes with it. */
async function comeBack({ userCode }: Holder): Promise<Browser> {
  const { browser: caf } = await portal.officer();
  const lifted = await caf.send('post', `/accounts/${userCode}/suspension-lifting`, { reason: 'Vérifié' });
  expect(lifted.status).toBe(201);
  const link = { userCode, token: activationToken(portal.running.engines.config.secret, userCode, 2) };
  const chosen = await portal.browser().send('post', '/activation', { ...link, password: OTHER_PASSWORD });
  expect(chosen.status).toBe(201);
  return portal.browser();
}

it('R23: a passkey and recovery codes that a thief has added open nothing, and keep nobody out, once the sign-in is denied', async () => {
  const holder = await portal.officer();
  const { thief, token } = await thiefOf(holder);
  const key = await portal.addPasskey({ ...holder, browser: thief });
  expect((await thief.send('post', '/own-access/recovery-codes', {})).status).toBe(201);
  expect((await portal.browser().byPasskey(key, holder.userCode)).status).toBe(201);
  expect((await deny(token)).status).toBe(204);

  const own = await comeBack(holder);
  expect((await own.signIn(holder.userCode, OTHER_PASSWORD)).status).toBe(201);
  expect((await portal.browser().byPasskey(key, holder.userCode)).status).toBe(401);
  const { body } = await own.send('get', '/own-access/factors');
  expect(body).toMatchObject({ factors: [], recoveryCodesLeft: null });
  for (const table of ['passkeys', 'recovery_codes']) {
    const query = `SELECT 1 FROM sign_in.${table} WHERE user_code = $1`;
    expect((await portal.running.engines.database.query(query, [holder.userCode])).rows).toEqual([]);
  }
});

it('R23: what the holder had before the theft stays theirs, and is asked for', async () => {
  const holder = await portal.enrolledOfficer();
  portal.clock.advance({ minutes: 30 });
  const thief = portal.browser();
  await thief.signIn(holder.userCode);
  expect((await thief.secondStep(portal.oneTimeCode(holder.secret))).status).toBe(201);
  const key = await portal.addPasskey({ ...holder, browser: thief });
  expect((await thief.send('post', '/own-access/recovery-codes', {})).body.codes).toHaveLength(10);
  const [noted] = await portal.running.engines.store.readStream(`browsers-${holder.userCode}`);
  const { sessionId } = noted!.data as { sessionId: string };
  const { secret } = portal.running.engines.config;
  expect((await deny(signInDenialToken(secret, holder.userCode, sessionId))).status).toBe(204);

  const own = await comeBack(holder);
  const half = await own.signIn(holder.userCode, OTHER_PASSWORD);
  expect([half.status, half.body.secondFactor]).toEqual([202, ['one-time-code']]);
  portal.clock.advance({ minutes: 1 });
  expect((await own.secondStep(portal.oneTimeCode(holder.secret))).status).toBe(201);
  expect((await portal.browser().byPasskey(key, holder.userCode)).status).toBe(401);
});

it('R23: a link that has denied a sign-in does nothing more: twice is once, also after another password', async () => {
  const holder = await portal.officer();
  const { token } = await thiefOf(holder);
  expect((await deny(token)).status).toBe(204);
  const own = await comeBack(holder);
  expect((await own.signIn(holder.userCode, OTHER_PASSWORD)).status).toBe(201);
  expect((await deny(token)).status).toBe(204);
  expect(await own.isIn()).toBe(true);
  expect((await portal.browser().signIn(holder.userCode, OTHER_PASSWORD)).status).toBe(201);
});
