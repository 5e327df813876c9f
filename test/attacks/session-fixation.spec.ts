import { randomBytes } from 'node:crypto';
import { OTHER_PASSWORD, PASSWORD } from '../support/signed-in.ts';
import { AttackedPortal, type Browser } from './attacked-portal.ts';

let portal: AttackedPortal;
beforeAll(async () => {
  portal = await AttackedPortal.start();
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.advance({ minutes: 30 }));

const session = (browser: Browser, token: string) => browser.cookies.set('greffe_session', token);

describe('A cookie that was put into a browser before the sign-in', () => {
  it('is not the one after it, and the session that it was of is over', async () => {
    const [attacker, victim] = [await portal.officer(), portal.browser()];
    const { userCode } = await portal.register.anotherOfficer();
    const planted = attacker.browser.token;
    session(victim, planted);
    expect((await victim.signIn(userCode)).body.userCode).toBe(userCode);
    expect(victim.token).not.toBe(planted);
    expect(await attacker.browser.isIn()).toBe(false);
    const ended = await portal.running.engines.store.readStream(`connections-${attacker.userCode}`);
    expect(ended.at(-1)).toMatchObject({
      type: 'LoggedOut',
      metadata: { actor: { code: attacker.userCode } },
    });
  });

  it('opens nothing when it was invented', async () => {
    const { userCode } = await portal.register.anotherOfficer();
    for (const invented of [randomBytes(32).toString('base64url'), 'x', 'j:{"a":1}', '%']) {
      const [victim, attacker] = [portal.browser(), portal.browser()];
      session(victim, invented);
      session(attacker, invented);
      expect((await victim.signIn(userCode)).status).toBe(201);
      expect(await attacker.isIn()).toBe(false);
    }
  });

  it('of a first step leads to the code of that first step, never to another', async () => {
    const [attacker, victim] = [await portal.enrolledOfficer(), await portal.enrolledOfficer()];
    const planted = portal.browser();
    expect((await planted.signIn(attacker.userCode)).status).toBe(202);
    const { body } = await planted.secondStep(portal.oneTimeCode(victim.secret));
    expect(body.code).toBe('wrong-factor');
  });
});

describe('Whoever shows who they are has another cookie from then on, and the one before opens nothing', () => {
  /** What makes the session worth more than it was. */
  async function expectAnother(browser: Browser, act: () => Promise<{ status: number }>) {
    const before = browser.stolen();
    expect(await before.isIn()).toBe(true);
    expect((await act()).status).toBeLessThan(300);
    expect(browser.token).not.toBe(before.token);
    expect([await before.isIn(), await browser.isIn()]).toEqual([false, true]);
  }

  it('by the password, at another sign-in', async () => {
    const { userCode, browser } = await portal.officer();
    await expectAnother(browser, () => browser.signIn(userCode));
  });

  it('by the second step', async () => {
    const { userCode, browser, secret } = await portal.enrolledOfficer();
    await browser.signIn(userCode);
    await expectAnother(browser, () => browser.secondStep(portal.oneTimeCode(secret)));
  });

  it('by a passkey', async () => {
    const holder = await portal.officer();
    const passkey = await portal.addPasskey(holder);
    await expectAnother(holder.browser, () => holder.browser.byPasskey(passkey));
  });

  it('by confirming that it is them', async () => {
    const { browser } = await portal.officer();
    const proof = { kind: 'password', code: PASSWORD };
    await expectAnother(browser, () => browser.send('post', '/session/confirmation', proof));
  });

  it('by adding one-time codes', async () => {
    const { browser } = await portal.officer();
    const { body } = await browser.send('post', '/own-access/one-time-codes', {});
    const shown = { ...portal.oneTimeCode(body.secret), name: 'Téléphone' };
    const path = `/own-access/one-time-codes/${body.id}/confirmation`;
    await expectAnother(browser, () => browser.send('post', path, { name: shown.name, code: shown.code }));
  });

  it('by adding a passkey', async () => {
    const { browser } = await portal.officer();
    const { body } = await browser.send('post', '/own-access/passkeys/offer', {});
    const made = { name: 'Poste', ...portal.passkey().make(body.challenge) };
    await expectAnother(browser, () => browser.send('post', '/own-access/passkeys', made));
  });

  it('by another password', async () => {
    const { browser } = await portal.officer();
    const change = { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD };
    await expectAnother(browser, () => browser.send('put', '/password', change));
  });
});

it('no token travels in an address: only the cookie is looked at', async () => {
  const { browser } = await portal.officer();
  const stranger = portal.browser();
  const carriers: Record<string, string>[] = [
    {},
    { Authorization: `Bearer ${browser.token}` },
    { 'X-Session': browser.token },
  ];
  for (const headers of carriers) {
    const { status } = await stranger.send(
      'get',
      `/session?greffe_session=${browser.token}`,
      undefined,
      headers,
    );
    expect(status).not.toBe(200);
  }
});
