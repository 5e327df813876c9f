import { activationToken, signInDenialToken } from '#accounts';
import { OTHER_PASSWORD, PASSWORD } from '../support/signed-in.ts';
import { AttackedPortal, type Browser, type Holder } from './attacked-portal.ts';

const REASON = { reason: 'Session volée' };

let portal: AttackedPortal;
beforeAll(async () => {
  portal = await AttackedPortal.start();
  await portal.register.convention();
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.advance({ minutes: 30 }));

/** Whoever has the cookie of the holder, and whoever has signed in with the password of the holder. */
interface Thieves {
  readonly byCookie: Browser;
  readonly byPassword: Browser;
}

async function thievesOf({ userCode, browser }: Holder): Promise<Thieves> {
  const byPassword = portal.browser();
  await byPassword.signIn(userCode);
  const thieves = { byCookie: browser.stolen(), byPassword };
  expect(await areIn(thieves)).toEqual([true, true]);
  return thieves;
}

const areIn = async ({ byCookie, byPassword }: Thieves) => [await byCookie.isIn(), await byPassword.isIn()];

/** Adds one-time codes in the browser of the holder; answers the id of the factor. */
async function addOneTimeCodes({ browser }: Holder): Promise<{ id: string; secret: string }> {
  const { body: offer } = await browser.send('post', '/own-access/one-time-codes', {});
  const { code } = portal.oneTimeCode(offer.secret);
  const path = `/own-access/one-time-codes/${offer.id}/confirmation`;
  expect((await browser.send('post', path, { name: 'Téléphone', code })).status).toBe(201);
  return offer;
}

describe('A stolen session opens nothing once its holder', () => {
  it('has changed the password', async () => {
    const holder = await portal.officer();
    const thieves = await thievesOf(holder);
    const change = { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD };
    expect((await holder.browser.send('put', '/password', change)).status).toBe(200);
    expect(await areIn(thieves)).toEqual([false, false]);
    expect(await holder.browser.isIn()).toBe(true);
  });

  it('has chosen another by the link of a lost one', async () => {
    const holder = await portal.officer();
    const thieves = await thievesOf(holder);
    const { userCode, email } = holder;
    await portal.browser().send('post', '/password-loss', { userCode, email });
    const link = { userCode, token: activationToken(portal.running.engines.config.secret, userCode, 2) };
    const chosen = await portal.browser().send('post', '/activation', { ...link, password: OTHER_PASSWORD });
    expect(chosen.status).toBe(201);
    expect(await areIn(thieves)).toEqual([false, false]);
  });

  it('has added a first second factor', async () => {
    const holder = await portal.officer();
    const thieves = await thievesOf(holder);
    await addOneTimeCodes(holder);
    expect(await areIn(thieves)).toEqual([false, false]);
    expect(await holder.browser.isIn()).toBe(true);
  });

  it('has removed the device that it was opened with', async () => {
    const holder = await portal.officer();
    const { id, secret } = await addOneTimeCodes(holder);
    await portal.addPasskey(holder);
    portal.clock.advance({ minutes: 1 });
    const thief = portal.browser();
    await thief.signIn(holder.userCode);
    expect((await thief.secondStep(portal.oneTimeCode(secret))).status).toBe(201);
    expect((await holder.browser.send('delete', `/own-access/factors/${id}`, {})).status).toBe(200);
    expect([await thief.isIn(), await holder.browser.isIn()]).toEqual([false, true]);
  });

  it('has confirmed that it is them: the same cookie is worth nothing then', async () => {
    const holder = await portal.officer();
    const { byCookie } = await thievesOf(holder);
    const proof = { kind: 'password', code: PASSWORD };
    expect((await holder.browser.send('post', '/session/confirmation', proof)).status).toBe(200);
    expect([await byCookie.isIn(), await holder.browser.isIn()]).toEqual([false, true]);
  });

  it('has ended their other sessions', async () => {
    const holder = await portal.officer();
    const { byPassword } = await thievesOf(holder);
    expect((await holder.browser.send('post', '/own-access/sessions/ending', {})).status).toBe(201);
    expect([await byPassword.isIn(), await holder.browser.isIn()]).toEqual([false, true]);
  });

  it('has signed out', async () => {
    const holder = await portal.officer();
    const { byCookie } = await thievesOf(holder);
    expect((await holder.browser.send('delete', '/session')).status).toBe(204);
    expect(await byCookie.isIn()).toBe(false);
  });

  it('has said « Ce n’était pas moi »', async () => {
    const holder = await portal.officer();
    const thieves = await thievesOf(holder);
    const [noted] = await portal.running.engines.store.readStream(`browsers-${holder.userCode}`);
    const { sessionId } = noted!.data as { sessionId: string };
    const token = signInDenialToken(portal.running.engines.config.secret, holder.userCode, sessionId);
    expect((await portal.browser().send('post', '/sign-in-denials', { token })).status).toBe(204);
    expect(await areIn(thieves)).toEqual([false, false]);
  });
});

describe('A stolen session opens nothing once the Caf', () => {
  const security = () => portal.officer();

  it('has ended it', async () => {
    const [holder, officer] = [await portal.officer(), await security()];
    const thieves = await thievesOf(holder);
    const path = `/accounts/${holder.userCode}/sessions/ending`;
    expect((await officer.browser.send('post', path, REASON)).status).toBe(201);
    expect(await areIn(thieves)).toEqual([false, false]);
  });

  it('has suspended the code', async () => {
    const [holder, officer] = [await portal.officer(), await security()];
    const thieves = await thievesOf(holder);
    const path = `/accounts/${holder.userCode}/blocking`;
    expect((await officer.browser.send('post', path, REASON)).status).toBe(201);
    expect(await areIn(thieves)).toEqual([false, false]);
  });

  it('has had the factors forgotten, by two officers', async () => {
    const [holder, one, other] = [await portal.officer(), await security(), await security()];
    await addOneTimeCodes(holder);
    const thief = holder.browser.stolen();
    const path = `/accounts/${holder.userCode}/factor-reset`;
    expect((await one.browser.send('post', `${path}-request`, REASON)).status).toBe(201);
    expect(await thief.isIn()).toBe(true);
    expect((await other.browser.send('post', `${path}-grant`, {})).status).toBe(201);
    expect(await thief.isIn()).toBe(false);
  });

  it.each([
    ['has revoked the password', 'password-revocation'],
    ['has closed the code', 'closing'],
  ])('%s', async (_, act) => {
    const holder = await portal.officer();
    const habilitations = portal.browser();
    await habilitations.signIn(
      await portal.register.activate(
        await portal.register.staff('caf-habilitation', 'Nadia Ferrand', undefined, `${act}@caf.example`),
      ),
    );
    const thieves = await thievesOf(holder);
    const path = `/accounts/${holder.userCode}/${act}`;
    expect((await habilitations.send('post', path, REASON)).status).toBe(201);
    expect(await areIn(thieves)).toEqual([false, false]);
  });
});

it('a stolen session opens nothing once the code was not used for long', async () => {
  const holder = await portal.officer();
  const thieves = await thievesOf(holder);
  await portal.register.blockIdle(holder.userCode);
  expect(await areIn(thieves)).toEqual([false, false]);
});

it('R6, R17: a stolen session opens nothing once the last habilitation has ended', async () => {
  const userCode = await portal.register.activate(
    await portal.register.agent('Camille', 'Durand', 'activity'),
  );
  const browser = portal.browser();
  await browser.signIn(userCode);
  const thieves = await thievesOf({ userCode, browser, email: '' });
  await portal.register.revoke('Camille', 'Durand', 'activity');
  expect(await areIn(thieves)).toEqual([false, false]);
});
