import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import request from 'supertest';
import { activationToken, SignInData } from '#accounts';
import { RegisterConvention, signatureToken } from '#conventions';
import { EventStore } from '#event-sourcing';
import { DIRECTOR_LEVEL, deriveId, policy, runAs } from '#platform';
import { AskForSignatureLink } from '../../libs/conventions/src/commands/ask-for-signature-link.ts';
import { ApiDocument } from '../support/api-document.ts';
import { attemptsOn } from '../support/attempts-on.ts';
import { type Hostility, type ProvidedPerson, TestProvider } from '../support/oidc-provider.ts';
import { codeOf, enrolOneTimeCodes } from '../support/one-time-codes.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';
import { upToDate } from '../support/up-to-date.ts';

const CAF_SIRET = '77562424000013';
const OTHER_SIRET = '21590350100017';

/** The provider’s time is that of the machine. */
const clock = new TestClock(new Date().toISOString());
let provider: TestProvider;
let running: RunningRegister;
let api: ApiDocument;
let register: SmallRegister;

beforeAll(async () => {
  provider = await TestProvider.start();
  running = await runningRegister(
    { LOG_LEVEL: 'fatal', ...provider.environment, OIDC_CAF_SIRETS: `${CAF.id}:${CAF_SIRET}` },
    clock,
  );
  api = await ApiDocument.of(running.url);
  register = new SmallRegister(running.services);
  await register.convention();
});
afterAll(async () => {
  await running?.close();
  await provider?.stop();
});
beforeEach(() => {
  clock.set(new Date().toISOString());
  Object.assign(provider, { hostility: {}, idTokenTtl: 300, declines: false, isAway: false });
});

type Headers = Record<string, string>;

/** As tokens count. */
const now = () => Math.floor(Date.now() / 1000);

async function call(method: 'get' | 'post' | 'delete', path: string, headers: Headers, body?: object) {
  const answer = await request(running.url)[method](`/api${path}`).set(headers).send(body);
  if (answer.status === 204) return answer;
  expect(api.faults(method.toUpperCase(), `/api${path}`, answer.status, answer.body)).toEqual([]);
  return answer;
}

const cookiesIn = ({ headers }: request.Response): string =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ');

const nameAndValue = (cookie: string) => cookie.split('=', 2) as [string, string];

const withCookies = (session: Headers, more: string): Headers => ({
  ...session,
  Cookie: [session.Cookie, more].filter(Boolean).join('; '),
});

let people = 0;
const somebody = (more: Partial<ProvidedPerson> = {}): ProvidedPerson => ({
  sub: `sub-${++people}`,
  siret: TOWN.siret,
  email: `personne.${people}@mons.example`,
  ...more,
});

/** Goes to the provider as this person, and comes back. */
async function goThere(path: string, headers: Headers, person: ProvidedPerson, body: object = {}) {
  provider.person = person;
  const begun = await call('post', path, headers, body);
  expect([begun.status, begun.body]).toEqual([201, { location: expect.any(String) }]);
  const { error_description: _, ...answer } = Object.fromEntries(await provider.visit(begun.body.location));
  return { answer, browser: withCookies(headers, cookiesIn(begun)), location: new URL(begun.body.location) };
}

async function signIn(person: ProvidedPerson, headers: Headers = {}) {
  const { answer, browser } = await goThere('/session/provider-requests', headers, person);
  return call('post', '/session/provider', browser, answer);
}

async function link(session: Headers, person: ProvidedPerson) {
  const { answer, browser } = await goThere('/own-access/provider-requests', session, person);
  return call('post', '/own-access/identities', browser, answer);
}

async function correspondent() {
  const name = `Ada ${'I'.repeat(++people)}`;
  const email = `ada.${people}@mons.example`;
  const userCode = await register.activate(await register.staff('gestionnaire', name, TOWN, email));
  return { userCode, session: await sessionOf(running.url, userCode) };
}

async function linked(more: Partial<ProvidedPerson> = {}) {
  const known = await correspondent();
  const person = somebody(more);
  expect((await link(known.session, person)).status).toBe(201);
  return { ...known, person };
}

const accountEvents = async (userCode: string) =>
  running.services.get(EventStore, { strict: false }).readStream(`account-${userCode}`);

const lastAttempt = async (userCode: string) => (await attemptsOn(running, userCode)).at(-1);

const unlinkedAttempts = async () => {
  const { rows } = await running.engines.database.query<{ stream: string }>(
    `SELECT DISTINCT stream FROM event_log.events WHERE stream LIKE 'connections-unknown-%'`,
  );
  return Promise.all(
    rows.map(async ({ stream }) => ({
      stream,
      attempts: await attemptsOn(running, stream.replace('connections-', '')),
    })),
  );
};

describe('Linking', () => {
  it('asks for what is used alone, with PKCE, state and nonce, and keeps no word of who it is', async () => {
    const { session, userCode } = await correspondent();
    const person = somebody();
    const { location, answer, browser } = await goThere('/own-access/provider-requests', session, person);
    const asked = Object.fromEntries(location.searchParams);
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'greffe',
      code_challenge_method: 'S256',
      scope: 'openid email siret idp_id',
      acr_values: 'eidas1',
      claims: JSON.stringify({ id_token: { amr: { essential: true }, auth_time: { essential: true } } }),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^link\.[\w-]{43}$/),
    });
    expect(answer).toMatchObject({ iss: provider.issuer, state: asked.state });
    expect((await call('post', '/own-access/identities', browser, answer)).status).toBe(201);
    const events = await accountEvents(userCode);
    expect(events.at(-1)).toMatchObject({
      type: 'IdentityLinked',
      data: {
        issuer: provider.issuer,
        provider: 'ProConnect',
        siret: TOWN.siret,
        email: person.email,
        idpId: 'an-identity-provider',
        identityHash: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    });
    expect(JSON.stringify(events)).not.toContain(person.sub);
    const { body } = await call('get', '/own-access/factors', session);
    expect(body.identities).toEqual([
      expect.objectContaining({ provider: 'ProConnect', email: person.email, usedAt: null }),
    ]);
  });

  it('wants a fresh factor, and a session that is there still', async () => {
    const { session } = await correspondent();
    const { answer, browser } = await goThere('/own-access/provider-requests', session, somebody());
    const { 'X-CSRF-Token': _, ...unarmed } = browser;
    expect((await call('post', '/own-access/identities', unarmed, answer)).body.code).toBe(
      'csrf-token-missing',
    );
    clock.advance({ minutes: policy.freshFactorMinutes });
    const late = await call('post', '/own-access/provider-requests', session, {});
    expect([late.status, late.body.code]).toEqual([403, 'fresh-factor-required']);
    expect((await call('post', '/own-access/provider-requests', {}, {})).status).toBe(401);
  });

  it('is not kept from by what an interrupted unlinking has left of another code', async () => {
    const { session, person } = await linked();
    const kept = () =>
      running.engines.database.query('SELECT * FROM sign_in.identities ORDER BY identity_hash');
    const { rows: before } = await kept();
    const { body } = await call('get', '/own-access/factors', session);
    const [{ id }] = body.identities;
    await call('delete', `/own-access/identities/${id}`, session, {});
    const left = before.find(({ link_id }) => link_id === id)!;
    await running.engines.database.query('INSERT INTO sign_in.identities VALUES ($1, $2, $3)', [
      ...[left.identity_hash, left.link_id, left.user_code],
    ]);
    const next = await correspondent();
    expect((await link(next.session, person)).status).toBe(201);
    expect((await signIn(person)).body.userCode).toBe(next.userCode);
  });

  it('is with the identity that the log tells of: whoever may write to the database puts no other in its place', async () => {
    const [victim, attacker] = [await linked(), await linked()];
    await running.engines.database.query(
      `WITH own AS (DELETE FROM sign_in.identities WHERE user_code = $2 RETURNING identity_hash)
       UPDATE sign_in.identities AS theirs SET identity_hash = own.identity_hash FROM own WHERE theirs.user_code = $1`,
      [victim.userCode, attacker.userCode],
    );
    expect((await signIn(attacker.person)).status).toBe(401);
    expect(await lastAttempt(victim.userCode)).toMatch(/^wrong-factor/);
  });

  it('is asked for once at a time: however often that is begun, it leaves one row', async () => {
    const { session } = await correspondent();
    const ask = () => goThere('/own-access/provider-requests', session, somebody());
    const rows = async () =>
      (await running.engines.database.query('SELECT FROM sign_in.provider_requests')).rowCount!;
    const before = await rows();
    const [first, , last] = [await ask(), await ask(), await ask()];
    expect(await rows()).toBe(before + 1);
    const linked = ({ browser, answer }: typeof first) =>
      call('post', '/own-access/identities', browser, answer);
    expect((await linked(first)).body.code).toBe('provider-answer-refused');
    expect((await linked(last)).status).toBe(201);
  });

  it('is for the session that has asked: nobody’s identity is slipped under another’s code', async () => {
    const [victim, attacker] = [await correspondent(), await correspondent()];
    const begun = await goThere('/own-access/provider-requests', attacker.session, somebody());
    const cookie = begun.browser.Cookie!.split('; ').at(-1)!;
    const forged = withCookies(victim.session, cookie);
    const answer = await call('post', '/own-access/identities', forged, begun.answer);
    expect([answer.status, answer.body.code]).toEqual([401, 'provider-answer-refused']);
    expect((await call('get', '/own-access/factors', victim.session)).body.identities).toEqual([]);
  });

  it('is refused, and recorded, as of another SIRET, or of none', async () => {
    const { session, userCode } = await correspondent();
    for (const siret of [OTHER_SIRET, CAF_SIRET, '21590410000018', undefined]) {
      const answer = await link(session, somebody({ siret }));
      expect([answer.status, answer.body.code]).toEqual([403, 'other-organism']);
      expect(await lastAttempt(userCode)).toBe('other-organism federated');
    }
    expect((await call('get', '/own-access/factors', session)).body.identities).toEqual([]);
  });

  it('R12: is to one code, and to it once', async () => {
    const { session, person, userCode } = await linked();
    expect((await link(session, person)).status).toBe(201);
    expect((await accountEvents(userCode)).filter(({ type }) => type === 'IdentityLinked')).toHaveLength(1);
    expect((await signIn(person)).status).toBe(201);
    const other = await correspondent();
    const taken = await link(other.session, person);
    expect([taken.status, taken.body.code]).toEqual([409, 'identity-taken']);
    expect((await signIn(person)).body.userCode).toBe(userCode);
  });

  it('R12: goes along with its holder, whose former code opens nothing any more', async () => {
    const former = await register.activate(await register.agent('Louis', 'Martin', 'financial'));
    const person = somebody();
    expect((await link(await sessionOf(running.url, former), person)).status).toBe(201);
    const { session, userCode } = await correspondent();
    expect((await link(session, person)).body.code).toBe('identity-taken');
    await register.revoke('Louis', 'Martin', 'financial');
    expect((await link(session, person)).status).toBe(201);
    expect((await signIn(person)).body.userCode).toBe(userCode);
    expect((await accountEvents(former)).at(-1)).toMatchObject({ type: 'IdentityUnlinked' });
  });

  it('of an officer it is to the Caf’s SIRET, as the configuration says', async () => {
    const { userCode } = await register.anotherOfficer();
    const session = await sessionOf(running.url, userCode);
    expect((await link(session, somebody())).body.code).toBe('other-organism');
    const person = somebody({ siret: CAF_SIRET });
    expect((await link(session, person)).status).toBe(201);
    expect((await signIn(person)).body.userCode).toBe(userCode);
  });

  it('is undone by its holder: it opens nothing any more, nor does what it had opened', async () => {
    const { session, person, userCode } = await linked();
    const other = await signIn(person);
    const { body } = await call('get', '/own-access/factors', session);
    const [identity] = body.identities;
    expect(identity.usedAt).not.toBeNull();
    const path = `/own-access/identities/${identity.id}`;
    expect((await call('delete', path, session, {})).status).toBe(200);
    expect((await call('delete', path, session, {})).body.code).toBe('identity-unknown');
    expect((await call('get', '/session', { Cookie: cookiesIn(other) })).status).toBe(401);
    expect((await call('get', '/session', session)).status).toBe(200);
    const refused = await signIn(person);
    expect([refused.status, refused.body.code]).toEqual([401, 'identity-not-linked']);
    expect((await accountEvents(userCode)).at(-1)).toMatchObject({ type: 'IdentityUnlinked' });
    expect((await link(session, person)).status).toBe(201);
    expect((await signIn(person)).status).toBe(201);
  });
});

it('with whoever is erased, their identities are', async () => {
  const { person, userCode } = await linked();
  await running.services.get(SignInData, { strict: false }).forget([userCode]);
  expect((await signIn(person)).body.code).toBe('identity-not-linked');
  const { rows } = await running.engines.database.query(
    'SELECT 1 FROM sign_in.identities WHERE user_code = $1',
    [userCode],
  );
  expect(rows).toEqual([]);
});

describe('Signing in', () => {
  it('opens the code that the identity is linked to, on record; it opens none that it is not linked to', async () => {
    const { person, userCode } = await linked();
    const entered = await signIn(person);
    expect([entered.status, entered.body.userCode]).toEqual([201, userCode]);
    expect((await call('get', '/session', { Cookie: cookiesIn(entered) })).body.userCode).toBe(userCode);
    expect(await lastAttempt(userCode)).toBe('success federated');

    const stranger = somebody();
    const refused = await signIn(stranger);
    expect([refused.status, refused.body.code]).toEqual([401, 'identity-not-linked']);
    const unknown = (await unlinkedAttempts()).filter(({ attempts }) =>
      attempts.includes('unknown-code federated'),
    );
    expect(unknown).not.toEqual([]);
    expect(JSON.stringify(unknown)).not.toContain(stranger.sub);
    expect((await signIn(stranger, { Cookie: cookiesIn(entered) })).status).toBe(401);
  });

  it('asks the provider for another account where the one before was wrong, whatever for', async () => {
    const wanted = async (path: string, headers: Headers, body: object) => {
      const { body: answered } = await call('post', path, headers, body);
      return new URL(answered.location).searchParams.get('prompt');
    };
    expect(await wanted('/session/provider-requests', {}, {})).toBeNull();
    expect(await wanted('/session/provider-requests', {}, { account: 'any' })).toBeNull();
    expect(await wanted('/session/provider-requests', {}, { account: 'other' })).toBe('login');
    const { session } = await correspondent();
    expect(await wanted('/own-access/provider-requests', session, { account: 'other' })).toBe('login');
    // ProConnect refuses parameters that it does not know.
    const { body } = await call('post', '/session/provider-requests', {}, { account: 'other' });
    expect([...new URL(body.location).searchParams.keys()].sort()).toEqual(
      [
        ...[
          'acr_values',
          'claims',
          'client_id',
          'code_challenge',
          'code_challenge_method',
          'nonce',
          'prompt',
        ],
        ...['redirect_uri', 'response_type', 'scope', 'state'],
      ].sort(),
    );
  });

  it('is begun so often from one network, and another one is not kept waiting', async () => {
    const { count, minutes } = policy.signInBeginningsPerNetwork;
    clock.advance({ minutes });
    for (let begun = 0; begun < count; begun++) {
      const { status } = await call('post', '/session/passkey-challenges', {}, {});
      if (status !== 201) throw new Error(`${status} after ${begun}`);
    }
    const kept = async () => {
      const { rows } = await running.engines.database.query<{ rows: number }>(
        'SELECT (SELECT count(*) FROM sign_in.challenges)::int + (SELECT count(*) FROM sign_in.provider_requests)::int AS rows',
      );
      return rows[0]!.rows;
    };
    const before = await kept();
    for (const path of ['/session/passkey-challenges', '/session/provider-requests']) {
      const refused = await call('post', path, {}, {});
      expect([refused.status, refused.body.code]).toEqual([429, 'throttled']);
      expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(minutes * 60);
    }
    expect(await kept()).toBe(before);
    clock.advance({ minutes });
    expect((await call('post', '/session/passkey-challenges', {}, {})).status).toBe(201);
  });

  it('an address is nobody’s: another identity with the mailbox of the code is not linked', async () => {
    const { person } = await linked();
    expect((await signIn(somebody({ email: person.email }))).body.code).toBe('identity-not-linked');
  });

  it('asks for the second factor of the code, unless the provider says that it has seen one', async () => {
    const { session, person, userCode } = await linked();
    const { secret } = await enrolOneTimeCodes(running.url, session, clock);
    const half = await signIn(person);
    expect([half.status, half.body.secondFactor]).toEqual([202, ['one-time-code']]);
    expect(await lastAttempt(userCode)).toBe('factor-asked federated');
    expect((await call('get', '/session', { Cookie: cookiesIn(half) })).status).toBe(401);
    const wrong = { kind: 'one-time-code', code: '000000' };
    const browser = { Cookie: cookiesIn(half) };
    expect((await call('post', '/session/second-factor', browser, wrong)).body.code).toBe('wrong-factor');
    clock.advance({ minutes: 1 });
    const right = { kind: 'one-time-code', code: codeOf(secret, clock) };
    const entered = await call('post', '/session/second-factor', browser, right);
    expect([entered.status, entered.body.userCode]).toEqual([201, userCode]);
    expect(await lastAttempt(userCode)).toBe('success federated one-time-code');

    const seenTwo = { ...person, amr: ['pwd', 'mfa'] };
    const now = Date.parse(clock.now()) / 1000;
    const seenBefore = (minutes: number) => ({
      idToken: (claims: object) => ({ ...claims, auth_time: Math.floor(now) - minutes * 60 }),
    });
    provider.hostility = seenBefore(policy.federatedFactorsMinutes - 1);
    expect((await signIn(seenTwo)).status).toBe(201);
    expect(await lastAttempt(userCode)).toBe('success federated-mfa');
    // One click on a post that somebody has left in the morning.
    provider.hostility = seenBefore(policy.federatedFactorsMinutes + 1);
    expect((await signIn(seenTwo)).status).toBe(202);
    provider.hostility = { idToken: ({ auth_time: _, ...claims }) => claims };
    expect((await signIn(seenTwo)).status).toBe(202);
    provider.hostility = {};
  });

  it('R23: opens nothing any more once the password is revoked as stolen, with another password either', async () => {
    const { userCode, person } = await linked();
    const officer = await register.activate(
      await register.staff('caf-habilitation', 'Nadia Ferrand', undefined, `nadia.${people}@caf.example`),
    );
    const session = await sessionOf(running.url, officer);
    const revocation = `/accounts/${userCode}/password-revocation`;
    expect((await call('post', revocation, session, { reason: 'Carnet volé' })).status).toBe(201);
    const link = { token: activationToken(running.engines.config.secret, userCode, 2), userCode };
    const chosen = await call('post', '/activation', {}, { ...link, password: 'un cheval de course' });
    expect(chosen.status).toBe(201);
    expect((await signIn(person)).status).toBe(401);
  });

  it('is no proof of the last minutes: whoever finds a browser that the provider knows does no act of weight', async () => {
    const { person } = await linked();
    for (const amr of [['pwd'], ['pwd', 'mfa']]) {
      const entered = await signIn({ ...person, amr });
      expect([entered.status, entered.body.isFresh]).toEqual([201, false]);
      const session = { Cookie: cookiesIn(entered), 'X-CSRF-Token': entered.body.csrfToken };
      const begun = await call('post', '/own-access/provider-requests', session, {});
      expect([begun.status, begun.body.code]).toEqual([403, 'fresh-factor-required']);
      const confirmed = await call('post', '/session/confirmation', session, {
        kind: 'password',
        code: PASSWORD,
      });
      expect([confirmed.status, confirmed.body.isFresh]).toEqual([200, true]);
      const shown = { ...session, Cookie: cookiesIn(confirmed) };
      expect((await call('post', '/own-access/provider-requests', shown, {})).status).toBe(201);
    }
  });

  it('an identity that is unlinked between the two steps opens nothing', async () => {
    const { session, person } = await linked();
    const { secret } = await enrolOneTimeCodes(running.url, session, clock);
    const half = await signIn(person);
    const { body } = await call('get', '/own-access/factors', session);
    await call('delete', `/own-access/identities/${body.identities[0].id}`, session, {});
    clock.advance({ minutes: 1 });
    const right = { kind: 'one-time-code', code: codeOf(secret, clock) };
    expect((await call('post', '/session/second-factor', { Cookie: cookiesIn(half) }, right)).status).toBe(
      401,
    );
  });

  it('is refused and recorded as of another SIRET: somebody has changed employers', async () => {
    const { person, userCode } = await linked();
    const refused = await signIn({ ...person, siret: OTHER_SIRET });
    expect([refused.status, refused.body.code]).toEqual([403, 'other-organism']);
    expect(await lastAttempt(userCode)).toBe('other-organism federated');
    expect((await signIn({ ...person, siret: TOWN.siret })).status).toBe(201);
  });

  it('R17, R21: blocks, 45 days, habilitations and closed conventions hold as for a password', async () => {
    const agentOf = async (lastName: string) => {
      const userCode = await register.activate(await register.agent('Camille', lastName, 'activity'));
      const session = await sessionOf(running.url, userCode);
      const person = somebody();
      expect((await link(session, person)).status).toBe(201);
      return { userCode, person };
    };
    const one = await agentOf('Durand');
    expect((await signIn(one.person)).body).toMatchObject({ userCode: one.userCode });
    await register.revoke('Camille', 'Durand', 'activity');
    const other = await linked();
    const without = await signIn(one.person);
    expect([without.status, without.body.code]).toEqual([403, 'not-habilitated']);
    expect(await lastAttempt(one.userCode)).toBe('not-habilitated federated');

    const aHundredDays = 100 * 86_400;
    provider.idTokenTtl = aHundredDays;
    provider.hostility = { userinfo: (claims) => ({ ...claims, exp: now() + aHundredDays }) };
    clock.advance({ days: policy.idleBlockDays + 1 });
    const idle = await signIn(other.person);
    expect([idle.status, idle.body.code]).toEqual([403, 'account-idle']);
    expect(await lastAttempt(other.userCode)).toBe('idle federated');
    clock.set(new Date().toISOString());
    provider.idTokenTtl = 300;
    await register.blockIdle(other.userCode);
    const blocked = await signIn(other.person);
    expect([blocked.status, blocked.body.code]).toEqual([403, 'account-blocked']);
    expect(await lastAttempt(other.userCode)).toBe('blocked federated');
  });

  it('R18: identities that nobody has linked make their network wait, and the right ones with it', async () => {
    const { person } = await linked();
    const stranger = somebody();
    for (let failures = 0; failures <= policy.signInThrottling.freeFailures; failures++) {
      expect((await signIn(stranger)).status).toBe(401);
    }
    expect((await signIn(stranger)).status).toBe(429);
    expect((await signIn(person)).status).toBe(201);
  });
});

describe('Hostile answers', () => {
  let person: ProvidedPerson;
  let userCode: string;

  beforeAll(async () => {
    clock.set(new Date().toISOString());
    ({ person, userCode } = await linked());
  });

  // Refused answers count by network (R18); this suite is about what is refused.
  beforeEach(() => running.engines.database.query('DELETE FROM admission.counts'));

  async function isRefused(answer: request.Response) {
    expect([answer.status, answer.body.code]).toEqual([401, 'provider-answer-refused']);
    expect(cookiesIn(answer)).not.toContain('greffe_session');
  }

  const hostilities: [string, Hostility][] = [
    ['a wrong nonce', { idToken: (claims) => ({ ...claims, nonce: 'another' }) }],
    ['no nonce', { idToken: ({ nonce: _, ...claims }) => claims }],
    ['another audience', { idToken: (claims) => ({ ...claims, aud: 'another-client' }) }],
    [
      'our audience among others, made for another',
      { idToken: (claims) => ({ ...claims, aud: ['greffe', 'x'], azp: 'x' }) },
    ],
    ['another issuer', { idToken: (claims) => ({ ...claims, iss: 'https://attaquant.example' }) }],
    ['an end that has passed', { idToken: (claims) => ({ ...claims, iat: now() - 900, exp: now() - 600 }) }],
    ['no end', { idToken: ({ exp: _, ...claims }) => claims }],
    ['no level', { idToken: ({ acr: _, ...claims }) => claims }],
    ['a level that is none of those asked for', { idToken: (claims) => ({ ...claims, acr: 'eidas0' }) }],
    ['the signature of a stranger', { signer: 'stranger' }],
    ['no signature', { signer: 'nobody' }],
    ['an answer about somebody else', { userinfo: (claims) => ({ ...claims, sub: 'somebody-else' }) }],
    [
      'an answer about them for another client',
      { userinfo: (claims) => ({ ...claims, aud: 'another-client' }) },
    ],
    ['an answer about them for nobody', { userinfo: ({ aud: _, ...claims }) => claims }],
    [
      'an answer about them of another issuer',
      { userinfo: (claims) => ({ ...claims, iss: 'https://attaquant.example' }) },
    ],
    ['an answer about them that has ended', { userinfo: (claims) => ({ ...claims, exp: now() - 600 }) }],
    ['an answer about them without an end', { userinfo: ({ exp: _, ...claims }) => claims }],
    ['an answer about them that nobody has signed', { unsigned: true }],
  ];

  it.each(hostilities)('%s opens nothing, and is on record', async (_, hostility) => {
    const before = (await unlinkedAttempts()).flatMap(({ attempts }) => attempts).length;
    provider.hostility = hostility;
    await isRefused(await signIn(person));
    const after = (await unlinkedAttempts()).flatMap(({ attempts }) => attempts);
    expect(after.length).toBe(before + 1);
    expect(after.filter((attempt) => attempt === 'no-assertion federated').length).toBeGreaterThan(0);
    provider.hostility = {};
    expect((await signIn(person)).body.userCode).toBe(userCode);
  });

  it('an answer about the person that a stranger has signed', async () => {
    provider.hostility = { userinfo: (claims) => claims, idToken: undefined, signer: 'stranger' };
    await isRefused(await signIn(person));
  });

  it('what expires by our clock, and not before its tolerance is over', async () => {
    const { clockToleranceSeconds } = policy.identityProviderBounds;
    clock.set(new Date(Date.now() + (300 + clockToleranceSeconds - 10) * 1000).toISOString());
    expect((await signIn(person)).status).toBe(201);
    clock.set(new Date(Date.now() + (300 + clockToleranceSeconds + 10) * 1000).toISOString());
    await isRefused(await signIn(person));
  });

  it('an answer is good once: the code, and the whole of it again', async () => {
    const { answer, browser } = await goThere('/session/provider-requests', {}, person);
    const answers = await Promise.all([1, 2].map(() => call('post', '/session/provider', browser, answer)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401]);
    await isRefused(await call('post', '/session/provider', browser, answer));
    const next = await goThere('/session/provider-requests', {}, person);
    await isRefused(
      await call('post', '/session/provider', next.browser, { ...next.answer, code: answer.code }),
    );
  });

  it('an answer is for the browser that has asked, for its own end, and not for long', async () => {
    const [one, other] = [
      await goThere('/session/provider-requests', {}, person),
      await goThere('/session/provider-requests', {}, person),
    ];
    await isRefused(await call('post', '/session/provider', other.browser, one.answer));
    await isRefused(await call('post', '/session/provider', {}, one.answer));
    await isRefused(await call('post', '/activation/identities', one.browser, one.answer));
    expect((await call('post', '/session/provider', other.browser, other.answer)).status).toBe(201);
    clock.advance({ minutes: policy.identityProviderBounds.requestMinutes });
    await isRefused(await call('post', '/session/provider', one.browser, one.answer));
  });

  it('of another provider (RFC 9207), of one that does not say which it is, or that declines', async () => {
    for (const iss of ['https://attaquant.example', undefined]) {
      const { answer, browser } = await goThere('/session/provider-requests', {}, person);
      await isRefused(await call('post', '/session/provider', browser, { ...answer, iss }));
    }
    provider.declines = true;
    const { answer, browser } = await goThere('/session/provider-requests', {}, person);
    expect(answer.error).toBe('access_denied');
    await isRefused(await call('post', '/session/provider', browser, answer));
  });

  it('a page of another site begins nothing and ends nothing', async () => {
    for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://attaquant.example' }]) {
      for (const path of ['/session/provider-requests', '/session/provider']) {
        expect((await call('post', path, headers as unknown as Headers, { state: 'x' })).body.code).toBe(
          'foreign-origin',
        );
      }
    }
  });

  it('R18: wrong answers make their network wait', async () => {
    const { answer, browser } = await goThere('/session/provider-requests', {}, person);
    for (let failures = 0; failures <= policy.signInThrottling.freeFailures; failures++) {
      await isRefused(await call('post', '/session/provider', browser, { ...answer, state: randomUUID() }));
    }
    expect((await call('post', '/session/provider', browser, answer)).status).toBe(429);
  });

  it('bad input changes nothing', async () => {
    for (const body of [{}, { state: '' }, { state: 'x'.repeat(5000) }, { state: 'x', code: 7 }]) {
      expect((await call('post', '/session/provider', {}, body)).status).toBe(422);
    }
  });
});

describe('A provider that is away', () => {
  it('is said to be, and the password opens as before', async () => {
    const { person, userCode } = await linked();
    const { answer, browser } = await goThere('/session/provider-requests', {}, person);
    provider.isAway = true;
    const left = await call('post', '/session/provider', browser, answer);
    expect([left.status, left.body.code]).toEqual([503, 'identity-provider-away']);
    expect(left.body.detail).toContain('Votre code et votre mot de passe ouvrent toujours votre accès');
    expect((await call('post', '/session', {}, { userCode, password: PASSWORD })).status).toBe(201);
    provider.isAway = false;
    expect((await signIn(person)).status).toBe(201);
  });

  it('before it was ever reached, and again once it is back', async () => {
    provider.isAway = true;
    const fresh = await runningRegister({ LOG_LEVEL: 'fatal', ...provider.environment }, clock);
    try {
      const begin = () => request(fresh.url).post('/api/session/provider-requests').send({});
      const away = await begin();
      expect([away.status, away.body.code]).toEqual([503, 'identity-provider-away']);
      provider.isAway = false;
      expect((await begin()).status).toBe(201);
      provider.isAway = true;
      expect((await begin()).status).toBe(201);
    } finally {
      await fresh.close();
    }
  });
});

describe('Signing out', () => {
  it('leads on to the provider, with the token that only this browser has', async () => {
    const { person } = await linked();
    const entered = await signIn(person);
    const session = { Cookie: cookiesIn(entered), 'X-CSRF-Token': entered.body.csrfToken };
    const out = await call('delete', '/session', session, {});
    expect(out.status).toBe(200);
    const end = new URL(out.body.location);
    expect(end.origin + end.pathname).toBe(`${provider.issuer}/session/end`);
    expect(Object.fromEntries(end.searchParams)).toMatchObject({
      id_token_hint: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      post_logout_redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+\/connexion$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(cookiesIn(out)).toContain('greffe_id_token=');
    expect((await call('get', '/session', session)).status).toBe(401);
    const { rows } = await running.engines.database.query<{ found: string }>(
      'SELECT sessions::text AS found FROM sign_in.sessions',
    );
    expect(JSON.stringify(rows)).not.toContain(end.searchParams.get('id_token_hint'));
  });

  it('the cookie with the ID token opens nothing, and shows nobody what it says', async () => {
    const { person } = await linked();
    const cookies = cookiesIn(await signIn(person)).split('; ');
    const kept = cookies.filter((cookie) => cookie.startsWith('greffe_id_token='));
    expect(kept).toHaveLength(1);
    expect(Buffer.from(kept[0]!.split('=')[1]!, 'base64url').toString('latin1')).not.toContain(person.sub);
    for (const [method, path] of [
      ['get', '/session'],
      ['delete', '/session'],
    ] as const) {
      expect((await call(method, path, { Cookie: kept[0]! })).status).toBe(401);
    }
    expect(
      (
        await call(
          'post',
          '/session/second-factor',
          { Cookie: kept[0]! },
          { kind: 'one-time-code', code: '1' },
        )
      ).status,
    ).toBe(401);
  });

  it('of whoever came with a password is not that of who came by the provider before: their token goes nowhere', async () => {
    const { person } = await linked();
    const before = cookiesIn(await signIn(person));
    const { userCode } = await correspondent();
    const entered = await call('post', '/session', { Cookie: before }, { userCode, password: PASSWORD });
    expect(entered.status).toBe(201);
    const shared = new Map([before, cookiesIn(entered)].flatMap((set) => set.split('; ').map(nameAndValue)));
    const session = {
      Cookie: [...shared].map((pair) => pair.join('=')).join('; '),
      'X-CSRF-Token': entered.body.csrfToken,
    };
    expect((await call('delete', '/session', session, {})).status).toBe(204);
  });

  it('of whoever came with a token that no cookie holds is here alone: the token of who came before goes nowhere', async () => {
    const [before, { person }] = [cookiesIn(await signIn((await linked()).person)), await linked()];
    provider.hostility = { idToken: (claims) => ({ ...claims, more: 'x'.repeat(4000) }) };
    const entered = await signIn(person, { Cookie: before });
    const kept = new Map([before, cookiesIn(entered)].flatMap((set) => set.split('; ').map(nameAndValue)));
    expect([entered.status, kept.get('greffe_id_token')]).toEqual([201, '']);
  });

  it('is here alone where no provider has vouched, or where it is away before it was known', async () => {
    const { session } = await correspondent();
    expect((await call('delete', '/session', session, {})).status).toBe(204);
  });
});

describe('An activation link', () => {
  async function awaited() {
    const email = `ada.${++people}@mons.example`;
    const name = `Ada ${'I'.repeat(people)}`;
    const userCode = await register.staff('gestionnaire', name, TOWN, email);
    const token = activationToken(running.engines.config.secret, userCode, 1);
    return { userCode, link: { token, userCode } };
  }

  it('links an identity before the password is chosen, and opens nothing by it', async () => {
    const { userCode, link: typed } = await awaited();
    const person = somebody();
    const { answer, browser, location } = await goThere('/activation/provider-requests', {}, person, typed);
    expect(location.searchParams.get('state')).toMatch(/^activation\./);
    expect((await call('post', '/activation/identities', browser, answer)).status).toBe(201);
    const early = await signIn(person);
    expect([early.status, early.body.code]).toEqual([401, 'sign-in-refused']);
    expect(await lastAttempt(userCode)).toBe('not-activated federated');
    expect((await call('post', '/activation', {}, { ...typed, password: PASSWORD })).status).toBe(201);
    expect((await signIn(person)).body.userCode).toBe(userCode);
  });

  it('after the loss of a password leads around no second factor: the mailbox alone links nothing to such a code', async () => {
    const { userCode, session } = await correspondent();
    await enrolOneTimeCodes(running.url, session, clock);
    const lost = { userCode, email: `ada.${people}@mons.example` };
    expect((await call('post', '/password-loss', {}, lost)).status).toBe(204);
    const typed = { token: activationToken(running.engines.config.secret, userCode, 2), userCode };
    const thief = somebody({ amr: ['pwd', 'mfa'] });
    const { answer, browser } = await goThere('/activation/provider-requests', {}, thief, typed);
    const slipped = await call('post', '/activation/identities', browser, answer);
    expect([slipped.status, slipped.body.code]).toEqual([403, 'second-factor-asked']);
    expect((await signIn(thief)).status).toBe(401);
  });

  it('after the loss of a password leads around no password that still opens: a colleague who reads the mailbox links nothing', async () => {
    const { userCode } = await correspondent();
    const lost = { userCode, email: `ada.${people}@mons.example` };
    expect((await call('post', '/password-loss', {}, lost)).status).toBe(204);
    const typed = { token: activationToken(running.engines.config.secret, userCode, 2), userCode };
    const colleague = somebody();
    const { answer, browser } = await goThere('/activation/provider-requests', {}, colleague, typed);
    const slipped = await call('post', '/activation/identities', browser, answer);
    expect([slipped.status, slipped.body.code]).toEqual([409, 'password-first']);
    expect((await signIn(colleague)).status).toBe(401);
  });

  it('refuses and records another SIRET, and is void for both once it has been used', async () => {
    const { userCode, link: typed } = await awaited();
    const other = await goThere('/activation/provider-requests', {}, somebody({ siret: OTHER_SIRET }), typed);
    expect((await call('post', '/activation/identities', other.browser, other.answer)).body.code).toBe(
      'other-organism',
    );
    expect(await lastAttempt(userCode)).toBe('other-organism federated');
    const { answer, browser } = await goThere('/activation/provider-requests', {}, somebody(), typed);
    expect((await call('post', '/activation', {}, { ...typed, password: PASSWORD })).status).toBe(201);
    const late = await call('post', '/activation/identities', browser, answer);
    expect([late.status, late.body.code]).toEqual([404, 'activation-link-void']);
    const used = await call('post', '/activation/provider-requests', {}, typed);
    expect([used.status, used.body.code]).toEqual([404, 'activation-link-void']);
    const wrong = { ...typed, userCode: 'G999999' };
    expect((await call('post', '/activation/provider-requests', {}, wrong)).status).toBe(404);
  });
});

describe('R2: a legal representative', () => {
  const director = (more: Partial<ProvidedPerson> = {}): ProvidedPerson =>
    somebody({ acr: DIRECTOR_LEVEL, given_name: 'Rudy', usual_name: 'ELGEEST', ...more });
  let places = 0;

  /** A draft that waits for the signature behind a link, as somebody reads it there. */
  async function toBeSigned() {
    const place = { id: deriveId('place', String(++places)), name: `Lieu ${places}`, address: 'Mons' };
    const id = deriveId('test-draft', String(places));
    const until = `${new Date().getFullYear() + 1}-12-31`;
    const parts = { gestionnaire: TOWN, caf: CAF, establishments: [place], effectiveFrom: null, until };
    const bus = running.services.get(CommandBus, { strict: false });
    const officer = { code: 'test', role: 'caf-habilitation', organism: CAF.id } as const;
    const correspondentOfTown = { code: 'test', role: 'gestionnaire', organism: TOWN.id } as const;
    await runAs(officer, () => bus.execute(new RegisterConvention(id, parts)));
    const ask = new AskForSignatureLink(id, `rudy.elgeest.${places}@mons.example`);
    await runAs(correspondentOfTown, () => bus.execute(ask));
    const sent = (await eventsOf(id)).findLast(({ type }) => type === 'SignatureLinkSent');
    const { linkId } = sent!.data as unknown as { linkId: string };
    const link = { token: signatureToken(running.engines.config.secret, id, linkId), siret: TOWN.siret };
    const { body } = await call('post', '/signature/opening', {}, link);
    return { id, link, said: { ...link, contentSha256: body.contentSha256, capacity: 'Le Maire' } };
  }

  const eventsOf = async (id: string) =>
    running.services.get(EventStore, { strict: false }).readStream(`convention-${id}`);

  beforeEach(() => running.engines.database.query('DELETE FROM admission.counts'));

  it('signs with the name that the provider says and the proof that they direct the gestionnaire, which the log keeps', async () => {
    const { id, said } = await toBeSigned();
    const person = director();
    const { answer, browser, location } = await goThere('/signature/provider-requests', {}, person, said);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      scope: 'openid given_name usual_name siret idp_id',
      claims: JSON.stringify({
        id_token: { acr: { essential: true, value: DIRECTOR_LEVEL } },
      }),
    });
    expect(location.searchParams.has('acr_values')).toBe(false);
    const before = Date.now() - 1000;
    expect((await call('post', '/signature/provider', browser, answer)).status).toBe(201);
    const events = await eventsOf(id);
    const { data } = events.find(({ type }) => type === 'ConventionSigned')!;
    expect(data).toMatchObject({
      party: 'gestionnaire',
      signatory: 'Rudy ELGEEST',
      capacity: 'Le Maire',
      way: 'link',
      contentSha256: said.contentSha256,
      proof: {
        issuer: provider.issuer,
        provider: 'ProConnect',
        level: DIRECTOR_LEVEL,
        siret: TOWN.siret,
        identityHash: expect.stringMatching(/^[0-9a-f]{32}$/),
        idpId: 'an-identity-provider',
        authenticatedAt: expect.any(String),
        idTokenSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    const { proof } = data as unknown as { proof: { authenticatedAt: string } };
    expect(Date.parse(proof.authenticatedAt)).toBeGreaterThanOrEqual(before - (before % 1000));
    expect(JSON.stringify(events)).not.toContain(person.sub);
    const again = await goThereAgain(said);
    expect([again.status, again.body.code]).toEqual([404, 'signature-link-void']);
    const { session } = await correspondent();
    const shown = await call('get', `/conventions/${id}`, {
      ...session,
      ...(await upToDate(running.engines.database)),
    });
    expect(shown.body.signatures).toEqual([
      expect.objectContaining({ signatory: 'Rudy ELGEEST', proof: (data as { proof?: object }).proof }),
    ]);
  });

  const goThereAgain = (said: object) => call('post', '/signature/provider-requests', {}, said);

  it('is refused, and recorded, as the director of another SIRET, of none, or of nobody’s name', async () => {
    const { id, said } = await toBeSigned();
    const refusals: [ProvidedPerson, number, string][] = [
      [director({ siret: OTHER_SIRET }), 403, 'not-the-director'],
      [director({ siret: undefined }), 403, 'not-the-director'],
      [director({ given_name: undefined, usual_name: undefined }), 401, 'provider-answer-refused'],
    ];
    for (const [person, status, code] of refusals) {
      const before = (await unlinkedAttempts()).flatMap(({ attempts }) => attempts).length;
      const { answer, browser } = await goThere('/signature/provider-requests', {}, person, said);
      const refused = await call('post', '/signature/provider', browser, answer);
      expect([refused.status, refused.body.code]).toEqual([status, code]);
      expect((await unlinkedAttempts()).flatMap(({ attempts }) => attempts).length).toBe(before + 1);
    }
    expect((await eventsOf(id)).some(({ type }) => type === 'ConventionSigned')).toBe(false);
  });

  it('is refused where the provider vouches for less than it was asked for', async () => {
    const { id, said } = await toBeSigned();
    for (const acr of ['eidas1', 'eidas3', undefined]) {
      const { answer, browser } = await goThere('/signature/provider-requests', {}, director(), said);
      provider.hostility = { idToken: ({ acr: _, ...claims }) => (acr ? { ...claims, acr } : claims) };
      const refused = await call('post', '/signature/provider', browser, answer);
      provider.hostility = {};
      expect([refused.status, refused.body.code]).toEqual([401, 'provider-answer-refused']);
    }
    expect((await eventsOf(id)).some(({ type }) => type === 'ConventionSigned')).toBe(false);
  });

  it('proves nothing with an answer for a sign-in, nor opens a code with one for a signature', async () => {
    const { said } = await toBeSigned();
    const known = await linked();
    const signing = await goThere(
      '/signature/provider-requests',
      {},
      { ...director(), sub: known.person.sub },
      said,
    );
    expect((await call('post', '/session/provider', signing.browser, signing.answer)).status).toBe(401);
    const entering = await goThere('/session/provider-requests', {}, known.person);
    expect((await call('post', '/signature/provider', entering.browser, entering.answer)).status).toBe(401);
  });

  it('signs what was read, and nothing that has become of it since', async () => {
    const { said } = await toBeSigned();
    const other = { ...said, contentSha256: 'a'.repeat(64) };
    const refused = await call('post', '/signature/provider-requests', {}, other);
    expect([refused.status, refused.body.code]).toEqual([409, 'convention-content-changed']);
    const wrong = await call('post', '/signature/provider-requests', {}, { ...said, siret: OTHER_SIRET });
    expect([wrong.status, wrong.body.code]).toEqual([404, 'signature-link-void']);
  });
});

describe('Without a provider', () => {
  it('nothing of it is there', async () => {
    const without = await runningRegister({ LOG_LEVEL: 'fatal' });
    try {
      const named = await request(without.url).get('/api/identity-provider');
      expect(named.body).toEqual({ name: null });
      const sent = { '/session/provider-requests': {}, '/session/provider': { state: 'x' } };
      for (const [path, given] of Object.entries({ ...sent, '/activation/identities': { state: 'x' } })) {
        const { status, body } = await request(without.url).post(`/api${path}`).send(given);
        expect([path, status, body.code]).toEqual([path, 404, 'no-identity-provider']);
      }
    } finally {
      await without.close();
    }
  });
});
