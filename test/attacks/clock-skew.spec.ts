import { activationToken, signInDenialToken } from '#accounts';
import { plusMs, policy } from '#platform';
import { codeOf } from '../support/one-time-codes.ts';
import { OTHER_PASSWORD, PASSWORD } from '../support/signed-in.ts';
import { TestClock } from '../support/test-clock.ts';
import { AttackedPortal, type Browser } from './attacked-portal.ts';

const STEP_SECONDS = 30;

let portal: AttackedPortal;
beforeAll(async () => {
  portal = await AttackedPortal.start();
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.advance({ minutes: 30 }));

const bounds = policy.sessionBounds['caf-security'];

/** What the application shows whose clock is so many seconds ahead. */
const shownAhead = (secret: string, seconds: number) => ({
  kind: 'one-time-code',
  code: codeOf(secret, new TestClock(plusMs(portal.clock.now(), seconds * 1000))),
});

async function secondStep(userCode: string, proof: object) {
  const browser = portal.browser();
  expect((await browser.signIn(userCode)).status).toBe(202);
  return browser.secondStep(proof);
}

describe('One-time codes of a device whose clock is wrong', () => {
  it.each([
    [-2 * STEP_SECONDS, 401],
    [-STEP_SECONDS, 201],
    [STEP_SECONDS, 201],
    [2 * STEP_SECONDS, 401],
    [3600, 401],
  ])('by %d s: %d', async (seconds, status) => {
    const { userCode, secret } = await portal.enrolledOfficer();
    expect((await secondStep(userCode, shownAhead(secret, seconds))).status).toBe(status);
  });

  it('one that was ahead leaves nothing of before it right, nor itself once its own moment has come', async () => {
    const { userCode, secret } = await portal.enrolledOfficer();
    const ahead = shownAhead(secret, STEP_SECONDS);
    expect((await secondStep(userCode, ahead)).status).toBe(201);
    expect((await secondStep(userCode, portal.oneTimeCode(secret))).body.code).toBe('wrong-factor');
    portal.clock.advance({ seconds: STEP_SECONDS });
    expect((await secondStep(userCode, ahead)).body.code).toBe('wrong-factor');
  });
});

describe('A clock of the server that goes back', () => {
  it('makes no code right that was used, nor one of before it', async () => {
    const { userCode, secret } = await portal.enrolledOfficer();
    const used = portal.oneTimeCode(secret);
    expect((await secondStep(userCode, used)).status).toBe(201);
    portal.clock.advance({ seconds: -STEP_SECONDS });
    for (const proof of [used, portal.oneTimeCode(secret), shownAhead(secret, -STEP_SECONDS)]) {
      expect((await secondStep(userCode, proof)).body.code).toBe('wrong-factor');
    }
    portal.clock.advance({ minutes: 2 });
    expect((await secondStep(userCode, portal.oneTimeCode(secret))).status).toBe(201);
  });

  it('opens no link again that was used', async () => {
    const { userCode } = await notActivated(false);
    const link = { userCode, token: activationToken(portal.running.engines.config.secret, userCode, 1) };
    const use = (password: string) => portal.browser().send('post', '/activation', { ...link, password });
    expect((await use(PASSWORD)).status).toBe(201);
    portal.clock.advance({ minutes: -4 });
    expect((await use(OTHER_PASSWORD)).body.code).toBe('activation-link-void');
  });

  it('opens no half sign-in again that was used', async () => {
    const { userCode, secret } = await portal.enrolledOfficer();
    const browser = portal.browser();
    await browser.signIn(userCode);
    const kept = browser.stolen();
    expect((await browser.secondStep(portal.oneTimeCode(secret))).status).toBe(201);
    portal.clock.advance({ minutes: -4 });
    expect((await kept.secondStep(portal.oneTimeCode(secret))).body.code).toBe('sign-in-expired');
  });

  it('ends no session, and gives none a longer life than from when it was opened', async () => {
    const { browser } = await portal.officer();
    portal.clock.advance({ minutes: -20 });
    expect(await browser.isIn()).toBe(true);
    portal.clock.advance({ minutes: 20 + bounds.idleMinutes });
    expect(await browser.isIn()).toBe(false);
  });
});

describe('At its very end', () => {
  it('a half sign-in goes on a moment before, and not then', async () => {
    const { userCode, secret } = await portal.enrolledOfficer();
    for (const [ms, status] of [
      [-1, 201],
      [0, 401],
    ] as const) {
      const browser = portal.browser();
      await browser.signIn(userCode);
      portal.clock.advance({ minutes: policy.secondFactorMinutes, ms });
      expect((await browser.secondStep(portal.oneTimeCode(secret))).status).toBe(status);
    }
  });

  it('a challenge is answered a moment before, and not then', async () => {
    const holder = await portal.officer();
    const passkey = await portal.addPasskey(holder);
    for (const [ms, status] of [
      [-1, 201],
      [0, 401],
    ] as const) {
      const browser = portal.browser();
      const { body } = await browser.send('post', '/session/passkey-challenges', {});
      portal.clock.advance({ minutes: policy.secondFactorMinutes, ms });
      const answer = await browser.send('post', '/session/passkey', passkey.answer(body.challenge));
      expect(answer.status).toBe(status);
    }
  });

  it.each([
    ['activation', policy.activationLinkHours * 60],
    ['loss of a password', policy.passwordLossLinkMinutes],
  ])('a link after an %s opens a moment before, and not then', async (which, minutes) => {
    const isLoss = which !== 'activation';
    for (const [ms, status] of [
      [-1, 200],
      [0, 404],
    ] as const) {
      const { userCode, email } = await notActivated(isLoss);
      if (isLoss) await portal.browser().send('post', '/password-loss', { userCode, email });
      const delivery = isLoss ? 2 : 1;
      const token = activationToken(portal.running.engines.config.secret, userCode, delivery);
      portal.clock.advance({ minutes, ms });
      const opened = await portal.browser().send('post', '/activation/opening', { token, userCode });
      expect([ms, opened.status]).toEqual([ms, status]);
      portal.clock.advance({ minutes: 30 });
    }
  });

  it('the link « Ce n’était pas moi » is good to midnight in Paris of its last day, whole', async () => {
    for (const [instant, status] of [
      ['2027-01-07T22:59:59.999Z', 204],
      ['2027-01-07T23:00:00.000Z', 404],
    ] as const) {
      portal.clock.set('2026-12-31T12:00:00.000Z');
      const holder = await portal.officer();
      await portal.browser().signIn(holder.userCode);
      const [noted] = await portal.running.engines.store.readStream(`browsers-${holder.userCode}`);
      const { sessionId } = noted!.data as { sessionId: string };
      const token = signInDenialToken(portal.running.engines.config.secret, holder.userCode, sessionId);
      portal.clock.set(instant);
      const { status: answered } = await portal.browser().send('post', '/sign-in-denials', { token });
      expect([instant, answered]).toEqual([instant, status]);
    }
  });

  it('what was shown is fresh a moment before, and not then', async () => {
    const { browser } = await portal.officer();
    portal.clock.advance({ minutes: policy.freshFactorMinutes, ms: -1 });
    expect((await browser.send('get', '/session')).body.isFresh).toBe(true);
    portal.clock.advance({ ms: 1 });
    expect((await browser.send('get', '/session')).body.isFresh).toBe(false);
  });
});

describe('Sessions last as long over a change of the hour', () => {
  const used = async (browser: Browser, minutes: number) => {
    for (let left = minutes; left > 0; left -= bounds.idleMinutes - 1) {
      portal.clock.advance({ minutes: Math.min(left, bounds.idleMinutes - 1) });
      if (!(await browser.isIn())) return false;
    }
    return true;
  };

  it.each([
    ['forward', '2027-03-28T00:50:00.000Z'],
    ['back', '2027-10-31T00:50:00.000Z'],
  ])('%s', async (_direction, start) => {
    portal.clock.set(start);
    const [{ browser: idle }, { browser: busy }] = [await portal.officer(), await portal.officer()];
    portal.clock.advance({ minutes: bounds.idleMinutes, ms: -1 });
    expect((await idle.send('get', '/session', undefined, { 'Greffe-Background': '?1' })).status).toBe(200);
    expect(await busy.isIn()).toBe(true);
    portal.clock.advance({ ms: 1 });
    expect(await idle.isIn()).toBe(false);
    expect(await used(busy, bounds.wholeHours * 60 - bounds.idleMinutes - 1)).toBe(true);
    portal.clock.advance({ minutes: 1, ms: -1 });
    expect(await busy.isIn()).toBe(true);
    portal.clock.advance({ ms: 1 });
    expect(await busy.isIn()).toBe(false);
  });
});

let opened = 0;
async function notActivated(isActive: boolean): Promise<{ userCode: string; email: string }> {
  if (isActive) return portal.register.anotherOfficer();
  const email = `lien.${++opened}@caf.example`;
  const name = `Lien ${'I'.repeat(opened)}`;
  return { userCode: await portal.register.staff('caf-security', name, undefined, email), email };
}
