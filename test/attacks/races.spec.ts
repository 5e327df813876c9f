import { activationToken } from '#accounts';
import { addDays, policy } from '#platform';
import { codeOf } from '../support/one-time-codes.ts';
import { AttackedPortal } from './attacked-portal.ts';

let portal: AttackedPortal;
beforeAll(async () => {
  portal = await AttackedPortal.start();
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.advance({ minutes: 30 }));

const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();
const factorsOf = async (userCode: string): Promise<{ type: string }[]> =>
  (await portal.running.engines.store.readStream(`account-${userCode}`)).filter(
    ({ type }) => type === 'FactorEnrolled' || type === 'FactorRemoved',
  );

describe('Of two second steps with one half sign-in, at the same moment', () => {
  it('one alone goes on, though both show what is right', async () => {
    const holder = await portal.enrolledOfficer();
    const passkey = await portal.addPasskey(holder);
    const { body } = await holder.browser.send('post', '/own-access/recovery-codes', {});
    portal.clock.advance({ minutes: 1 });
    const first = portal.browser();
    expect((await first.signIn(holder.userCode)).status).toBe(202);
    const { body: asked } = await first.send('post', '/session/passkey-challenges', {});
    const proofs = [
      portal.oneTimeCode(holder.secret),
      { kind: 'recovery-code', code: body.codes[0] },
      { kind: 'recovery-code', code: body.codes[1] },
      { kind: 'passkey', passkey: passkey.answer(asked.challenge) },
    ];
    const answers = await Promise.all(proofs.map((proof) => first.stolen().secondStep(proof)));
    expect(statuses(answers)).toEqual([201, 401, 401, 401]);
    const late = await first.stolen().secondStep({ kind: 'recovery-code', code: body.codes[2] });
    expect([late.status, late.body.code]).toEqual([401, 'sign-in-expired']);
  });

  it('a wrong one before leaves the first step as it was', async () => {
    const { userCode, secret } = await portal.enrolledOfficer();
    const browser = portal.browser();
    await browser.signIn(userCode);
    const wrong = await browser.secondStep({ kind: 'one-time-code', code: '000000' });
    expect(wrong.body.code).toBe('wrong-factor');
    expect((await browser.secondStep(portal.oneTimeCode(secret))).status).toBe(201);
  });
});

describe('Of two first factors that two sessions add at the same moment', () => {
  it('one alone counts, and the session of the other is over: the thief stays out, or the holder is told', async () => {
    const { userCode, browser } = await portal.officer();
    const thief = portal.browser();
    await thief.signIn(userCode);
    const added = async (by: typeof browser, name: string) => {
      const { body } = await by.send('post', '/own-access/one-time-codes', {});
      const confirmation = { name, code: codeOf(body.secret, portal.clock) };
      return () => by.send('post', `/own-access/one-time-codes/${body.id}/confirmation`, confirmation);
    };
    const both = [await added(browser, 'Téléphone'), await added(thief, 'Tablette')];
    const answers = await Promise.all(both.map((add) => add()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await factorsOf(userCode)).toHaveLength(1);
    expect([await browser.isIn(), await thief.isIn()].filter(Boolean)).toHaveLength(1);
  });

  it('so with a passkey and one-time codes', async () => {
    const { userCode, browser } = await portal.officer();
    const thief = portal.browser();
    await thief.signIn(userCode);
    const { body: codes } = await browser.send('post', '/own-access/one-time-codes', {});
    const { body: key } = await thief.send('post', '/own-access/passkeys/offer', {});
    await Promise.all([
      browser.send('post', `/own-access/one-time-codes/${codes.id}/confirmation`, {
        name: 'Téléphone',
        code: codeOf(codes.secret, portal.clock),
      }),
      thief.send('post', '/own-access/passkeys', { name: 'Poste', ...portal.passkey().make(key.challenge) }),
    ]);
    expect(await factorsOf(userCode)).toHaveLength(1);
  });
});

it('two passkeys for one challenge: one alone is added', async () => {
  const { userCode, browser } = await portal.officer();
  const { body } = await browser.send('post', '/own-access/passkeys/offer', {});
  const made = ['Poste', 'Clé'].map((name) => ({ name, ...portal.passkey().make(body.challenge) }));
  await Promise.all(made.map((key) => browser.stolen().send('post', '/own-access/passkeys', key)));
  expect(await factorsOf(userCode)).toHaveLength(1);
});

it('one recovery code in two browsers: it opens one', async () => {
  const { userCode, browser } = await portal.enrolledOfficer();
  const { body } = await browser.send('post', '/own-access/recovery-codes', {});
  const halves = [portal.browser(), portal.browser()];
  for (const half of halves) await half.signIn(userCode);
  const proof = { kind: 'recovery-code', code: body.codes[0] };
  expect(statuses(await Promise.all(halves.map((half) => half.secondStep(proof))))).toEqual([201, 401]);
});

it('one activation link in two browsers: one password counts, and whoever chose the other is told', async () => {
  const userCode = await portal.register.staff(
    'caf-security',
    'Nadia Ferrand',
    undefined,
    'nadia@caf.example',
  );
  const token = activationToken(portal.running.engines.config.secret, userCode, 1);
  const passwords = ['un cheval de course', 'une jument de labour'];
  const answers = await Promise.all(
    passwords.map((password) => portal.browser().send('post', '/activation', { token, userCode, password })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const opened = await Promise.all(passwords.map((password) => portal.browser().signIn(userCode, password)));
  expect(statuses(opened)).toEqual([201, 401]);
  expect(opened.map(({ status }) => status)).toEqual(
    answers.map(({ status }) => (status === 201 ? 201 : 401)),
  );
});

it('two removals at once leave the last factor of whoever must have one', async () => {
  const from = addDays('2026-11-23', -1);
  const duty = await AttackedPortal.start({ GREFFE_SECOND_FACTOR_FROM: from });
  try {
    const holder = await duty.enrolledOfficer();
    await duty.addPasskey(holder);
    const { body } = await holder.browser.send('get', '/own-access/factors');
    const ids: string[] = body.factors.map(({ id }: { id: string }) => id);
    expect(ids).toHaveLength(2);
    await Promise.all(
      ids.map((id) => holder.browser.stolen().send('delete', `/own-access/factors/${id}`, {})),
    );
    const left = await holder.browser.send('get', '/own-access/factors');
    expect(left.body.factors).toHaveLength(1);
  } finally {
    await duty.close();
  }
});

it('more sessions than the role may have, at the same moment: no more than that stay', async () => {
  const { userCode } = await portal.register.anotherOfficer();
  const { atOnce } = policy.sessionBounds['caf-security'];
  const browsers = Array.from({ length: atOnce + 2 }, () => portal.browser());
  await Promise.all(browsers.map((browser) => browser.signIn(userCode)));
  const open = (await Promise.all(browsers.map((browser) => browser.isIn()))).filter(Boolean);
  // Each keeps its own: of some at the same moment more may end than have to.
  expect(open.length).toBeLessThanOrEqual(atOnce);
  expect(open.length).toBeGreaterThan(0);
});
