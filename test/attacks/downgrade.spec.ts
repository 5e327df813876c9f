import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { ApiDocument } from '../support/api-document.ts';
import { NOBODY_IN_PARTICULAR } from '../support/claimed-role.ts';
import { OTHER_PASSWORD, PASSWORD } from '../support/signed-in.ts';
import { AttackedPortal, type Browser, type Method } from './attacked-portal.ts';

interface Route {
  readonly method: Method;
  /** Below `/api`. */
  readonly path: string;
  readonly isOpen: boolean;
}

let portal: AttackedPortal;
let routes: Route[];
beforeAll(async () => {
  portal = await AttackedPortal.start();
  const { operations } = await ApiDocument.of(portal.running.url);
  routes = operations.map(({ method, path, security }) => ({
    method: method as Method,
    path: path.replace(/^\/api/, ''),
    isOpen: !security?.length,
  }));
  // The last one that is tried of a session: nothing answers after it.
  const isSignOut = ({ method, path }: Route) => Number(method === 'delete' && path === '/session');
  routes.sort((one, other) => isSignOut(one) - isSignOut(other));
});
afterAll(() => portal.close());
beforeEach(() => portal.clock.advance({ minutes: 30 }));

const named = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;

/** What each of these routes answers to the browser, by status and code. */
async function answersTo(browser: Browser, asked: readonly Route[]): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const route of asked) {
    const path = route.path.replaceAll(/\{\w+\}/g, NOBODY_IN_PARTICULAR);
    const { status, body } = await browser
      .stolen()
      .send(route.method, path, route.method === 'get' ? undefined : {});
    answers[named(route)] = `${status} ${body.code}`;
  }
  return answers;
}

const all = (asked: readonly Route[], answer: string) =>
  Object.fromEntries(asked.map((route) => [named(route), answer]));

it('every route of the application is one of those that are tried here', async () => {
  const app = await createPortal(portal.running.engines);
  await app.init();
  interface Layer {
    readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
  }
  const { stack } = app.getHttpAdapter().getInstance().router as { stack: Layer[] };
  const served = stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
  );
  await app.close();
  const known = new Set(routes.map((route) => named(route).replaceAll(/\{(\w+)\}/g, ':$1')));
  const apart = served
    .filter((route) => !known.has(route.replace(' /api', ' ')))
    // Nest adds HEAD to nothing; the description and the sealed log are everybody's.
    .filter((route) => !/ \/(api\/docs|api\/openapi|checkpoint|tile)/.test(route));
  expect(apart).toEqual([]);
  expect(served.length).toBeGreaterThan(150);
});

describe('A half sign-in', () => {
  it.each(['greffe_half_sign_in', 'greffe_session'])(
    'opens no route of the application, its token in the cookie %s',
    async (name) => {
      const { userCode } = await portal.enrolledOfficer();
      const half = portal.browser();
      expect((await half.signIn(userCode)).status).toBe(202);
      const [token] = [...half.cookies.values()];
      half.cookies.clear();
      half.cookies.set(name, token!);
      const closed = routes.filter(({ isOpen }) => !isOpen);
      expect(closed.length).toBeGreaterThan(150);
      expect(await answersTo(half, closed)).toEqual(all(closed, '401 not-signed-in'));
    },
  );

  it('becomes a session by no route that is open to everyone', async () => {
    const { userCode, secret } = await portal.enrolledOfficer();
    const half = portal.browser();
    await half.signIn(userCode);
    for (const { method, path } of routes.filter((route) => route.isOpen && route.method !== 'get')) {
      const given = { userCode, password: PASSWORD, kind: 'one-time-code', code: '000000', email: 'a@b.fr' };
      await half.send(method, path, given);
      expect(half.token).toBe('');
    }
    await half.signIn(userCode);
    portal.clock.advance({ minutes: 2 });
    expect((await half.secondStep(portal.oneTimeCode(secret))).status).toBe(201);
  });
});

describe('Whoever has a second factor', () => {
  it('is let in by no password alone, in whichever way it was chosen', async () => {
    const { userCode, browser } = await portal.enrolledOfficer();
    expect((await portal.browser().signIn(userCode)).status).toBe(202);
    const change = { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD };
    expect((await browser.send('put', '/password', change)).status).toBe(200);
    const anew = portal.browser();
    expect((await anew.signIn(userCode, OTHER_PASSWORD)).status).toBe(202);
    expect(anew.token).toBe('');
  });

  it('by no kind of proof that they do not have', async () => {
    const { userCode } = await portal.enrolledOfficer();
    const browser = portal.browser();
    await browser.signIn(userCode);
    const { body } = await browser.send('post', '/session/passkey-challenges', {});
    for (const proof of [
      { kind: 'recovery-code', code: '00000-00000' },
      { kind: 'passkey', passkey: portal.passkey().answer(body.challenge) },
      { kind: 'one-time-code', code: '' },
      { kind: 'password', code: PASSWORD },
      { kind: 'none' },
    ]) {
      const { status } = await browser.secondStep(proof);
      expect([proof.kind, [401, 422].includes(status)]).toEqual([proof.kind, true]);
    }
    expect(browser.token).toBe('');
  });

  it('by no device that has not proved itself, and by none that was removed', async () => {
    const holder = await portal.enrolledOfficer();
    const { body: offer } = await holder.browser.send('post', '/own-access/one-time-codes', {});
    const browser = portal.browser();
    await browser.signIn(holder.userCode);
    expect((await browser.secondStep(portal.oneTimeCode(offer.secret))).body.code).toBe('wrong-factor');
    await portal.addPasskey(holder);
    const removal = await holder.browser.send('delete', `/own-access/factors/${holder.id}`, {});
    expect(removal.status).toBe(200);
    expect((await browser.secondStep(portal.oneTimeCode(holder.secret))).body.code).toBe('wrong-factor');
  });

  it('keeps it from whoever has found their session: the change of factors wants a fresh one', async () => {
    const { id, secret, browser } = await portal.enrolledOfficer();
    portal.clock.advance({ minutes: 10 });
    const changes = [
      ['delete', `/own-access/factors/${id}`],
      ['post', '/own-access/one-time-codes'],
      ['post', '/own-access/passkeys/offer'],
      ['post', '/own-access/recovery-codes'],
      ['post', '/own-access/sessions/ending'],
    ] as const;
    for (const [method, path] of changes) {
      expect((await browser.send(method, path, {})).body.code).toBe('fresh-factor-required');
    }
    const byPassword = { kind: 'password', code: PASSWORD };
    expect((await browser.send('post', '/session/confirmation', byPassword)).body.code).toBe(
      'second-factor-asked',
    );
    await browser.send('post', '/session/confirmation', portal.oneTimeCode(secret));
    expect((await browser.send('delete', `/own-access/factors/${id}`, {})).status).toBe(200);
  });
});

describe('A first step that came before', () => {
  it('another password, goes on with none', async () => {
    const { userCode, secret, browser } = await portal.enrolledOfficer();
    const half = portal.browser();
    await half.signIn(userCode);
    const change = { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD };
    await browser.send('put', '/password', change);
    const { status } = await half.secondStep(portal.oneTimeCode(secret));
    expect([status, half.token]).toEqual([401, '']);
  });

  it('a block, does not go on', async () => {
    const { userCode, secret } = await portal.enrolledOfficer();
    const half = portal.browser();
    await half.signIn(userCode);
    await portal.register.blockIdle(userCode);
    expect((await half.secondStep(portal.oneTimeCode(secret))).body.code).toBe('account-blocked');
  });
});

describe('A session in which something must be done first', () => {
  it('of whoever must have a second factor, and has none: everything else is closed', async () => {
    const duty = await AttackedPortal.start({ GREFFE_SECOND_FACTOR_FROM: '2026-11-01' });
    try {
      const { browser } = await duty.officer();
      const answers = await answersTo(
        browser,
        routes.filter(({ isOpen }) => !isOpen),
      );
      const others = Object.entries(answers).filter(
        ([, answer]) => !/^403 (second-factor-required|role-not-allowed)$/.test(answer),
      );
      expect(others.map(([route]) => route).sort()).toEqual([
        'DELETE /own-access/factors/{id}',
        'DELETE /session',
        'GET /own-access/factors',
        'GET /session',
        'GET /session/end',
        'POST /own-access/one-time-codes',
        'POST /own-access/one-time-codes/{id}/confirmation',
        'POST /own-access/passkeys',
        'POST /own-access/passkeys/offer',
        'POST /own-access/recovery-codes',
        'POST /session/confirmation',
        'PUT /password',
      ]);
    } finally {
      await duty.close();
    }
  });

  it('R13: of whoever must choose another password: everything else is closed, the factors too', async () => {
    const [holder, security] = [await portal.officer(), await portal.officer()];
    const reset = `/accounts/${holder.userCode}/password-reset`;
    const reason = { reason: 'Mot de passe vu par un tiers' };
    expect((await security.browser.send('post', reset, reason)).status).toBe(201);
    const browser = portal.browser();
    await browser.signIn(holder.userCode);
    const answers = await answersTo(
      browser,
      routes.filter(({ isOpen }) => !isOpen),
    );
    const others = Object.entries(answers).filter(
      ([, answer]) => !/^403 (password-change-required|role-not-allowed)$/.test(answer),
    );
    expect(others.map(([route]) => route).sort()).toEqual([
      'DELETE /session',
      'GET /session',
      'GET /session/end',
      'PUT /password',
    ]);
  });
});
