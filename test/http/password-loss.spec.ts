import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { activationToken } from '#accounts';
import { jobsOf } from '#composition';
import { EventStore } from '#event-sourcing';
import { policy, WHOLE } from '#platform';
import { ApiDocument } from '../support/api-document.ts';
import { eventually } from '../support/eventually.ts';
import { codeOf, enrolOneTimeCodes } from '../support/one-time-codes.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

const NEW_PASSWORD = 'un cheval de course';

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

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const answer = await request(running.url).post(`/api${path}`).set(headers).send(body);
  // Nothing has nothing to be compared with.
  if (answer.status === 204) return answer;
  expect(api.faults('POST', `/api${path}`, answer.status, answer.body)).toEqual([]);
  return answer;
}

const report = (userCode: string, email: string) => post('/password-loss', { userCode, email });
const signIn = (userCode: string, password: string) => post('/session', { userCode, password });
const linkOf = (userCode: string, delivery: number) =>
  activationToken(running.engines.config.secret, userCode, delivery);
const choose = (userCode: string, delivery: number, password = NEW_PASSWORD) =>
  post('/activation', { token: linkOf(userCode, delivery), userCode, password });

/** How as many attempts as make nobody wait are answered. All at once, for each answer takes its time on purpose. */
async function statusesOfFree(attempt: () => ReturnType<typeof post>) {
  const attempts = Array.from({ length: policy.signInThrottling.freeFailures + 1 }, attempt);
  return new Set((await Promise.all(attempts)).map(({ status }) => status));
}

async function eventsOf(userCode: string) {
  const events = await running.services.get(EventStore, { strict: false }).readStream(`account-${userCode}`);
  return events.map(({ type }) => type);
}

/** What was written to somebody, links and all. */
async function mailsTo(email: string): Promise<string> {
  await jobsOf(running.services)
    .find(({ name }) => name === 'deliver-mail')!
    .run(WHOLE);
  const folder = join(running.engines.config.dataDir, 'mail');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.eml'));
  const mails = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return mails
    .filter((mail) => mail.includes(`To: `) && mail.includes(email))
    .join('\n')
    .replaceAll('=\r\n', '')
    .replaceAll('=\n', '');
}

describe('Whoever has lost their password', () => {
  it('is written to where the log says, whatever somebody has written into the read model', async () => {
    const { userCode, email } = await register.anotherOfficer();
    const elsewhere = 'exploitant@ailleurs.example';
    await running.engines.database.query('UPDATE accounts.accounts SET email = $2 WHERE user_code = $1', [
      ...[userCode, elsewhere],
    ]);
    await report(userCode, email);
    await eventually(async () => (await mailsTo(email)).includes('oubli'));
    expect(await mailsTo(elsewhere)).not.toContain('/activation#');
    expect(await mailsTo(email)).toContain(linkOf(userCode, 2));
  });

  it('is sent a link, which leads to another one; until then the former one counts', async () => {
    const { userCode, email } = await register.anotherOfficer();
    const session = await sessionOf(running.url, userCode);
    expect((await report(userCode.toLowerCase(), email.toUpperCase())).status).toBe(204);
    const token = await eventually(async () => {
      const written = await mailsTo(email);
      return written.includes('oubli') && /\/activation#\/([\w-]+)/.exec(written.split('oubli')[1]!)?.[1];
    });
    expect(token).toBe(linkOf(userCode, 2));
    expect((await signIn(userCode, PASSWORD)).status).toBe(201);
    expect((await choose(userCode, 2)).status).toBe(201);
    expect((await signIn(userCode, PASSWORD)).status).toBe(401);
    expect((await signIn(userCode, NEW_PASSWORD)).status).toBe(201);
    expect((await request(running.url).get('/api/session').set(session)).status).toBe(401);
    expect((await choose(userCode, 2, 'un cheval de labour')).body.code).toBe('activation-link-void');
  });

  it('still has to show their second factor', async () => {
    const { userCode, email } = await register.anotherOfficer();
    const session = await sessionOf(running.url, userCode);
    const { secret } = await enrolOneTimeCodes(running.url, session, clock);
    clock.advance({ minutes: 1 });
    await report(userCode, email);
    expect((await choose(userCode, 2)).status).toBe(201);
    const first = await signIn(userCode, NEW_PASSWORD);
    expect(first.status).toBe(202);
    const half = { Cookie: first.headers['set-cookie']![0]! };
    const proof = { kind: 'one-time-code', code: codeOf(secret, clock) };
    expect((await post('/session/second-factor', proof, half)).status).toBe(201);
  });

  it('is answered alike and after the same time, whether there is such a code or not', async () => {
    const { userCode, email } = await register.anotherOfficer();
    const cases = [
      [userCode, email],
      [userCode, 'quelqu.un@caf.example'],
      ['C999999', email],
      ['un mot de passe', 'pas une adresse'],
    ] as const;
    const answers = await Promise.all(
      cases.map(async ([code, mailbox]) => {
        const begun = performance.now();
        const { status, body, headers } = await report(code, mailbox);
        return { status, body, cookies: headers['set-cookie'], took: performance.now() - begun };
      }),
    );
    for (const { status, body, cookies, took } of answers) {
      expect([status, body, cookies]).toEqual([204, {}, undefined]);
      expect(took).toBeGreaterThan(1450);
    }
    expect(await eventsOf(userCode)).toContain('PasswordLossReported');
  });

  it('gets no second link at once, none that is old, and none that another has replaced', async () => {
    const { userCode, email } = await register.anotherOfficer();
    await report(userCode, email);
    await report(userCode, email);
    const reports = async () =>
      (await eventsOf(userCode)).filter((type) => type === 'PasswordLossReported').length;
    expect(await reports()).toBe(1);
    clock.advance({ minutes: policy.passwordLossPauseMinutes });
    await report(userCode, email);
    expect(await reports()).toBe(2);
    expect((await choose(userCode, 2)).body.code).toBe('activation-link-void');
    clock.advance({ minutes: policy.passwordLossLinkMinutes });
    expect((await choose(userCode, 3)).body.code).toBe('activation-link-void');
  });

  it('is not let in by it where the code is blocked', async () => {
    const { userCode, email } = await register.anotherOfficer();
    await report(userCode, email);
    await register.blockIdle(userCode);
    expect((await choose(userCode, 2)).body.code).toBe('activation-link-void');
    clock.advance({ minutes: 30 });
    await report(userCode, email);
    expect((await eventsOf(userCode)).filter((type) => type === 'PasswordLossReported')).toHaveLength(1);
  });

  it('waits after right ones as after wrong ones: the wait tells nobody which it was', async () => {
    const { userCode, email } = await register.anotherOfficer();
    expect(await statusesOfFree(() => report(userCode, email))).toEqual(new Set([204]));
    expect((await report(userCode, email)).status).toBe(429);
  });

  it('waits after wrong ones, as at the sign-in; right ones take back none of those', async () => {
    const { userCode, email } = await register.anotherOfficer();
    expect(await statusesOfFree(() => report(userCode, 'quelqu.un@caf.example'))).toEqual(new Set([204]));
    expect((await report(userCode, email)).status).toBe(429);
    expect((await signIn(userCode, PASSWORD)).status).toBe(429);
  });
});
