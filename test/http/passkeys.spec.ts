import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { policy } from '#platform';
import { KeptPasskeys } from '../../libs/accounts/src/factors/kept-passkeys.ts';
import { ApiDocument } from '../support/api-document.ts';
import { attemptsOn } from '../support/attempts-on.ts';
import { cookiesIn, goOnUnder } from '../support/cookies.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { SoftPasskey } from '../support/soft-passkey.ts';
import { TestClock } from '../support/test-clock.ts';

const clock = new TestClock('2026-11-23T09:00:00.000Z');
let running: RunningRegister;
let api: ApiDocument;
let register: SmallRegister;
let origin: string;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, clock);
  api = await ApiDocument.of(running.url);
  register = new SmallRegister(running.services);
  origin = `http://localhost:${new URL(running.url).port}`;
});
afterAll(() => running.close());
beforeEach(() => clock.advance({ minutes: 30 }));

type Session = Record<string, string>;

async function call(method: 'get' | 'post' | 'delete', path: string, headers: Session, body?: object) {
  const answer = await request(running.url)[method](`/api${path}`).set(headers).send(body);
  expect(api.faults(method.toUpperCase(), `/api${path}`, answer.status, answer.body)).toEqual([]);
  return answer;
}

/** What has to be signed, and the browser that may answer. */
async function challenge(): Promise<{ challenge: string; browser: Session }> {
  const asked = await call('post', '/session/passkey-challenges', {}, {});
  expect(asked.body.rpId).toBe('localhost');
  return { challenge: asked.body.challenge, browser: { Cookie: cookiesIn(asked) } };
}

async function officer() {
  const { userCode } = await register.anotherOfficer();
  return { userCode, session: await sessionOf(running.url, userCode) };
}

/** The same of one that is to be added. */
async function offer(session: Session) {
  const offered = await call('post', '/own-access/passkeys/offer', session, {});
  const Cookie = `${session.Cookie!.split(';')[0]}; ${cookiesIn(offered)}`;
  return { challenge: offered.body.challenge as string, browser: { ...session, Cookie } };
}

async function add(
  session: Session,
  passkey: SoftPasskey,
  ...circumstances: [Parameters<SoftPasskey['make']>[1]?]
) {
  const { challenge, browser } = await offer(session);
  const made = { name: 'Poste du bureau', ...passkey.make(challenge, ...circumstances) };
  const answer = await call('post', '/own-access/passkeys', browser, made);
  goOnUnder(session, answer);
  return { answer, browser, made };
}

async function withPasskey() {
  const known = await officer();
  const passkey = new SoftPasskey(origin);
  const { answer, ...added } = await add(known.session, passkey);
  expect(answer.status).toBe(201);
  return { ...known, passkey, ...added };
}

async function signIn(
  passkey: SoftPasskey,
  userCode?: string,
  ...given: [Parameters<SoftPasskey['answer']>[1]?]
) {
  const { challenge: asked, browser } = await challenge();
  return call('post', '/session/passkey', browser, { userCode, ...passkey.answer(asked, ...given) });
}

describe('A passkey', () => {
  it('opens the code that is typed, or the one that it is of, without a password', async () => {
    const { userCode, passkey } = await withPasskey();
    const typed = await signIn(passkey, userCode.toLowerCase());
    expect([typed.status, typed.body.userCode]).toEqual([201, userCode]);
    const discovered = await signIn(passkey);
    expect([discovered.status, discovered.body.userCode]).toEqual([201, userCode]);
    expect((await attemptsOn(running, userCode)).slice(-2)).toEqual(['success passkey', 'success passkey']);
    const session = { Cookie: cookiesIn(discovered) };
    expect((await call('get', '/session', session)).body.userCode).toBe(userCode);
  });

  it('is a second factor after the password too', async () => {
    const { userCode, passkey } = await withPasskey();
    const first = await call('post', '/session', {}, { userCode, password: PASSWORD });
    expect([first.status, first.body.secondFactor]).toEqual([202, ['passkey']]);
    const { challenge: asked, browser } = await challenge();
    const both = { Cookie: `${cookiesIn(first)}; ${browser.Cookie}` };
    const given = { kind: 'passkey', passkey: passkey.answer(asked) };
    const second = await call('post', '/session/second-factor', both, given);
    expect([second.status, second.body.userCode]).toEqual([201, userCode]);
  });

  it('is listed, and opens nothing once it is removed', async () => {
    const { userCode, session, passkey } = await withPasskey();
    const { body } = await call('get', '/own-access/factors', session);
    expect(body.factors).toEqual([expect.objectContaining({ kind: 'passkey', name: 'Poste du bureau' })]);
    await call('delete', `/own-access/factors/${body.factors[0].id}`, session, {});
    expect((await signIn(passkey, userCode)).body.code).toBe('passkey-refused');
    expect((await signIn(passkey)).status).toBe(401);
  });

  it('is added once, sent again with its key', async () => {
    const { session } = await officer();
    const passkey = new SoftPasskey(origin);
    const keyed: Session = { ...session, 'Idempotency-Key': randomUUID() };
    const { browser, made } = await add(keyed, passkey);
    expect((await call('post', '/own-access/passkeys', browser, made)).status).toBe(401);
    const renewed = { ...keyed, Cookie: `${keyed.Cookie}; ${browser.Cookie.split('; ').at(-1)}` };
    const again = await call('post', '/own-access/passkeys', renewed, made);
    expect(again.status).toBe(201);
    goOnUnder(keyed, again);
    const own = await call('get', '/own-access/factors', keyed);
    expect(own.body.factors).toHaveLength(1);
  });
});

it('a key that was kept and never counted, since its event did not come, is made again', async () => {
  const { session, userCode, passkey } = await withPasskey();
  const keep = {
    factorId: randomUUID(),
    userCode,
    credentialId: 'bGVmdCBvdmVy',
    publicKey: new Uint8Array(77),
  };
  await running.services
    .get(KeptPasskeys, { strict: false })
    .keep({ ...keep, counter: 0, transports: ['internal'] });
  const offer = await call('post', '/own-access/passkeys/offer', session, {});
  expect(offer.body.known.map(({ credentialId }: { credentialId: string }) => credentialId)).toEqual([
    passkey.credentialId,
  ]);
});

describe('Attacks', () => {
  it('an answer is good once: its challenge is used up, for the wrong and for the right', async () => {
    const { userCode, passkey } = await withPasskey();
    const { challenge: asked, browser } = await challenge();
    const answer = { userCode, ...passkey.answer(asked) };
    const answers = await Promise.all([1, 2].map(() => call('post', '/session/passkey', browser, answer)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401]);
    expect((await call('post', '/session/passkey', browser, answer)).body.code).toBe('passkey-refused');
  });

  it('a challenge is for one browser, and not for long', async () => {
    const { userCode, passkey } = await withPasskey();
    const [one, other] = [await challenge(), await challenge()];
    const answer = { userCode, ...passkey.answer(one.challenge) };
    expect((await call('post', '/session/passkey', other.browser, answer)).status).toBe(401);
    expect((await call('post', '/session/passkey', {}, answer)).status).toBe(401);
    clock.advance({ minutes: policy.secondFactorMinutes });
    const late = { userCode, ...passkey.answer(one.challenge) };
    expect((await call('post', '/session/passkey', one.browser, late)).status).toBe(401);
  });

  it('of another site, of a device that has not asked who is there, of a copy that counts anew', async () => {
    const { userCode, passkey } = await withPasskey();
    expect((await signIn(passkey, userCode, { counter: 7 })).status).toBe(201);
    for (const circumstances of [
      { origin: 'https://greffe.attaquant.example' },
      { isVerified: false },
      { counter: 7 },
      { counter: 3 },
      { counter: 0 },
    ]) {
      expect((await signIn(passkey, userCode, circumstances)).body.code).toBe('passkey-refused');
    }
    expect((await attemptsOn(running, userCode)).at(-1)).toBe('wrong-factor passkey');
    expect((await signIn(new SoftPasskey(origin, 'attaquant.example'), userCode)).status).toBe(401);
  });

  it('a passkey opens no code but its own, and tells nobody whether there is such a code', async () => {
    const [one, other] = [await withPasskey(), await officer()];
    const stranger = new SoftPasskey(origin);
    const refusals = [
      await signIn(one.passkey, other.userCode),
      await signIn(stranger, other.userCode),
      await signIn(stranger, 'A999999'),
      await signIn(stranger),
    ];
    for (const { status, body } of refusals) expect([status, body.code]).toEqual([401, 'passkey-refused']);
  });

  it('is added to the session that has asked, for that site, by a device that has asked who is there', async () => {
    const [one, other] = [await officer(), await officer()];
    const { challenge: wanted, browser } = await offer(one.session);
    const made = { name: 'Vol', ...new SoftPasskey(origin).make(wanted) };
    const [, ofOffer] = browser.Cookie.split('; ');
    const stolen = {
      ...other.session,
      Cookie: `${other.session.Cookie!.split(';')[0]}; ${ofOffer}`,
    };
    expect((await call('post', '/own-access/passkeys', stolen, made)).body.code).toBe('enrolment-expired');
    for (const circumstances of [{ origin: 'https://greffe.attaquant.example' }, { isVerified: false }]) {
      const { answer } = await add(one.session, new SoftPasskey(origin), circumstances);
      expect(answer.body.code).toBe('passkey-refused');
    }
    const asked = await challenge();
    const forSignIn = {
      ...one.session,
      Cookie: `${one.session.Cookie!.split(';')[0]}; ${asked.browser.Cookie}`,
    };
    const wrongEnd = { name: 'Autre', ...new SoftPasskey(origin).make(asked.challenge) };
    expect((await call('post', '/own-access/passkeys', forSignIn, wrongEnd)).body.code).toBe(
      'enrolment-expired',
    );
  });

  it('takes the place of the one that was being added: however often that is begun, it leaves one row', async () => {
    const { userCode, session } = await officer();
    const [first, , last] = [await offer(session), await offer(session), await offer(session)];
    const challenges = 'SELECT challenge FROM sign_in.challenges WHERE user_code = $1';
    const { rows } = await running.engines.database.query(challenges, [userCode]);
    expect(rows).toEqual([{ challenge: last.challenge }]);
    const addBy = ({ challenge: wanted, browser }: typeof first) =>
      call('post', '/own-access/passkeys', browser, {
        name: 'Poste',
        ...new SoftPasskey(origin).make(wanted),
      });
    expect((await addBy(first)).body.code).toBe('enrolment-expired');
    expect((await addBy(last)).status).toBe(201);
  });

  it('wrong ones make the next wait, as wrong passwords do', async () => {
    const { userCode, passkey } = await withPasskey();
    const stranger = new SoftPasskey(origin);
    for (let failures = 0; failures <= policy.signInThrottling.freeFailures; failures++) {
      expect((await signIn(stranger, userCode)).status).toBe(401);
    }
    expect((await signIn(passkey, userCode)).status).toBe(429);
  });

  it('a blocked code is opened by no passkey, and bad input changes nothing', async () => {
    for (const body of [{}, { credentialId: 'é', clientData: 'x', authenticatorData: 'x', signature: 'x' }]) {
      expect((await call('post', '/session/passkey', {}, body)).status).toBe(422);
    }
    const garbage = { credentialId: 'x', clientData: 'x', authenticatorData: 'x', signature: 'x' };
    expect((await call('post', '/session/passkey', {}, garbage)).status).toBe(401);
    const { userCode, passkey } = await withPasskey();
    await register.blockIdle(userCode);
    expect((await signIn(passkey, userCode)).body.code).toBe('account-blocked');
  });
});
