import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { activationToken, signInDenialToken } from '#accounts';
import { TOKEN_PURPOSES } from '#platform';
import { ApiDocument } from '../support/api-document.ts';
import { codeOf } from '../support/one-time-codes.ts';
import { OTHER_PASSWORD, PASSWORD } from '../support/signed-in.ts';
import { AttackedPortal } from './attacked-portal.ts';

let portal: AttackedPortal;
beforeAll(async () => {
  portal = await AttackedPortal.start();
  await portal.register.convention();
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.advance({ minutes: 30 }));

const secret = () => portal.running.engines.config.secret;
const confirm = (proof: object) => ['post', '/session/confirmation', proof] as const;

/** Something that opens, or helps to open. */
interface Token {
  /** A sealed link of this purpose, or what is kept in these tables of `sign_in`. */
  readonly purpose?: (typeof TOKEN_PURPOSES)[number];
  readonly tables?: readonly string[];
  /** What takes it, or gives it, without a session. */
  readonly routes?: readonly string[];
  /** What becomes of it the second time: tried here, or where a test of this title is. */
  readonly again: (() => Promise<void>) | { readonly spec: string; readonly title: string };
}

const TOKENS: Readonly<Record<string, Token>> = {
  'activation link': {
    purpose: 'activation',
    routes: ['POST /api/activation', 'POST /api/activation/opening'],
    again: async () => {
      const userCode = await portal.register.staff('caf-security', 'Ada Un', undefined, 'ada.un@caf.example');
      const link = { token: activationToken(secret(), userCode, 1), userCode };
      const open = (password: string) => portal.browser().send('post', '/activation', { ...link, password });
      expect((await open(PASSWORD)).status).toBe(201);
      expect((await open(OTHER_PASSWORD)).body.code).toBe('activation-link-void');
      expect((await portal.browser().send('post', '/activation/opening', link)).status).toBe(404);
      expect((await portal.browser().signIn(userCode, OTHER_PASSWORD)).status).toBe(401);
    },
  },
  'link of a lost password': {
    routes: ['POST /api/password-loss'],
    again: {
      spec: 'test/http/password-loss.spec.ts',
      title: 'is sent a link, which leads to another one; until then the former one counts',
    },
  },
  'link of a legal representative': {
    purpose: 'signature',
    routes: ['POST /api/signature', 'POST /api/signature/opening'],
    again: {
      spec: 'test/http/signature-links.spec.ts',
      title: 'used, expired, revoked, replaced or invented, and with a wrong SIRET: one answer, one record',
    },
  },
  'link « Ce n’était pas moi »': {
    purpose: 'sign-in-denial',
    routes: ['POST /api/sign-in-denials'],
    again: async () => {
      const holder = await portal.officer();
      await portal.browser().signIn(holder.userCode);
      const [noted] = await portal.running.engines.store.readStream(`browsers-${holder.userCode}`);
      const { sessionId } = noted!.data as { sessionId: string };
      const token = signInDenialToken(secret(), holder.userCode, sessionId);
      const deny = () => portal.browser().send('post', '/sign-in-denials', { token });
      expect((await deny()).status).toBe(204);
      expect((await portal.browser().signIn(holder.userCode)).status).toBe(401);
      const security = await portal.officer();
      const lift = `/accounts/${holder.userCode}/suspension-lifting`;
      const reason = { reason: 'Identité vérifiée de vive voix' };
      expect((await security.browser.send('post', lift, reason)).status).toBe(201);
      expect((await deny()).status).toBe(204);
      const stream = await portal.running.engines.store.readStream(`account-${holder.userCode}`);
      expect(stream.filter(({ type }) => type === 'AccountBlocked')).toHaveLength(1);
    },
  },
  password: {
    tables: ['credentials'],
    routes: ['POST /api/session'],
    again: async () => {
      const { userCode, browser } = await portal.officer();
      const change = { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD };
      expect((await browser.send('put', '/password', change)).status).toBe(200);
      expect((await portal.browser().signIn(userCode)).status).toBe(401);
    },
  },
  session: {
    tables: ['sessions'],
    again: async () => {
      const { browser } = await portal.officer();
      const kept = browser.stolen();
      expect((await browser.send('delete', '/session')).status).toBe(204);
      expect(await kept.isIn()).toBe(false);
    },
  },
  'CSRF token': {
    again: async () => {
      const [one, other] = [await portal.officer(), await portal.officer()];
      const former = one.browser.csrf;
      await one.browser.signIn(one.userCode);
      for (const csrf of [former, other.browser.csrf, '', `${one.browser.csrf}A`]) {
        const answer = await one.browser.send('delete', '/session', undefined, { 'X-CSRF-Token': csrf });
        expect(answer.body.code).toBe('csrf-token-missing');
      }
    },
  },
  'idempotency key': {
    again: async () => {
      const [one, other] = [await portal.enrolledOfficer(), await portal.enrolledOfficer()];
      const key = { 'Idempotency-Key': randomUUID() };
      const issue = ({ browser }: typeof one) => browser.send('post', '/own-access/recovery-codes', {}, key);
      const [first, stolen, again] = [await issue(one), await issue(other), await issue(one)];
      expect(stolen.body.codes).not.toEqual(first.body.codes);
      expect([again.status, again.body.code]).toEqual([409, 'recovery-codes-shown']);
      const counted = await one.browser.send('get', '/own-access/factors');
      expect(counted.body.recoveryCodesLeft).toBe(first.body.codes.length);
    },
  },
  'half sign-in': {
    tables: ['half_sign_ins'],
    routes: ['POST /api/session/second-factor'],
    again: async () => {
      const { userCode, secret: seed } = await portal.enrolledOfficer();
      const browser = portal.browser();
      await browser.signIn(userCode);
      const kept = browser.stolen();
      expect((await browser.secondStep(portal.oneTimeCode(seed))).status).toBe(201);
      portal.clock.advance({ seconds: 60 });
      expect((await kept.secondStep(portal.oneTimeCode(seed))).body.code).toBe('sign-in-expired');
    },
  },
  'one-time code': {
    tables: ['seeds'],
    again: async () => {
      const { browser } = await portal.officer();
      const { body: offer } = await browser.send('post', '/own-access/one-time-codes', {});
      const shown = { kind: 'one-time-code', code: codeOf(offer.secret, portal.clock) };
      const added = { name: 'Téléphone', code: shown.code };
      await browser.send('post', `/own-access/one-time-codes/${offer.id}/confirmation`, added);
      // What added the device opens nothing, nor what has opened something else.
      expect((await browser.send(...confirm(shown))).body.code).toBe('wrong-factor');
      portal.clock.advance({ seconds: 30 });
      const next = portal.oneTimeCode(offer.secret);
      expect((await browser.send(...confirm(next))).status).toBe(200);
      expect((await browser.send(...confirm(next))).body.code).toBe('wrong-factor');
    },
  },
  'recovery code': {
    tables: ['recovery_codes'],
    again: async () => {
      const { userCode, browser } = await portal.enrolledOfficer();
      const { body } = await browser.send('post', '/own-access/recovery-codes', {});
      const used = { kind: 'recovery-code', code: body.codes[0] };
      expect((await browser.send(...confirm(used))).status).toBe(200);
      const other = portal.browser();
      await other.signIn(userCode);
      expect((await other.secondStep(used)).body.code).toBe('wrong-factor');
    },
  },
  'challenge to a passkey': {
    tables: ['challenges', 'passkeys'],
    routes: ['POST /api/session/passkey-challenges', 'POST /api/session/passkey'],
    again: async () => {
      const holder = await portal.officer();
      const passkey = await portal.addPasskey(holder);
      const { body } = await holder.browser.send('post', '/session/passkey-challenges', {});
      const answer = passkey.answer(body.challenge);
      const kept = holder.browser.stolen();
      expect((await holder.browser.send(...confirm({ kind: 'passkey', passkey: answer }))).status).toBe(200);
      expect((await kept.send('post', '/session/passkey', answer)).body.code).toBe('passkey-refused');
    },
  },
  'answer of an identity provider': {
    tables: ['identities', 'provider_requests'],
    routes: [
      'POST /api/activation/identities',
      'POST /api/activation/provider-requests',
      'POST /api/session/provider',
      'POST /api/session/provider-requests',
      'POST /api/signature/provider',
      'POST /api/signature/provider-requests',
    ],
    again: {
      spec: 'test/http/identity-provider.spec.ts',
      title: 'an answer is good once: the code, and the whole of it again',
    },
  },
  'cookie with an ID token': {
    purpose: 'id-token',
    again: {
      spec: 'test/http/identity-provider.spec.ts',
      title: 'the cookie with the ID token opens nothing, and shows nobody what it says',
    },
  },
  'cookie of a known browser': {
    again: async () => {
      const { userCode, browser } = await portal.officer();
      const thief = portal.browser();
      for (const [name, value] of browser.cookies) {
        if (name.startsWith('greffe_browser_')) thief.cookies.set(name, value);
      }
      expect(thief.cookies.size).toBe(1);
      expect(await thief.isIn()).toBe(false);
      expect((await thief.signIn(userCode, OTHER_PASSWORD)).status).toBe(401);
    },
  },
};

describe('A token that is sent again', () => {
  const tried = Object.entries(TOKENS).flatMap(([name, { again }]) =>
    typeof again === 'function' ? [[name, again] as const] : [],
  );
  it.each(tried)('%s: opens nothing', (_, again) => again());

  const elsewhere = Object.entries(TOKENS).flatMap(([name, { again }]) =>
    typeof again === 'function' ? [] : [[name, again] as const],
  );
  it.each(elsewhere)('%s: is tried in a test of its own', async (_, { spec, title }) => {
    expect(await readFile(spec, 'utf8')).toContain(`it('${title}'`);
  });
});

describe('No kind of token is forgotten here', () => {
  const entries = Object.values(TOKENS);

  it('each purpose of a sealed link', () => {
    expect(entries.flatMap(({ purpose }) => purpose ?? []).sort()).toEqual([...TOKEN_PURPOSES].sort());
  });

  it('each table of what people sign in with', async () => {
    const { rows } = await portal.running.engines.database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'sign_in' ORDER BY 1`,
    );
    expect(entries.flatMap(({ tables }) => tables ?? []).sort()).toEqual(rows.map(({ name }) => name));
  });

  it('each endpoint that takes something without a session', async () => {
    const { operations } = await ApiDocument.of(portal.running.url);
    const open = operations
      .filter(({ method, security }) => method !== 'get' && !security?.length)
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(entries.flatMap(({ routes }) => routes ?? []).sort()).toEqual(open.sort());
  });
});
