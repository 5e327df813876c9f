import request from 'supertest';
import { EventStore } from '#event-sourcing';
import { policy } from '#platform';
import { ApiDocument } from '../support/api-document.ts';
import { goOnUnder } from '../support/cookies.ts';
import { codeOf, enrolOneTimeCodes } from '../support/one-time-codes.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

const clock = new TestClock('2026-11-23T09:00:00.000Z');
let running: RunningRegister;
let api: ApiDocument;
let register: SmallRegister;
let agent: string;
let names = 0;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, clock);
  api = await ApiDocument.of(running.url);
  register = new SmallRegister(running.services);
  await register.convention();
  agent = await register.activate(await register.agent('Camille', 'Durand', 'activity'));
});
afterAll(() => running.close());
beforeEach(() => clock.advance({ minutes: 30 }));

type Session = Record<string, string>;

async function call(method: 'get' | 'post', path: string, headers: Session, body?: object) {
  const answer = await request(running.url)[method](`/api${path}`).set(headers).send(body);
  expect(api.faults(method.toUpperCase(), `/api${path.split('?')[0]}`, answer.status, answer.body)).toEqual(
    [],
  );
  return answer;
}

async function officer() {
  const mailbox = `personne.${++names}@caf.example`;
  const name = `Personne ${'I'.repeat(names)}`;
  const userCode = await register.activate(await register.staff('caf-security', name, undefined, mailbox));
  return { userCode, session: await sessionOf(running.url, userCode) };
}

const suspend = (session: Session) =>
  call('post', `/accounts/${agent}/blocking`, session, { reason: 'Poste volé' });
async function confirm(session: Session, body: object) {
  const answer = await call('post', '/session/confirmation', session, body);
  goOnUnder(session, answer);
  return answer;
}
const isStale = async (session: Session) => (await suspend(session)).body.code === 'fresh-factor-required';

it('these acts, and all exports, want their sender to have shown who they are in the last minutes', async () => {
  const { body } = await request(running.url).get('/api/openapi.json');
  const paths = body.paths as Record<string, Record<string, Record<string, unknown>>>;
  const wanting = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      operation['x-wants-fresh-factor'] ? [`${method.toUpperCase()} ${path}`] : [],
    ),
  );
  const isListExport = (route: string) =>
    /^GET .+\.csv$/.test(route) && (route.includes('/lists/') || !route.includes('report'));
  expect(wanting.filter((route) => !isListExport(route)).sort()).toEqual([
    'DELETE /api/own-access/factors/{id}',
    'DELETE /api/own-access/identities/{id}',
    'GET /api/anomalies/{id}/dossier.pdf',
    'GET /api/anomaly-report.csv',
    'GET /api/anomaly-report.pdf',
    'GET /api/connections/export',
    'GET /api/holders/{id}/personal-data/export.zip',
    'GET /api/monthly-reports/{id}/report.csv',
    'GET /api/monthly-reports/{id}/report.ndjson',
    'GET /api/monthly-reports/{id}/report.pdf',
    'GET /api/partners/{id}/dossier.zip',
    'POST /api/accounts/{userCode}/blocking',
    'POST /api/accounts/{userCode}/closing',
    'POST /api/accounts/{userCode}/corrections',
    'POST /api/accounts/{userCode}/factor-reset-grant',
    'POST /api/accounts/{userCode}/factor-reset-request',
    'POST /api/accounts/{userCode}/grant',
    'POST /api/accounts/{userCode}/password-reset',
    'POST /api/accounts/{userCode}/password-revocation',
    'POST /api/accounts/{userCode}/suspension-lifting',
    'POST /api/anomalies/{id}/dismissal',
    'POST /api/anomalies/{id}/verdict',
    'POST /api/anomaly-dismissals',
    'POST /api/conventions/{id}/termination',
    'POST /api/habilitation-revocations',
    'POST /api/habilitations/{id}/revocation',
    'POST /api/holders/{id}/personal-data/access',
    'POST /api/holders/{id}/personal-data/access/grant',
    'POST /api/holders/{id}/personal-data/erasure',
    'POST /api/holders/{id}/personal-data/erasure/confirmation',
    'POST /api/incidents',
    'POST /api/own-access/one-time-codes',
    'POST /api/own-access/passkeys/offer',
    'POST /api/own-access/provider-requests',
    'POST /api/own-access/recovery-codes',
    'POST /api/own-access/sessions/ending',
    'POST /api/own-access/sessions/{id}/ending',
    'POST /api/persons/{id}/corrections',
    'POST /api/rules/{name}/activation',
    'POST /api/rules/{name}/resumption',
    'POST /api/rules/{name}/retirement',
  ]);
  const exports = Object.keys(paths).filter(
    (path) => isListExport(`GET ${path}`) && !path.includes('/imports/'),
  );
  expect(wanting.filter(isListExport).sort()).toEqual(exports.map((path) => `GET ${path}`).sort());
});

describe('An act of weight', () => {
  it('is done right after the sign-in, and later once the password is shown anew by whoever has nothing else', async () => {
    const { session } = await officer();
    expect((await call('get', '/session', session)).body.isFresh).toBe(true);
    clock.advance({ minutes: policy.freshFactorMinutes });
    expect((await call('get', '/session', session)).body.isFresh).toBe(false);
    expect(await isStale(session)).toBe(true);
    const confirmed = await confirm(session, { kind: 'password', code: PASSWORD });
    expect([confirmed.status, confirmed.body.isFresh]).toEqual([200, true]);
    expect((await suspend(session)).status).toBe(201);
  });

  it('wants the second factor of whoever has one: the password is not enough', async () => {
    const { userCode, session } = await officer();
    const { secret } = await enrolOneTimeCodes(running.url, session, clock);
    clock.advance({ minutes: policy.freshFactorMinutes });
    expect(await isStale(session)).toBe(true);
    const byPassword = await confirm(session, { kind: 'password', code: PASSWORD });
    expect([byPassword.status, byPassword.body.code]).toEqual([403, 'second-factor-asked']);
    expect((await confirm(session, { kind: 'one-time-code', code: codeOf(secret, clock) })).status).toBe(200);
    expect(await isStale(session)).toBe(false);
    const events = await running.services
      .get(EventStore, { strict: false })
      .readStream(`connections-${userCode}`);
    expect(events.at(-1)).toMatchObject({ type: 'IdentityConfirmed', data: { factor: 'one-time-code' } });
  });

  it('of one session is not that of another', async () => {
    const { userCode, session } = await officer();
    clock.advance({ minutes: policy.freshFactorMinutes });
    const other = await sessionOf(running.url, userCode);
    expect(await isStale(other)).toBe(false);
    expect(await isStale(session)).toBe(true);
  });

  it('a stolen session tries nothing out: what is wrong counts, is recorded, and makes the next wait', async () => {
    const { userCode, session } = await officer();
    clock.advance({ minutes: policy.freshFactorMinutes });
    const wrong = () => confirm(session, { kind: 'password', code: 'un autre mot de passe' });
    for (let failures = 0; failures <= policy.signInThrottling.freeFailures; failures++) {
      expect((await wrong()).body.code).toBe('wrong-password');
    }
    expect((await wrong()).status).toBe(429);
    expect((await call('post', '/session', {}, { userCode, password: PASSWORD })).status).toBe(429);
  });

  it('cannot be confirmed without a session, by another page, or by nothing', async () => {
    const { session } = await officer();
    const right = { kind: 'password', code: PASSWORD };
    expect((await confirm({}, right)).status).toBe(401);
    expect((await confirm({ Cookie: session.Cookie! }, right)).body.code).toBe('csrf-token-missing');
    for (const body of [{}, { kind: 'password' }, { kind: 'passkey' }, { kind: 'recovery-code' }]) {
      expect((await confirm(session, body)).status).toBe(422);
    }
  });

  it('an export is one too', async () => {
    const { session } = await officer();
    const csv = request(running.url).get('/api/lists/accounts.csv').set(session);
    expect((await csv).status).toBe(200);
    clock.advance({ minutes: policy.freshFactorMinutes });
    expect((await call('get', '/lists/accounts.csv', session)).body.code).toBe('fresh-factor-required');
  });
});
