import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { Secret } from 'otpauth';
import request from 'supertest';
import { EventStore } from '#event-sourcing';
import { policy, rowSeal } from '#platform';
import { ApiDocument } from '../support/api-document.ts';
import { attemptsOn } from '../support/attempts-on.ts';
import { goOnUnder } from '../support/cookies.ts';
import { eventually } from '../support/eventually.ts';
import { enrolOneTimeCodes, codeOf as shownBy } from '../support/one-time-codes.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

const clock = new TestClock('2026-11-23T09:00:00.000Z');
let running: RunningRegister;
let api: ApiDocument;
let register: SmallRegister;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, clock);
  api = await ApiDocument.of(running.url);
  register = new SmallRegister(running.services);
});
afterAll(() => running.close());
beforeEach(() => clock.advance({ minutes: 30 }));

type Session = Record<string, string>;

/** An answer that is not as documented fails. */
async function call(method: 'get' | 'post' | 'delete', path: string, headers: Session, body?: object) {
  const answer = await request(running.url)[method](`/api${path}`).set(headers).send(body);
  expect(api.faults(method.toUpperCase(), `/api${path}`, answer.status, answer.body)).toEqual([]);
  return answer;
}

/** The code of an officer, and the session in which nothing is enrolled yet. */
async function officer() {
  const { userCode } = await register.anotherOfficer();
  return { userCode, session: await sessionOf(running.url, userCode) };
}

const codeOf = (secret: string) => shownBy(secret, clock);

/** Somebody whose password opens nothing by itself. */
async function enrolledOfficer() {
  const known = await officer();
  const offer = await enrolOneTimeCodes(running.url, known.session, clock);
  clock.advance({ minutes: 1 });
  return { ...known, ...offer };
}

const signIn = (userCode: string, password = PASSWORD) =>
  call('post', '/session', {}, { userCode, password });

async function halfSignIn(userCode: string): Promise<Session> {
  const { status, headers, body } = await signIn(userCode);
  expect([status, body.csrfToken]).toEqual([202, undefined]);
  const cookies = headers['set-cookie'] as unknown as string[];
  expect(cookies).toHaveLength(1);
  return { Cookie: cookies[0]! };
}

const secondStep = (half: Session, kind: string, code: string) =>
  call('post', '/session/second-factor', half, { kind, code });

describe('A second factor', () => {
  it('is asked for after the password, and opens the session', async () => {
    const { userCode, secret } = await enrolledOfficer();
    const half = await halfSignIn(userCode);
    const { status, body } = await secondStep(half, 'one-time-code', codeOf(secret));
    expect([status, body.userCode]).toEqual([201, userCode]);
    expect((await attemptsOn(running, userCode)).slice(-2)).toEqual([
      'factor-asked password',
      'success password one-time-code',
    ]);
  });

  it('is listed with its name, and removed', async () => {
    const { userCode, session, id } = await enrolledOfficer();
    const { body } = await call('get', '/own-access/factors', session);
    expect(body.factors).toEqual([expect.objectContaining({ id, kind: 'one-time-code', name: 'Téléphone' })]);
    expect((await call('delete', `/own-access/factors/${id}`, session, {})).status).toBe(200);
    expect((await signIn(userCode)).status).toBe(201);
  });

  it('does not count before it has shown a right code, nor after too long', async () => {
    const { userCode, session } = await officer();
    const { body: offer } = await call('post', '/own-access/one-time-codes', session, {});
    const confirm = (code: string) =>
      call('post', `/own-access/one-time-codes/${offer.id}/confirmation`, session, { name: 'X1', code });
    expect((await confirm('000000')).body.code).toBe('wrong-code');
    expect((await signIn(userCode)).status).toBe(201);
    clock.advance({ minutes: policy.enrolmentMinutes - 1 });
    await call('get', '/own-access/factors', session);
    clock.advance({ minutes: 1 });
    expect((await confirm(codeOf(offer.secret))).body.code).toBe('enrolment-expired');
  });

  it('takes the place of the one that was being added: however often that is begun, it leaves one row', async () => {
    const { userCode, session } = await officer();
    const offers = [];
    for (let begun = 0; begun < 3; begun++) {
      offers.push((await call('post', '/own-access/one-time-codes', session, {})).body);
    }
    const seeds = 'SELECT factor_id AS id FROM sign_in.seeds WHERE user_code = $1';
    const { rows } = await running.engines.database.query(seeds, [userCode]);
    expect(rows).toEqual([{ id: offers.at(-1).id }]);
    const confirm = ({ id, secret }: { id: string; secret: string }) =>
      call('post', `/own-access/one-time-codes/${id}/confirmation`, session, {
        name: 'Téléphone',
        code: codeOf(secret),
      });
    expect((await confirm(offers[0])).body.code).toBe('enrolment-expired');
    expect((await confirm(offers.at(-1))).status).toBe(201);
  });

  it('is added once by two who confirm it at the same moment', async () => {
    const { session } = await officer();
    const { body: offer } = await call('post', '/own-access/one-time-codes', session, {});
    const path = `/own-access/one-time-codes/${offer.id}/confirmation`;
    const confirmation = { name: 'Téléphone', code: codeOf(offer.secret) };
    const answers = await Promise.all([1, 2].map(() => call('post', path, session, confirmation)));
    expect(answers.map(({ status }) => status)).toContain(201);
    for (const answer of answers) goOnUnder(session, answer);
    const { body } = await call('get', '/own-access/factors', session);
    expect(body.factors).toHaveLength(1);
  });

  it('of somebody else is none', async () => {
    const [one, other] = [await enrolledOfficer(), await officer()];
    const answer = await call('delete', `/own-access/factors/${one.id}`, other.session, {});
    expect(answer.body.code).toBe('factor-unknown');
    const { body: offer } = await call('post', '/own-access/one-time-codes', one.session, {});
    const path = `/own-access/one-time-codes/${offer.id}/confirmation`;
    const stolen = await call('post', path, other.session, { name: 'Vol', code: codeOf(offer.secret) });
    expect(stolen.body.code).toBe('enrolment-expired');
  });

  it('ends the other sessions with the first one', async () => {
    const { userCode, session } = await officer();
    const elsewhere = await sessionOf(running.url, userCode);
    await enrolOneTimeCodes(running.url, session, clock);
    expect((await call('get', '/session', elsewhere)).status).toBe(401);
    expect((await call('get', '/session', session)).status).toBe(200);
  });
});

describe('Attacks', () => {
  it('skipping the second step: the cookie of the first opens nothing', async () => {
    const { userCode } = await enrolledOfficer();
    const half = await halfSignIn(userCode);
    const token = /=([^;]+)/.exec(half.Cookie!)![1]!;
    for (const cookie of [half.Cookie!, `greffe_session=${token}`]) {
      for (const path of ['/session', '/own-access', '/own-access/factors', '/tasks']) {
        expect((await call('get', path, { Cookie: cookie })).status).toBe(401);
      }
    }
    const replaced = await call('post', '/own-access/one-time-codes', half, {});
    expect(replaced.status).toBe(401);
  });

  it('a code is never right twice, not at once either', async () => {
    const { userCode, secret } = await enrolledOfficer();
    const code = codeOf(secret);
    const halves = [await halfSignIn(userCode), await halfSignIn(userCode)];
    const answers = await Promise.all(halves.map((half) => secondStep(half, 'one-time-code', code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401]);
    const again = await secondStep(await halfSignIn(userCode), 'one-time-code', code);
    expect([again.status, again.body.code]).toEqual([401, 'wrong-factor']);
  });

  it('a code of before the last one is not right any more', async () => {
    const { userCode, secret } = await enrolledOfficer();
    const before = codeOf(secret);
    clock.advance({ seconds: 30 });
    await secondStep(await halfSignIn(userCode), 'one-time-code', codeOf(secret));
    const late = await secondStep(await halfSignIn(userCode), 'one-time-code', before);
    expect(late.body.code).toBe('wrong-factor');
  });

  it('a wrong second factor counts like a wrong password: right passwords in between change nothing', async () => {
    const { userCode, secret } = await enrolledOfficer();
    for (let failures = 0; failures <= policy.signInThrottling.freeFailures; failures++) {
      const wrong = await secondStep(await halfSignIn(userCode), 'one-time-code', '000000');
      expect(wrong.body.code).toBe('wrong-factor');
    }
    expect((await signIn(userCode)).status).toBe(429);
    expect((await attemptsOn(running, userCode)).at(-2)).toBe('wrong-factor password one-time-code');
    clock.advance({ minutes: 2 });
    const right = await secondStep(await halfSignIn(userCode), 'one-time-code', codeOf(secret));
    expect(right.status).toBe(201);
  });

  it('the first step does not wait for long, and belongs to its password', async () => {
    const { userCode, secret } = await enrolledOfficer();
    const half = await halfSignIn(userCode);
    clock.advance({ minutes: policy.secondFactorMinutes });
    expect((await secondStep(half, 'one-time-code', codeOf(secret))).body.code).toBe('sign-in-expired');
    expect((await secondStep({}, 'one-time-code', codeOf(secret))).body.code).toBe('sign-in-expired');
  });

  it('whoever does not know the password is not told that there is a second factor', async () => {
    const { userCode } = await enrolledOfficer();
    const { status, body, headers } = await signIn(userCode, 'un autre mot de passe');
    expect([status, body.code, headers['set-cookie']]).toEqual([401, 'sign-in-refused', undefined]);
  });

  it('bad input is refused, and nothing is used up', async () => {
    const { userCode } = await enrolledOfficer();
    const half = await halfSignIn(userCode);
    for (const body of [{}, { kind: 'password', code: 'x' }, { kind: 'one-time-code', code: 1 }]) {
      expect((await call('post', '/session/second-factor', half, body)).status).toBe(422);
    }
  });
});

describe('Recovery codes', () => {
  it('are shown once, and each opens once', async () => {
    const { userCode, session } = await enrolledOfficer();
    const { body } = await call('post', '/own-access/recovery-codes', session, {});
    expect(body.codes).toHaveLength(policy.recoveryCodes);
    const [code, other] = body.codes;
    const use = async (typed: string) => secondStep(await halfSignIn(userCode), 'recovery-code', typed);
    expect((await use(code)).status).toBe(201);
    const { body: used } = await use(code);
    expect([used.code, used.detail]).toEqual([
      'wrong-factor',
      'Ce code de secours n’est pas le bon, ou a déjà servi. Vérifiez-le, ou prenez-en un autre de votre liste.',
    ]);
    expect((await use(other.toUpperCase().replace('-', ' '))).status).toBe(201);
    const own = await call('get', '/own-access/factors', session);
    expect(own.body.recoveryCodesLeft).toBe(policy.recoveryCodes - 2);
    expect(await attemptsOn(running, userCode)).toContain('success password recovery-code');
  });

  it('end those of before', async () => {
    const { userCode, session } = await enrolledOfficer();
    const { body: first } = await call('post', '/own-access/recovery-codes', session, {});
    await call('post', '/own-access/recovery-codes', { ...session, 'Idempotency-Key': randomUUID() }, {});
    const late = await secondStep(await halfSignIn(userCode), 'recovery-code', first.codes[0]);
    expect(late.body.code).toBe('wrong-factor');
  });

  it('are not made anew by whoever asks again with the same key: those that were shown go on', async () => {
    const { userCode, session } = await enrolledOfficer();
    const make = (key: string) =>
      call('post', '/own-access/recovery-codes', { ...session, 'Idempotency-Key': key }, {});
    const use = async (code: string) => secondStep(await halfSignIn(userCode), 'recovery-code', code);
    const [key, other] = [randomUUID(), randomUUID()];
    const { body: made } = await make(key);
    expect((await make(key)).body.code).toBe('recovery-codes-shown');
    expect((await use(made.codes[0])).status).toBe(201);
    const { body: replacing } = await make(other);
    expect((await make(key)).body.code).toBe('recovery-codes-shown');
    expect((await use(replacing.codes[0])).status).toBe(201);
  });

  it('one is right once, of several that show it at the same moment', async () => {
    const { userCode, session } = await enrolledOfficer();
    const { body } = await call('post', '/own-access/recovery-codes', session, {});
    const halves = [await halfSignIn(userCode), await halfSignIn(userCode), await halfSignIn(userCode)];
    const key = { 'Idempotency-Key': randomUUID() };
    const shown = await Promise.all(
      halves.map((half) =>
        call(
          'post',
          '/session/second-factor',
          { ...half, ...key },
          { kind: 'recovery-code', code: body.codes[0] },
        ),
      ),
    );
    expect(shown.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
    const { body: left } = await call('get', '/own-access/factors', session);
    expect(left.recoveryCodesLeft).toBe(9);
  });

  it('are told by mail when they are made, and when one is used', async () => {
    const { userCode, session } = await enrolledOfficer();
    const { body } = await call('post', '/own-access/recovery-codes', session, {});
    await secondStep(await halfSignIn(userCode), 'recovery-code', body.codes[0]);
    const changes = await eventually(async () => {
      const { rows } = await running.engines.database.query<{ change: string }>(
        `SELECT data ->> 'change' AS change FROM notifications.outbox
         WHERE user_code = $1 AND template = 'recovery-codes-changed' ORDER BY 1`,
        [userCode],
      );
      return rows.length === 2 && rows.map(({ change }) => change);
    });
    expect(changes).toEqual(['made', 'used']);
  });
});

it('R18: wrong ones after the right password are told to the holder, once a day and not for one slip', async () => {
  const { userCode } = await enrolledOfficer();
  const mails = async () => {
    const { rows } = await running.engines.database.query<{ data: object }>(
      `SELECT data FROM notifications.outbox WHERE user_code = $1 AND template = 'second-factors-missed'`,
      [userCode],
    );
    return rows.map(({ data }) => data);
  };
  const noted = async () =>
    (await running.services.get(EventStore, { strict: false }).readStream(`browsers-${userCode}`)).filter(
      ({ type }) => type === 'SecondFactorsMissed',
    );
  const miss = async (times: number) => {
    const half = await halfSignIn(userCode);
    for (let missed = 0; missed < times; missed++)
      expect((await secondStep(half, 'one-time-code', '000000')).status).toBe(401);
  };
  await miss(policy.missedFactorsTold - 1);
  expect(await noted()).toEqual([]);
  await miss(1);
  await miss(1);
  expect(await noted()).toHaveLength(1);
  const sent = await eventually(async () => {
    const rows = await mails();
    return rows.length > 0 && rows;
  });
  expect(sent).toEqual([{ first: 'password', at: expect.any(String) }]);
});

it('a password whose hash is of former parameters is hashed anew at the sign-in', async () => {
  const { userCode } = await officer();
  const { database, config } = running.engines;
  const keptOf = async () => {
    const { rows } = await database.query<{ id: string; hash: string }>(
      'SELECT password_id AS id, hash FROM sign_in.credentials WHERE user_code = $1',
      [userCode],
    );
    return rows[0]!;
  };
  const hashOf = async () => (await keptOf()).hash;
  const former = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
  const seal = rowSeal(config.nameSecret, 'password', [userCode, (await keptOf()).id, former]);
  await database.query('UPDATE sign_in.credentials SET hash = $2, seal = $3 WHERE user_code = $1', [
    ...[userCode, former, seal],
  ]);
  expect((await signIn(userCode, 'un autre mot de passe')).status).toBe(401);
  expect(await hashOf()).toBe(former);
  expect((await signIn(userCode)).status).toBe(201);
  const today = await hashOf();
  expect(today).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect((await signIn(userCode)).status).toBe(201);
  expect(await hashOf()).toBe(today);
});

it('neither seeds nor codes enter the log, and the tables hold neither as they are', async () => {
  const { userCode, session, secret } = await enrolledOfficer();
  const { body } = await call('post', '/own-access/recovery-codes', session, {});
  const { database } = running.engines;
  const kept = await database.query<{ seed: Buffer }>('SELECT seed FROM sign_in.seeds WHERE user_code = $1', [
    userCode,
  ]);
  const raw = Buffer.from(Secret.fromBase32(secret).buffer);
  for (const { seed } of kept.rows) expect(seed.includes(raw)).toBe(false);
  const hashes = await database.query<{ hash: string }>('SELECT hash FROM sign_in.recovery_codes');
  expect(hashes.rows.map(({ hash }) => hash)).not.toContain(body.codes[0]);
  const store = running.services.get(EventStore, { strict: false });
  const log = JSON.stringify([
    ...(await store.readStream(`account-${userCode}`)),
    ...(await store.readStream(`connections-${userCode}`)),
  ]);
  for (const hidden of [secret, raw.toString('hex'), raw.toString('base64'), ...body.codes]) {
    expect(log).not.toContain(hidden);
  }
});
