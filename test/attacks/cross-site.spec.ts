import request from 'supertest';
import { ApiDocument } from '../support/api-document.ts';
import { NOBODY_IN_PARTICULAR } from '../support/claimed-role.ts';
import { AttackedPortal } from './attacked-portal.ts';

// What pages of other origins send to change something, and in which form, is in ../http/whose-requests.spec.ts.

const PUBLIC_URL = 'https://portail.example';
const EVIL = 'https://evil.example';

let portal: AttackedPortal;
let api: ApiDocument;
beforeAll(async () => {
  portal = await AttackedPortal.start({ PUBLIC_URL });
  api = await ApiDocument.of(portal.running.url);
});
afterAll(() => portal.close());

const reads = () =>
  api.operations
    .filter(({ method }) => method === 'get')
    .map(({ path }) => path.replace(/^\/api/, '').replaceAll(/\{\w+\}/g, NOBODY_IN_PARTICULAR));

const written = async (): Promise<string[]> => {
  const { rows } = await portal.running.engines.database.query<{ type: string }>(
    'SELECT type FROM event_log.events ORDER BY transaction_id, sequence',
  );
  return rows.map(({ type }) => type);
};

describe('A cookie', () => {
  it('of whatever kind goes to the portal alone: no script, no other site, no network in the clear', async () => {
    const { userCode, browser } = await portal.enrolledOfficer();
    const answers = [
      await portal.browser().signIn(userCode),
      await portal.browser().send('post', '/session/passkey-challenges', {}),
      await browser.send('post', '/own-access/passkeys/offer', {}),
      await portal.browser().signIn((await portal.officer()).userCode),
      await browser.send('delete', '/session'),
    ];
    const set = answers.flatMap(({ headers }) => [headers['set-cookie'] ?? []].flat());
    expect(set.length).toBeGreaterThanOrEqual(6);
    for (const cookie of set) {
      expect(cookie).toMatch(/^__Host-greffe_\w+=.*; Path=\/(;|$)/);
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; Secure/);
      expect(cookie).toMatch(/; SameSite=Strict/);
      expect(cookie).not.toMatch(/Domain=/i);
      expect(cookie.length).toBeLessThan(4096);
    }
  });

  it('that another host of the domain has planted is none', async () => {
    const { browser } = await portal.officer();
    const [name, token] = [...browser.cookies].find(([name]) => name.endsWith('session'))!;
    const planted = portal.browser();
    planted.cookies.set('greffe_session', token);
    expect(await planted.isIn()).toBe(false);
    planted.cookies.set(name, token);
    expect(await planted.isIn()).toBe(true);
  });

  it('of a browser that was known before it had a prefix is one still', async () => {
    const { userCode, browser } = await portal.officer();
    const former = portal.browser();
    for (const [name, value] of browser.cookies) {
      if (name.includes('browser')) former.cookies.set(name.replace('__Host-', ''), value);
    }
    expect((await former.signIn(userCode)).status).toBe(201);
    expect(await portal.running.engines.store.readStream(`browsers-${userCode}`)).toEqual([]);
    expect((await portal.browser().signIn(userCode)).status).toBe(201);
    expect(await portal.running.engines.store.readStream(`browsers-${userCode}`)).toHaveLength(1);
  });
});

describe('A page of another site', () => {
  it('reads no answer: no header of CORS is ever sent, to no question that comes before', async () => {
    const { browser } = await portal.officer();
    for (const path of ['/session', '/own-access', '/lists/accounts', '/health/live', '/openapi.json']) {
      for (const origin of [EVIL, PUBLIC_URL, 'null']) {
        const { headers } = await browser.send('get', path, undefined, { Origin: origin });
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
        expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      }
    }
    const asked = await request(portal.running.url)
      .options('/api/session')
      .set({ Origin: EVIL, 'Access-Control-Request-Method': 'POST' })
      .set('Access-Control-Request-Headers', 'content-type, x-csrf-token');
    expect(Object.keys(asked.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('frames nothing, and nothing that it has opened knows of it', async () => {
    for (const path of ['/', '/api/session', '/api/docs', '/api/health/live', '/nowhere']) {
      const { headers } = await request(portal.running.url).get(path).set('Accept', 'text/html');
      const policy = headers['content-security-policy'] ?? '';
      for (const directive of [
        "default-src 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ]) {
        expect([path, policy.split(';')]).toEqual([path, expect.arrayContaining([directive])]);
      }
      expect(headers).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
      });
    }
  });

  it('changes nothing by what only reads: of every GET nothing is left but that somebody has read', async () => {
    const { browser } = await portal.officer();
    const before = await written();
    for (const path of reads()) {
      const { status } = await browser.stolen().send('get', path, undefined, {
        'Sec-Fetch-Site': 'cross-site',
        'Sec-Fetch-Mode': 'no-cors',
      });
      expect([path, status]).not.toEqual([path, 500]);
    }
    const since = (await written()).slice(before.length);
    expect([...new Set(since)].filter((type) => !/Consulted$|Consultation/.test(type))).toEqual([]);
    expect(await browser.isIn()).toBe(true);
  });

  it('has no other method taken for the one that is asked for', async () => {
    const { browser } = await portal.officer();
    const disguised = [
      browser.send('get', '/session?_method=DELETE', undefined, { 'X-HTTP-Method-Override': 'DELETE' }),
      browser.send('post', '/session', {}, { 'X-HTTP-Method': 'DELETE', 'X-Method-Override': 'DELETE' }),
    ];
    await Promise.all(disguised);
    expect(await browser.isIn()).toBe(true);
  });

  it('is led nowhere else: no answer redirects', async () => {
    for (const path of ['//evil.example', '/api//evil.example', '/connexion?next=https://evil.example']) {
      const { headers, status } = await request(portal.running.url).get(path).set('Accept', 'text/html');
      expect([path, headers.location, status < 300 || status >= 400]).toEqual([path, undefined, true]);
    }
  });
});
