import { activationToken } from '#accounts';
import { policy } from '#platform';
import { OTHER_PASSWORD, PASSWORD } from '../support/signed-in.ts';
import { AttackedPortal, type Browser, type Holder } from './attacked-portal.ts';

/** Looked at before there is a wait, from everywhere together. */
const LOOKED_AT = policy.signInThrottling.freeFactorFailures + 1;

let portal: AttackedPortal;
beforeAll(async () => {
  portal = await AttackedPortal.start({ TRUST_PROXY: 'loopback' });
  await portal.register.convention();
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.advance({ minutes: 30 }));

/** One of the networks that an attacker has: each has failed less than makes it wait. */
const network = (index: number) => ({ 'X-Forwarded-For': `2001:db8:0:${(index * 256).toString(16)}::1` });

type Kind = 'one-time-code' | 'recovery-code' | 'passkey';

async function wrongProof(browser: Browser, kind: Kind): Promise<object> {
  if (kind !== 'passkey') return { kind, code: kind === 'one-time-code' ? '000000' : 'aaaaa-aaaaa' };
  const { body } = await browser.send('post', '/session/passkey-challenges', {});
  return { kind, passkey: portal.passkey().answer(body.challenge) };
}

/** 60 wrong ones, five from each of twelve networks, which take turns; how many were answered how. */
async function guess(browser: Browser, path: string, kinds: readonly Kind[]) {
  const answers: Record<number, number> = {};
  const tryOne = async (kind: Kind, from: object) => {
    const guessing = browser.stolen();
    const { status } = await guessing.send('post', path, await wrongProof(guessing, kind), { ...from });
    answers[status] = (answers[status] ?? 0) + 1;
  };
  for (let turn = 0; turn < 5; turn++) {
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => tryOne(kinds[index % kinds.length]!, network(index))),
    );
  }
  return answers;
}

async function halfSignedIn({ userCode }: Holder, from = network(200), password = PASSWORD) {
  const browser = portal.browser();
  const { status } = await browser.send('post', '/session', { userCode, password }, from);
  expect(status).toBe(202);
  return browser;
}

describe('Second factors are not guessed by whoever knows the password and has many networks', () => {
  it.each<[string, Kind[]]>([
    ['one-time codes', ['one-time-code']],
    ['recovery codes', ['recovery-code']],
    ['passkeys', ['passkey']],
    ['all of them in turn', ['one-time-code', 'recovery-code', 'passkey']],
  ])('%s', async (_, kinds) => {
    const holder = await portal.enrolledOfficer();
    const thief = await halfSignedIn(holder);
    const answers = await guess(thief, '/session/second-factor', kinds);
    expect(answers).toEqual({ 401: LOOKED_AT, 429: 60 - LOOKED_AT });
    // Nor is a right one looked at, until the wait is over.
    const right = () =>
      thief.send('post', '/session/second-factor', portal.oneTimeCode(holder.secret), network(201));
    expect((await right()).status).toBe(429);
    portal.clock.advance({ minutes: 2 });
    expect((await right()).status).toBe(201);
  });

  it('what is tried at once is counted exactly', async () => {
    const thief = await halfSignedIn(await portal.enrolledOfficer());
    const proof = { kind: 'one-time-code', code: '000000' };
    const trying = Array.from({ length: 60 }, (_, index) =>
      thief.stolen().send('post', '/session/second-factor', proof, network(index)),
    );
    const looked = (await Promise.all(trying)).filter(({ status }) => status === 401);
    expect(looked).toHaveLength(LOOKED_AT);
  });

  it('in a session that was stolen', async () => {
    const holder = await portal.enrolledOfficer();
    const thief = holder.browser.stolen();
    // What says that the browser is known would have it count by itself.
    for (const name of thief.cookies.keys()) if (name !== 'greffe_session') thief.cookies.delete(name);
    const answers = await guess(thief, '/session/confirmation', ['one-time-code']);
    expect(answers).toEqual({ 401: LOOKED_AT, 429: 60 - LOOKED_AT });
    const half = await halfSignedIn(holder);
    expect((await half.secondStep(portal.oneTimeCode(holder.secret))).status).toBe(429);
  });

  it('by another password that was chosen by the mailbox', async () => {
    const holder = await portal.enrolledOfficer();
    const { userCode, email } = holder;
    await guess(await halfSignedIn(holder), '/session/second-factor', ['one-time-code']);
    await portal.browser().send('post', '/password-loss', { userCode, email }, network(210));
    const link = { userCode, token: activationToken(portal.running.engines.config.secret, userCode, 2) };
    const chosen = await portal.browser().send('post', '/activation', { ...link, password: OTHER_PASSWORD });
    expect(chosen.status).toBe(201);
    const half = await halfSignedIn(holder, network(211), OTHER_PASSWORD);
    expect((await half.secondStep(portal.oneTimeCode(holder.secret))).status).toBe(429);
  });
});

it('Whoever does not know the password keeps nobody from their second factor, whatever passkeys they show', async () => {
  const holder = await portal.enrolledOfficer();
  for (let index = 0; index < 2 * LOOKED_AT; index++) {
    const stranger = portal.browser();
    const { body } = await stranger.send('post', '/session/passkey-challenges', {});
    const shown = { userCode: holder.userCode, ...portal.passkey().answer(body.challenge) };
    const { status } = await stranger.send('post', '/session/passkey', shown, network(index));
    expect(status).toBe(401);
  }
  const half = await halfSignedIn(holder);
  expect((await half.secondStep(portal.oneTimeCode(holder.secret))).status).toBe(201);
});
