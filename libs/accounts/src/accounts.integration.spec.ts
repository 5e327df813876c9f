import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { hash } from '@node-rs/argon2';
import cookieParser from 'cookie-parser';
import request from 'supertest';
import { type Attempt, type ConnectionsEvent, ConsultationInterceptor, connections } from '#connections';
import { conventions, RegisterConvention, SignConvention } from '#conventions';
import {
  type Appended,
  type DomainEvent,
  EventStore,
  type ExpectedRevision,
  installReadModels,
  type NewEvent,
  ProjectionProgress,
  ProjectionRunner,
  type RecordedEvent,
  rebuild,
  START,
  StoreUnavailable,
} from '#event-sourcing';
import { habilitations, type PersonEvent, Rights, type RosterEvent } from '#habilitations';
import {
  AccessGuard,
  ExecutionContextInterceptor,
  migrate,
  type Principal,
  ProblemFilter,
  plusMs,
  policy,
  rowSeal,
  runAs,
  systemActor,
  validationPipe,
} from '#platform';
import { coreOf } from '../../../test/support/core-of.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { newestPosition } from '../../../test/support/newest-position.ts';
import { TestClock } from '../../../test/support/test-clock.ts';
import { type TestLog, testLog } from '../../../test/support/test-log.ts';
import { BlockIdleAccount } from './commands/block-idle-account.ts';
import { ChangePassword } from './commands/change-password.ts';
import { OpenAgentAccount } from './commands/open-agent-account.ts';
import type { StaffRole } from './domain/account-events.ts';
import { candidateCodes } from './domain/user-code.ts';
import {
  type AccountEvent,
  AccountsModule,
  AccountsQuery,
  ActivateAccount,
  accounts,
  activationToken,
  CloseAccount,
  DeliverCredentials,
  OpenStaffAccount,
  RequirePasswordChange,
  RevokePassword,
  SuspendAccount,
} from './index.ts';
import { BlockIdleCodesJob } from './jobs/block-idle-codes.job.ts';
import { OpenAccountReactor } from './reactors/open-account.ts';
import { IdlenessQuery } from './read-models/accounts/idleness-query.ts';
import { accountsProjection } from './read-models/accounts/projection.ts';

const SECRET = 'a-secret-for-tests-that-is-long-enough';
const GESTIONNAIRE = { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' };
const CONVENTION = '00000000-0000-4000-8000-000000000001';
const ESTABLISHMENT = '00000000-0000-4000-8000-00000000000e';
const CAF = { id: '595', name: 'Caf du Nord' };
const PASSWORD = 'un cheval de trait';
const BEGIN = '2026-02-02T09:00:00.000Z';

const clock = new TestClock(BEGIN);
const unhabilitated = new Set<string>();
let away = false;
/** What others do between what the next writer has read and what it writes. */
let meanwhile: (() => PromiseLike<unknown>) | null = null;
let log: TestLog;
let app: NestExpressApplication;
let bus: CommandBus;
let runners: ProjectionRunner[];
let person = 0;

const rights: Pick<Rights, 'rightsOf'> = {
  rightsOf: async (personId) =>
    unhabilitated.has(personId) ? [] : [{ id: 'e1', name: 'Crèche', profiles: ['activity'] }],
};

/** The log, which can be made unable to write, or late. */
function fragile(store: EventStore): EventStore {
  const append = store.append.bind(store);
  store.append = async (
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> => {
    if (away) throw new StoreUnavailable(new Error('away'));
    const others = meanwhile;
    meanwhile = null;
    await others?.();
    return append(stream, expected, events);
  };
  return store;
}

beforeAll(async () => {
  log = await testLog({
    ...conventions.eventTypes,
    ...habilitations.eventTypes,
    ...connections.eventTypes,
    ...accounts.eventTypes,
  });
  for (const { name, migrations = [] } of [connections, accounts]) {
    await migrate(log.database, name, migrations, { nameSecret: SECRET });
  }
  const contexts = [conventions, habilitations, connections, accounts];
  const projections = contexts.flatMap(({ projections = [] }) => projections);
  await installReadModels(log.database, projections);
  runners = projections.map(
    (projection) =>
      new ProjectionRunner(log.database, log.store, log.notifications, projection, {
        info: () => {},
        error: () => {},
      }),
  );
  for (const runner of runners) runner.start();

  const core = coreOf(log, {
    clock,
    config: {
      secret: SECRET,
      nameSecret: SECRET,
      publicUrl: 'https://greffe.example',
      secondFactorFrom: '2999-01-01',
    },
    store: fragile(log.store),
  });
  const module = await Test.createTestingModule({
    imports: [core, AccountsModule],
    providers: [
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_PIPE, useFactory: validationPipe },
      { provide: APP_INTERCEPTOR, useClass: ExecutionContextInterceptor },
      { provide: APP_INTERCEPTOR, useClass: ConsultationInterceptor },
      {
        provide: APP_FILTER,
        useFactory: () => new ProblemFilter((error) => error instanceof StoreUnavailable),
      },
    ],
  })
    .overrideProvider(Rights)
    .useValue(rights)
    .compile();
  app = module.createNestApplication<NestExpressApplication>();
  app.set('trust proxy', 1);
  app.use(cookieParser());
  await app.init();
  bus = app.get(CommandBus);
  await asSystem(() =>
    bus.execute(
      new RegisterConvention(CONVENTION, {
        gestionnaire: { ...GESTIONNAIRE, siret: GESTIONNAIRE.id, address: 'x', representative: 'x' },
        caf: { ...CAF, address: 'x', representative: 'x' },
        establishments: [{ id: ESTABLISHMENT, name: 'Crèche', address: 'x' }],
        effectiveFrom: null,
        until: '2027-12-31',
      }),
    ),
  );
  for (const party of ['gestionnaire', 'caf'] as const) {
    const signature = { party, signatory: 'S.', capacity: 'C.', signedOn: '2026-02-02' };
    await asSystem(() => bus.execute(new SignConvention(CONVENTION, signature)));
  }
});
afterAll(async () => {
  await app?.close();
  await Promise.all(runners.map((runner) => runner.stop()));
  await log.drop();
});
beforeEach(() => {
  away = false;
});

const recordable = <Event extends DomainEvent>(event: Event): NewEvent<Event> => ({
  ...event,
  id: randomUUID(),
  metadata: { correlationId: 'c', causationId: 'c', actor: systemActor('test'), occurredAt: clock.now() },
});
const asSystem = <T>(work: () => Promise<T>): Promise<T> => runAs(systemActor('test'), work);
const http = () => request(app.getHttpServer());

async function openAgent(): Promise<{ userCode: string; personId: string }> {
  const personId = `00000000-0000-4000-8000-${String(++person).padStart(12, '0')}`;
  const agent = {
    personId,
    organism: GESTIONNAIRE,
    name: 'Camille Exemple',
    email: `c${person}@mons.example`,
  };
  const { userCode } = await asSystem(() => bus.execute(new OpenAgentAccount(agent)));
  return { userCode, personId };
}

async function activeAgent() {
  const agent = await openAgent();
  await asSystem(() => bus.execute(new ActivateAccount(agent.userCode, 1, PASSWORD)));
  return agent;
}

const activeOfficer = (role: 'caf-security' | 'caf-habilitation') => activeStaff(role, CAF);

async function activeStaff(role: StaffRole, organism: typeof CAF) {
  const member = { role, organism, name: `Officier ${role}`, email: `o${++person}@caf.example` };
  const { userCode } = await asSystem(() => bus.execute(new OpenStaffAccount(member)));
  await asSystem(() => bus.execute(new ActivateAccount(userCode, 1, PASSWORD)));
  return session(userCode);
}

const tokenOf = (userCode: string, delivery = 1) => activationToken(SECRET, userCode, delivery);
const linkOf = (userCode: string, delivery = 1) => ({ userCode, token: tokenOf(userCode, delivery) });
const open = (link: { userCode: string; token: string }) => http().post('/activation/opening').send(link);
const signIn = (userCode: string, password = PASSWORD, from = '127.0.0.1') =>
  http()
    .post('/session')
    .set('Idempotency-Key', 'always-the-same')
    .set('X-Forwarded-For', from)
    .send({ userCode, password });

async function session(userCode: string) {
  const answer = await signIn(userCode).expect(201);
  return { cookie: cookieOf(answer), csrf: answer.body.csrfToken as string };
}
const cookieOf = ({ headers }: request.Response): string => headers['set-cookie']![0]!.split(';')[0]!;
type Session = Awaited<ReturnType<typeof session>>;

const command = ({ cookie, csrf }: Session, path: string, body: object) =>
  http().post(path).set('Cookie', cookie).set('X-CSRF-Token', csrf).send(body);
const attemptsOn = async (stream: string) =>
  (await log.store.readStream(`connections-${stream}`)).map(
    ({ data }) => (data as { outcome: string }).outcome,
  );
const recordsOf = async (userCode: string) =>
  (await log.store.readStream(`connections-${userCode}`)).map(({ data }) => data as Attempt);
const sessionsOf = async (userCode: string) =>
  (await log.database.query('SELECT FROM sign_in.sessions WHERE user_code = $1', [userCode])).rowCount;
const caughtUp = async () => {
  const position = await newestPosition(log.database);
  const progress = app.get(ProjectionProgress);
  expect(await progress.waitFor(['accounts', 'journal', 'conventions'], position, 5000)).toBe(true);
};

describe('R18: signing in', () => {
  it('answers who is there, with a cookie that no script reads, and records the success', async () => {
    const { userCode } = await activeAgent();
    const answer = await signIn(` ${userCode.toLowerCase()} `).expect(201);
    expect(answer.headers['set-cookie']![0]).toMatch(
      /^greffe_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(answer.body).toMatchObject({
      userCode,
      role: 'agent',
      organism: GESTIONNAIRE,
      mustChangePassword: null,
    });
    expect(await attemptsOn(userCode)).toEqual(['success']);
    const { rows } = await log.database.query(
      'SELECT token_hash FROM sign_in.sessions WHERE user_code = $1',
      [userCode],
    );
    expect(answer.headers['set-cookie']![0]).not.toContain(rows[0]!.token_hash.toString('base64url'));
  });

  it('says the same of a wrong password, an unknown code and one that is not activated', async () => {
    const known = await activeAgent();
    const pending = await openAgent();
    const answers = [
      await signIn(known.userCode, 'un autre mot de passe'),
      await signIn('A999999'),
      await signIn(pending.userCode),
      await signIn('mon mot de passe !'),
    ];
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]!.status).toBe(401);
    expect(answers[0]!.body.code).toBe('sign-in-refused');
    expect(await attemptsOn(known.userCode)).toEqual(['wrong-password']);
    expect(await attemptsOn(pending.userCode)).toEqual(['not-activated']);
  });

  it('keeps an unknown identifier as a keyed hash only', async () => {
    await signIn('mot-de-passe-tapé-au-mauvais-endroit').expect(401);
    // Transactions of others may keep the end of the log back for a moment.
    const all = await eventually(async () => {
      const { events } = await log.store.readAll({ after: START, categories: ['connections'], limit: 1000 });
      const text = JSON.stringify(events);
      return text.includes('unknown-code') && text;
    });
    expect(all).not.toContain('mauvais-endroit');
  });

  it('records every outcome; who knows the password is told the reason', async () => {
    const blocked = await activeAgent();
    await asSystem(() => bus.execute(new SuspendAccount(blocked.userCode, 'Perte')));
    expect((await signIn(blocked.userCode).expect(403)).body.code).toBe('account-blocked');
    expect((await signIn(blocked.userCode, 'un autre mot de passe').expect(401)).body.code).toBe(
      'sign-in-refused',
    );
    expect(await attemptsOn(blocked.userCode)).toEqual(['blocked', 'blocked']);

    const left = await activeAgent();
    unhabilitated.add(left.personId);
    expect((await signIn(left.userCode).expect(403)).body.code).toBe('not-habilitated');
    expect(await attemptsOn(left.userCode)).toEqual(['not-habilitated']);
  });

  it('makes whoever keeps failing wait, whether there is such a code or not', async () => {
    const { userCode } = await activeAgent();
    for (const code of [userCode, 'A999998']) {
      for (let failure = 0; failure < 6; failure++) await signIn(code, 'un autre mot de passe').expect(401);
      expect((await signIn(code).expect(429)).body.code).toBe('throttled');
    }
    expect((await attemptsOn(userCode)).at(-1)).toBe('throttled');
    clock.advance({ minutes: 2 });
    await signIn(userCode).expect(201);
    clock.advance({ minutes: 15 });
  });

  it('lets no burst through what attempts one after the other do not; what is refused is gathered', async () => {
    const { userCode } = await activeAgent();
    const burst = Array.from({ length: 60 }, () => signIn(userCode, 'un autre mot de passe'));
    const answers = await Promise.all(burst);
    const waiting = answers.filter(({ status }) => status === 429);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array(6).fill(401),
      ...Array(54).fill(429),
    ]);
    expect(new Set(waiting.map(({ headers }) => headers['retry-after']))).toEqual(new Set(['60']));
    const recorded = await recordsOf(userCode);
    const of = (wanted: string) => recorded.filter(({ outcome }) => outcome === wanted);
    expect(of('wrong-password').map(({ count }) => count)).toEqual(Array(6).fill(1));
    // One event, or on a slow machine one for each second that they took to come.
    const refused = of('throttled');
    expect(refused.length).toBeLessThan(10);
    expect(refused.reduce((sum, { count }) => sum + count, 0)).toBe(54);
    expect(new Set(refused.map(({ retryAt }) => retryAt))).toEqual(new Set([plusMs(clock.now(), 60_000)]));
    expect((await signIn(userCode)).status).toBe(429);
    expect(await sessionsOf(userCode)).toBe(0);
    clock.advance({ minutes: 15 });
  });

  it('a network that types something new each time makes no stream for each', async () => {
    const typed = (name: string, index: number) => `${name}-${index}`;
    const network = '203.0.113.77';
    for (let index = 0; index < 30; index++)
      await signIn(typed('inconnu', index), PASSWORD, network).expect(401);
    const burst = Array.from({ length: 40 }, (_, index) =>
      signIn(typed('nouveau', index), PASSWORD, network),
    );
    for (const answer of await Promise.all(burst)) expect(answer.status).toBe(429);
    const { rows } = await log.database.query(
      `SELECT data->>'identifierHash' AS hash, (data->>'count')::int AS count, metadata->'actor'->>'role' AS actor
       FROM event_log.events WHERE type = 'LoginAttempted' AND data->>'address' = $1 AND data->>'outcome' = 'throttled'`,
      [network],
    );
    expect(rows).toEqual([{ hash: null, count: 40, actor: 'anonymous' }]);
  });

  it('a cookie that is an object is none', async () => {
    const { userCode } = await activeAgent();
    const cookie = `greffe_browser_x=${encodeURIComponent('j:{"toString":1}')}`;
    await signIn(userCode, PASSWORD, '198.51.100.30').set('Cookie', cookie).expect(201);
  });

  it('more than can be looked at is refused, at once and on record, and counts for nothing', async () => {
    const burst = Array.from({ length: 120 }, (_, index) =>
      signIn(`A8${String(index).padStart(5, '0')}`, PASSWORD, `192.0.2.${index}`),
    );
    const answers = await Promise.all(burst);
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(20);
    expect(answers).toHaveLength(busy.length + answers.filter(({ status }) => status === 401).length);
    expect(busy[0]!.body.code).toBe('sign-in-busy');
    expect(busy[0]!.headers['retry-after']).toBe('5');
    const { rows } = await log.database.query(
      `SELECT sum((data->>'count')::int)::int AS attempts FROM event_log.events
       WHERE type = 'LoginAttempted' AND data->>'outcome' = 'busy'`,
    );
    expect(rows[0]!.attempts).toBe(busy.length);
  });

  it('an outsider who knows a code keeps its holder out from nowhere but their own network', async () => {
    const { userCode } = await activeAgent();
    const home = '198.51.100.7';
    const { headers } = await signIn(userCode, PASSWORD, home).expect(201);
    const browser = headers['set-cookie']![1]!;
    expect(browser).toMatch(
      /^greffe_browser_\w{16}=[\w-]{16}\.\w{32}; Max-Age=15552000; Path=\/api; .*HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(browser).not.toContain(userCode);
    const cookie = browser.split(';')[0]!;
    const fail = (address: string, sent = '') =>
      signIn(userCode, 'un autre mot de passe', address).set('Cookie', sent);
    for (let failure = 0; failure < 6; failure++) await fail('203.0.113.9').expect(401);
    await fail('203.0.113.9').expect(429);
    await signIn(userCode, PASSWORD, home).expect(201);

    // Somebody behind the same router: the browser that is known does not wait for them.
    for (let failure = 0; failure < 6; failure++) await fail(home).expect(401);
    await signIn(userCode, PASSWORD, home).expect(429);
    await signIn(userCode, PASSWORD, home).set('Cookie', cookie).expect(201);
    // Nor does it open anything: its own failures count, and a cookie for another code is none.
    for (let failure = 0; failure < 6; failure++) await fail(home, cookie).expect(401);
    await signIn(userCode, PASSWORD, home).set('Cookie', cookie).expect(429);
    const forged = cookie.replace(/=.{4}/, '=AAAA');
    await signIn(userCode, PASSWORD, '203.0.113.9').set('Cookie', forged).expect(429);
    clock.advance({ minutes: 15 });
  });

  it('the officer sees the wait and its end; their act, a new password and an unblocking end it', async () => {
    const officer = await activeOfficer('caf-habilitation');
    const { userCode } = await activeAgent();
    const throttle = async () => {
      for (let failure = 0; failure < 6; failure++)
        await signIn(userCode, 'un autre mot de passe').expect(401);
    };
    const listed = async () => {
      const { body } = await http()
        .get(`/lists/accounts?q=${userCode}`)
        .set('Cookie', officer.cookie)
        .expect(200);
      const [found] = body.items;
      return { waitUntil: found.waitUntil, waiting: found.waiting };
    };
    await caughtUp();
    expect(await listed()).toEqual({ waitUntil: null, waiting: 0 });
    await throttle();
    expect(await listed()).toEqual({ waitUntil: plusMs(clock.now(), 60_000), waiting: 1 });
    const ending = { reason: 'Rappelée au numéro du dossier' };
    await command(officer, `/accounts/${userCode}/wait-ending`, {}).expect(422);
    await command(officer, `/accounts/${userCode}/wait-ending`, ending).expect(201);
    expect(await listed()).toEqual({ waitUntil: null, waiting: 0 });
    await signIn(userCode).expect(201);

    await throttle();
    await command(officer, `/accounts/${userCode}/password-revocation`, ending).expect(201);
    await http()
      .post('/activation')
      .send({ ...linkOf(userCode, 2), password: PASSWORD })
      .expect(201);
    await signIn(userCode).expect(201);

    await throttle();
    await asSystem(() => bus.execute(new SuspendAccount(userCode, 'Doute')));
    const unblocking = { reason: 'Levé', reference: 'L-14' };
    await command(officer, `/accounts/${userCode}/unblocking`, unblocking).expect(201);
    await signIn(userCode).expect(201);
  });

  it('keeps of what a browser calls itself what can be printed, within bounds', async () => {
    const { userCode } = await activeAgent();
    await signIn(userCode)
      .set('User-Agent', `Fire\u0085fox é ${'x'.repeat(900)}`)
      .expect(201);
    const [{ userAgent } = { userAgent: '' }] = await recordsOf(userCode);
    expect(userAgent).toBe(`Fire?fox ? ${'x'.repeat(289)}`);
  });

  it('opens nothing with a password that is kept and does not count, beside the one that does or alone', async () => {
    const { userCode } = await activeAgent();
    const left = 'une charrette de foin';
    const leftId = randomUUID();
    const leftHash = await hash(left);
    await log.database.query('INSERT INTO sign_in.credentials VALUES ($1, $2, $3, $4)', [
      ...[userCode, leftId, leftHash, rowSeal(SECRET, 'password', [userCode, leftId, leftHash])],
    ]);
    await signIn(userCode, left).expect(401);
    await signIn(userCode).expect(201);
    await log.database.query('DELETE FROM sign_in.credentials WHERE user_code = $1 AND password_id <> $2', [
      userCode,
      leftId,
    ]);
    await signIn(userCode, left).expect(401);
  });

  it('opens no session while the log cannot be written', async () => {
    const { userCode } = await activeAgent();
    away = true;
    expect((await signIn(userCode).expect(503)).headers['set-cookie']).toBeUndefined();
    expect(await sessionsOf(userCode)).toBe(0);
    away = false;
    await signIn(userCode).expect(201);
  });

  it('R18: is on record before it is answered that no session could be opened', async () => {
    const { userCode } = await activeAgent();
    await log.database.query('ALTER TABLE sign_in.sessions RENAME TO sessions_away');
    meanwhile = () => delay(300);
    const { status } = await signIn(userCode);
    await log.database.query('ALTER TABLE sign_in.sessions_away RENAME TO sessions');
    expect([status, await attemptsOn(userCode)]).toEqual([500, ['success']]);
    await signIn(userCode).expect(201);
  });

  it('refuses malformed requests and writes nothing', async () => {
    const before = await newestPosition(log.database);
    await signIn('\u0000').expect(422);
    await http().post('/session').send({ userCode: 'A000001' }).expect(422);
    await http()
      .post('/session')
      .send({ userCode: 'A000001', password: 'x'.repeat(500) })
      .expect(422);
    await http()
      .post('/session')
      .send({ userCode: { $ne: 1 }, password: 'x' })
      .expect(422);
    expect(await newestPosition(log.database)).toBe(before);
  });
});

describe('R15: an activation link tells nothing before the code is typed', () => {
  it('then until when it opens, and not whose it is; looking does not use it up', async () => {
    const { userCode } = await openAgent();
    for (const typed of [userCode, ` ${userCode.toLowerCase()} `]) {
      const { body } = await open({ ...linkOf(userCode), userCode: typed }).expect(200);
      expect(Object.keys(body).sort()).toEqual(['expiresAt', 'passwordRule']);
    }
    await http()
      .post('/activation')
      .send({ ...linkOf(userCode), password: PASSWORD })
      .expect(201);
  });

  it('used, expired, replaced, of a blocked code, with a wrong code or invented: one answer, one record', async () => {
    const [used, replaced, blocked] = [await activeAgent(), await openAgent(), await openAgent()];
    const waiting = async (delivery?: number) => linkOf((await openAgent()).userCode, delivery);
    await asSystem(() => bus.execute(new DeliverCredentials(replaced.userCode)));
    await asSystem(() => bus.execute(new SuspendAccount(blocked.userCode, 'Perte')));
    clock.advance({ minutes: 15 });
    const invented = randomBytes(40).toString('base64url');
    const links = [
      linkOf(used.userCode),
      linkOf(replaced.userCode),
      linkOf(blocked.userCode),
      { ...(await waiting()), userCode: used.userCode },
      { ...(await waiting()), userCode: 'A999999' },
      { ...(await waiting()), userCode: 'Camille Exemple' },
      await waiting(2),
      { ...(await waiting()), token: invented },
      { userCode: 'A999999', token: 'x' },
    ];
    const answers: string[] = [];
    for (const link of links) {
      for (const path of ['/activation/opening', '/activation']) {
        const before = await newestPosition(log.database);
        const sent = path === '/activation' ? { ...link, password: PASSWORD } : link;
        const { status, text } = await http().post(path).send(sent);
        answers.push(`${status} ${text}`);
        const { rows } = await log.database.query(
          `SELECT type, data->>'outcome' AS outcome, data->>'userCode' AS code FROM event_log.events
           ORDER BY sequence DESC LIMIT 1`,
        );
        expect(await newestPosition(log.database)).not.toBe(before);
        expect(rows).toEqual([{ type: 'LoginAttempted', outcome: 'unknown-code', code: null }]);
      }
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('404 ');
    clock.advance({ minutes: 15 });
  });

  it('R18: whoever tries codes with a link waits, with an invented one too; its owner’s sign-in does not', async () => {
    const { userCode } = await openAgent();
    const { userCode: other } = await activeAgent();
    for (const token of [tokenOf(userCode), 'inventé']) {
      for (let failure = 0; failure < 6; failure++) await open({ token, userCode: 'A999999' }).expect(404);
      expect((await open({ token, userCode }).expect(429)).body.code).toBe('throttled');
      await open({ token: `${token}=`, userCode }).expect(404);
    }
    await signIn(other).expect(201);
    clock.advance({ minutes: 15 });
    await open(linkOf(userCode)).expect(200);
  });
});

describe('R15: activation', () => {
  it('works once, of two at the same moment too; the password of the first counts', async () => {
    const { userCode } = await openAgent();
    const passwords = ['premier cheval gris', 'second cheval bai'];
    const answers = await Promise.all(
      passwords.map((password) =>
        http()
          .post('/activation')
          .send({ ...linkOf(userCode), password }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404]);
    const won = answers.findIndex(({ status }) => status === 201);
    await signIn(userCode, passwords[1 - won]!).expect(401);
    await signIn(userCode, passwords[won]!).expect(201);
    await open(linkOf(userCode)).expect(404);
    const kept = await log.database.query('SELECT FROM sign_in.credentials WHERE user_code = $1', [userCode]);
    expect(kept.rowCount).toBe(1);
  });

  it('sent again with its idempotency key changes nothing', async () => {
    const { userCode } = await openAgent();
    const send = (password: string) =>
      http()
        .post('/activation')
        .set('Idempotency-Key', userCode)
        .send({ ...linkOf(userCode), password });
    for (const _ of [1, 2]) await send(PASSWORD).expect(201);
    await send('un tout autre animal').expect(404);
    await signIn(userCode).expect(201);
  });

  it('is refused for a weak password, a forged token, an expired one', async () => {
    const { userCode } = await openAgent();
    await http()
      .post('/activation')
      .send({ ...linkOf(userCode), password: 'court' })
      .expect(422);
    await open({ userCode, token: `${userCode}-2-${'x'.repeat(43)}` }).expect(404);
    const then = clock.now();
    clock.advance({ hours: 48 });
    const late = { ...linkOf(userCode), password: PASSWORD };
    expect((await http().post('/activation').send(late).expect(404)).body.code).toBe('activation-link-void');
    clock.set(then);
  });

  it('leaves no secret in the log', async () => {
    const { userCode } = await activeAgent();
    const log1 = JSON.stringify(await log.store.readStream(`account-${userCode}`));
    expect(log1).not.toContain(tokenOf(userCode));
    expect(log1).not.toContain('argon2');
  });
});

describe('a session', () => {
  it('is asked for, ended by signing out, and needs its CSRF token', async () => {
    await http().get('/session').expect(401);
    const { userCode } = await activeAgent();
    const { cookie, csrf } = await session(userCode);
    await http().get('/session').set('Cookie', cookie).expect(200);
    await http().delete('/session').set('Cookie', cookie).expect(403);
    await http().delete('/session').set('Cookie', cookie).set('X-CSRF-Token', csrf).expect(204);
    await http().get('/session').set('Cookie', cookie).expect(401);
    const events = (await log.store.readStream(`connections-${userCode}`)) as RecordedEvent[];
    expect(events.at(-1)!.type).toBe('LoggedOut');
  });

  it('ends by 30 minutes of rest, and after 8 hours in any case', async () => {
    const { userCode } = await activeAgent();
    const rested = await session(userCode);
    clock.advance({ minutes: 29 });
    await http().get('/session').set('Cookie', rested.cookie).expect(200);
    clock.advance({ minutes: 31 });
    await http().get('/session').set('Cookie', rested.cookie).expect(401);
    const used = await session(userCode);
    for (let quarter = 0; quarter < 31; quarter++) {
      clock.advance({ minutes: 15 });
      await http().get('/session').set('Cookie', used.cookie).expect(200);
    }
    clock.advance({ minutes: 15 });
    await http().get('/session').set('Cookie', used.cookie).expect(401);
  });

  it('ends at once with a block (even one that no handler heard of) and with the last habilitation', async () => {
    const agent = await activeAgent();
    const first = await session(agent.userCode);
    await asSystem(() => bus.execute(new SuspendAccount(agent.userCode, 'Perte')));
    await http().get('/session').set('Cookie', first.cookie).expect(401);

    const leaving = await activeAgent();
    const second = await session(leaving.userCode);
    unhabilitated.add(leaving.personId);
    await http().get('/session').set('Cookie', second.cookie).expect(401);
    expect(await sessionsOf(leaving.userCode)).toBe(0);
  });

  it('is restricted while the password must be changed; changing it renews the cookie and ends the others', async () => {
    const { userCode } = await activeAgent();
    const [here, elsewhere] = [await session(userCode), await session(userCode)];
    await asSystem(() => bus.execute(new RequirePasswordChange(userCode, 'Doute')));
    const me = await http().get('/session').set('Cookie', here.cookie).expect(200);
    expect(me.body.mustChangePassword).toBe('required-by-caf');

    const put = (currentPassword: string, newPassword: string) =>
      http()
        .put('/password')
        .set('Cookie', here.cookie)
        .set('X-CSRF-Token', here.csrf)
        .send({ currentPassword, newPassword });
    expect((await put('un autre mot de passe', 'un cheval de course')).body.code).toBe('wrong-password');
    expect((await put(PASSWORD, PASSWORD)).body.code).toBe('same-password');
    const { headers } = await put(PASSWORD, 'un cheval de course').expect(200);
    const renewed = headers['set-cookie']![0]!;
    expect(renewed).toMatch(/^greffe_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const after = await http().get('/session').set('Cookie', renewed).expect(200);
    expect(after.body.mustChangePassword).toBeNull();
    await http().get('/session').set('Cookie', here.cookie).expect(401);
    await http().get('/session').set('Cookie', elsewhere.cookie).expect(401);
    await signIn(userCode, 'un cheval de course').expect(201);
  });
});

describe('a password that is changed', () => {
  const change = ({ cookie, csrf }: Session, newPassword: string) =>
    http()
      .put('/password')
      .set('Cookie', cookie)
      .set('X-CSRF-Token', csrf)
      .send({ currentPassword: PASSWORD, newPassword });

  it('is changed once, of two at the same moment; the others are forgotten', async () => {
    const { userCode } = await activeAgent();
    const [first, second] = [await session(userCode), await session(userCode)];
    let renewed = '';
    meanwhile = async () => {
      renewed = cookieOf(await change(first, 'premier cheval gris').expect(200));
    };
    expect((await change(second, 'second cheval bai').expect(409)).body.code).toBe('password-changed');
    await http().get('/session').set('Cookie', renewed).expect(200);
    await http().get('/session').set('Cookie', second.cookie).expect(401);
    await signIn(userCode, 'second cheval bai').expect(401);
    await signIn(userCode, 'premier cheval gris').expect(201);
    const kept = await log.database.query('SELECT FROM sign_in.credentials WHERE user_code = $1', [userCode]);
    expect(kept.rowCount).toBe(1);
  });

  it('whose answer was lost has happened: the cookie before opens nothing, the new password does', async () => {
    const { userCode } = await activeAgent();
    const here = await session(userCode);
    const ask = () => change(here, 'un cheval de course').set('Idempotency-Key', userCode);
    await ask().expect(200);
    await ask().expect(401);
    await signIn(userCode, 'un cheval de course').expect(201);
  });

  it('that was cut off before the cookie was renewed is done once, and that is no attempt', async () => {
    const { userCode } = await activeAgent();
    await session(userCode);
    const { rows } = await log.database.query('SELECT id FROM sign_in.sessions WHERE user_code = $1', [
      userCode,
    ]);
    const origin = { address: null, userAgent: null, knownBrowser: null };
    const execute = () =>
      runAs(
        { code: userCode, role: 'agent', organism: GESTIONNAIRE.id },
        () => bus.execute(new ChangePassword(userCode, rows[0]!.id, PASSWORD, 'un cheval de course', origin)),
        { commandId: userCode },
      );
    const [first, again] = [await execute(), await execute()];
    expect(again.events).toEqual(first.events);
    const cookie = (token: string) => `greffe_session=${token}`;
    await http().get('/session').set('Cookie', cookie(first.sessionToken)).expect(401);
    await http().get('/session').set('Cookie', cookie(again.sessionToken)).expect(200);
    expect(await attemptsOn(userCode)).toEqual(['success']);
  });

  it('carries no session that a sign-in under way has opened meanwhile, and leaves the others alone', async () => {
    const { userCode } = await activeAgent();
    const here = await session(userCode);
    let renewed = '';
    meanwhile = async () => {
      renewed = cookieOf(await change(here, 'un cheval de course').expect(200));
    };
    const late = await session(userCode);
    await http().get('/session').set('Cookie', late.cookie).expect(401);
    await http().get('/session').set('Cookie', renewed).expect(200);
  });
});

it('R18: whoever has come by a session cannot try out its password: the attempts count, and wait', async () => {
  const { userCode } = await activeAgent();
  const { cookie, csrf } = await session(userCode);
  const change = (currentPassword: string) =>
    http()
      .put('/password')
      .set('Cookie', cookie)
      .set('X-CSRF-Token', csrf)
      .send({ currentPassword, newPassword: 'un cheval de course' });
  for (let failure = 0; failure < 6; failure++) await change('un autre mot de passe').expect(422);
  const waiting = await change(PASSWORD).expect(429);
  expect(waiting.body.code).toBe('throttled');
  await signIn(userCode).expect(429);
  expect(await attemptsOn(userCode)).toEqual([
    'success',
    ...Array(6).fill('wrong-password'),
    ...Array(2).fill('throttled'),
  ]);
  clock.advance({ minutes: 2 });
  await change(PASSWORD).expect(200);
  clock.advance({ minutes: 15 });
});

describe('R23: a password that was lost or stolen', () => {
  const NEW_PASSWORD = 'un cheval de course';
  const activateWith = (userCode: string, delivery: number) =>
    http()
      .post('/activation')
      .send({ ...linkOf(userCode, delivery), password: NEW_PASSWORD });
  const revoke = (officer: Session, userCode: string, body: object = { reason: 'Carnet volé' }) =>
    command(officer, `/accounts/${userCode}/password-revocation`, body);
  let officer: Session;
  beforeAll(async () => {
    officer = await activeOfficer('caf-habilitation');
  });

  it('opens nothing from that instant, ends the sessions, and another is chosen by the new link alone', async () => {
    const { userCode } = await activeAgent();
    const { cookie } = await session(userCode);
    await caughtUp();
    await revoke(officer, userCode).expect(201);

    expect(await sessionsOf(userCode)).toBe(0);
    await http().get('/session').set('Cookie', cookie).expect(401);
    const old = await signIn(userCode).expect(401);
    expect(old.text).toBe((await signIn('A999999')).text);
    expect(await attemptsOn(userCode)).toEqual(['success', 'not-activated']);
    const kept = await log.database.query('SELECT FROM sign_in.credentials WHERE user_code = $1', [userCode]);
    expect(kept.rowCount).toBe(0);

    expect((await activateWith(userCode, 1).expect(404)).body.code).toBe('activation-link-void');
    await activateWith(userCode, 2).expect(201);
    await activateWith(userCode, 2).expect(404);
    await signIn(userCode).expect(401);
    await signIn(userCode, NEW_PASSWORD).expect(201);
  });

  it('carries no session that a sign-in under way has opened meanwhile, nor does its successor', async () => {
    const { userCode } = await activeAgent();
    await caughtUp();
    meanwhile = async () => {
      await revoke(officer, userCode).expect(201);
      await activateWith(userCode, 2).expect(201);
    };
    const { cookie } = await session(userCode);
    await http().get('/session').set('Cookie', cookie).expect(401);
    await signIn(userCode, NEW_PASSWORD).expect(201);
  });

  it('is revoked once, whatever is sent twice; a new link replaces one that was not used', async () => {
    const { userCode } = await activeAgent();
    await caughtUp();
    for (const _ of [1, 2]) await revoke(officer, userCode).set('Idempotency-Key', userCode).expect(201);
    expect((await revoke(officer, userCode).expect(409)).body.code).toBe('no-password');
    await command(officer, `/accounts/${userCode}/credentials`, {}).expect(201);
    await activateWith(userCode, 2).expect(404);
    await activateWith(userCode, 3).expect(201);
  });

  it('of a blocked code: it stays blocked, and the unblocking sends the link', async () => {
    const { userCode } = await activeAgent();
    await asSystem(() => bus.execute(new SuspendAccount(userCode, 'Vol')));
    await caughtUp();
    await revoke(officer, userCode).expect(201);
    await activateWith(userCode, 2).expect(404);
    const unblocking = { reason: 'Remplacé', reference: 'L-13' };
    await command(officer, `/accounts/${userCode}/unblocking`, unblocking).expect(201);
    await signIn(userCode).expect(401);
    await activateWith(userCode, 2).expect(201);
    await signIn(userCode, NEW_PASSWORD).expect(201);
  });

  it('is declared by those who may, with a reason, of a code that there is', async () => {
    const { userCode } = await activeAgent();
    const security = await activeOfficer('caf-security');
    await caughtUp();
    await revoke(officer, userCode, {}).expect(422);
    await revoke(security, userCode).expect(403);
    expect((await revoke(officer, 'A999999').expect(404)).body.code).toBe('account-unknown');
    expect((await revoke(officer, '%00').expect(404)).body.code).toBe('account-unknown');
    const stranger = { code: 'C1', role: 'caf-habilitation', organism: '999' } as const;
    const foreign = runAs(stranger, () => bus.execute(new RevokePassword(userCode, 'x')));
    await expect(foreign).rejects.toMatchObject({ code: 'account-unknown' });
    await signIn(userCode).expect(201);
  });

  it('R21: a renewed link puts off no block, for the code itself and for the batch', async () => {
    const { userCode } = await activeAgent();
    clock.advance({ days: 30 });
    await asSystem(() => bus.execute(new RevokePassword(userCode, 'Carnet volé')));
    await activateWith(userCode, 2).expect(201);
    await caughtUp();
    expect(await app.get(AccountsQuery).byCode(userCode)).toMatchObject({ state: 'active' });
    clock.advance({ days: 16 });
    expect(await app.get(AccountsQuery).idleCodes(clock.now())).toContain(userCode);
    expect((await signIn(userCode, NEW_PASSWORD).expect(403)).body.code).toBe('account-idle');
    expect((await asSystem(() => bus.execute(new BlockIdleAccount(userCode)))).events).toHaveLength(1);
  });
});

describe('R21: 45 days', () => {
  it('refuse the connection before the batch has run, block in the batch, and are unblocked by the Caf', async () => {
    const used = await activeAgent();
    const unused = await activeAgent();
    await signIn(used.userCode).expect(201);
    clock.advance({ days: 20 });
    await signIn(used.userCode).expect(201);
    clock.advance({ days: 26 });
    expect((await signIn(unused.userCode).expect(403)).body.code).toBe('account-idle');
    expect(await attemptsOn(unused.userCode)).toEqual(['idle']);

    await caughtUp();
    await asSystem(() => app.get(BlockIdleCodesJob).run());
    const events = (await log.store.readStream(
      `account-${unused.userCode}`,
    )) as RecordedEvent<AccountEvent>[];
    const delivery = events.find(({ type }) => type === 'CredentialsDelivered')!;
    const blocks = events.filter(({ type }) => type === 'AccountBlocked');
    expect(blocks).toHaveLength(1);
    const { metadata, position } = delivery;
    expect(blocks[0]!.data).toMatchObject({
      kind: 'idle',
      lastUse: { kind: 'delivery', at: metadata.occurredAt, position },
    });
    await caughtUp();
    expect(await asSystem(() => app.get(BlockIdleCodesJob).run())).toEqual({ examined: 0, blocked: 0 });
    await signIn(used.userCode).expect(201);

    const officer = await activeOfficer('caf-habilitation');
    await caughtUp();
    const list = await http().get('/lists/accounts?state=blocked').set('Cookie', officer.cookie).expect(200);
    expect(list.body.items).toContainEqual(
      expect.objectContaining({
        userCode: unused.userCode,
        state: 'blocked',
        blocksAfter: null,
        block: { at: clock.now(), since: metadata.occurredAt, use: 'delivery', position },
      }),
    );
    const unblocking = { reason: 'Campagne', reference: 'L-12' };
    await command(officer, `/accounts/${unused.userCode}/unblocking`, unblocking).expect(201);
    await signIn(unused.userCode).expect(201);
  });

  it('is asked for by the correspondent, decided by the Caf, and told in lists and figures', async () => {
    const { userCode } = await activeAgent();
    clock.advance({ days: 45 });
    await caughtUp();
    const before = await app
      .get(IdlenessQuery)
      .of({ role: 'gestionnaire', organism: GESTIONNAIRE } as Principal);
    const { days, codes: tonight } = before.horizons[0]!;
    expect([days, tonight > 0]).toEqual([0, true]);
    clock.advance({ days: 1 });
    await asSystem(() => app.get(BlockIdleCodesJob).run());

    const [officer, town] = [
      await activeOfficer('caf-habilitation'),
      await activeStaff('gestionnaire', GESTIONNAIRE),
    ];
    const read = async (who: Session, path: string) => {
      await caughtUp();
      return (await http().get(path).set('Cookie', who.cookie).expect(200)).body;
    };
    const blocked = await read(town, '/accounts/idleness');
    expect(blocked).toMatchObject({ blocked: before.blocked + tonight, requested: 0 });
    expect(blocked.months.at(-1)).toMatchObject({ month: clock.now().slice(0, 7) });

    const ask = () => command(town, `/accounts/${userCode}/unblocking-request`, { reason: 'Campagne' });
    const grant = () => command(officer, `/accounts/${userCode}/unblocking`, { reason: 'Campagne' });
    expect((await grant().expect(409)).body.code).toBe('unblocking-not-requested');
    await ask().expect(201);
    await command(officer, `/accounts/${userCode}/unblocking-refusal`, { reason: 'Il est parti' }).expect(
      201,
    );
    expect((await grant().expect(409)).body.code).toBe('unblocking-not-requested');
    expect((await read(town, `/lists/accounts?q=${userCode}`)).items).toMatchObject([
      { unblockingRequest: { reason: 'Campagne', refusal: 'Il est parti' } },
    ]);
    await ask().expect(201);
    const { items } = await read(officer, '/lists/accounts?unblocking=requested');
    expect(items).toMatchObject([{ userCode, unblockingRequest: { refusal: null } }]);
    expect((await read(officer, '/accounts/idleness')).partners).toMatchObject([
      { organism: GESTIONNAIRE, requested: 1 },
    ]);
    await grant().expect(201);
    const [block] = (await read(town, '/lists/blocks?end=unblocked')).items;
    expect(block).toMatchObject({
      userCode,
      kind: 'idle',
      use: 'delivery',
      unblocking: { reason: 'Campagne', reference: null },
    });
  });

  it('a block ends with the closing of its code, too', async () => {
    const member = { role: 'gestionnaire', organism: GESTIONNAIRE, name: 'Rose Partie' } as const;
    const email = `o${++person}@mons.example`;
    const { userCode } = await asSystem(() => bus.execute(new OpenStaffAccount({ ...member, email })));
    await asSystem(() => bus.execute(new SuspendAccount(userCode, 'Doute')));
    await asSystem(() => bus.execute(new CloseAccount(userCode, 'Départ')));
    const { cookie } = await activeOfficer('caf-security');
    await caughtUp();
    const blocks = async (end: string) =>
      (await http().get(`/lists/blocks?userCode=${userCode}${end}`).set('Cookie', cookie).expect(200)).body
        .items;
    expect(await blocks('')).toMatchObject([{ kind: 'security', closedAt: clock.now(), unblocking: null }]);
    expect([await blocks('&end=blocked'), await blocks('&end=unblocked')]).toEqual([[], []]);
  });

  it('is counted as the lists show it that the figures lead to, suspensions apart', async () => {
    const open = async () =>
      command(await activeOfficer('caf-habilitation'), '/accounts', {
        role: 'gestionnaire',
        gestionnaireId: GESTIONNAIRE.id,
        lastName: 'Nouveau',
        firstName: 'Alain',
        email: `nouveau${++person}@mons.example`,
      }).expect(201);
    await open();
    const idle = await activeAgent();
    clock.advance({ days: 46 });
    await caughtUp();
    await asSystem(() => app.get(BlockIdleCodesJob).run());
    await open();
    clock.advance({ days: 45 });
    const suspended = await activeAgent();
    await asSystem(() => bus.execute(new SuspendAccount(suspended.userCode, 'Doute')));

    const town = await activeStaff('gestionnaire', GESTIONNAIRE);
    const ask = ({ userCode }: { userCode: string }) =>
      command(town, `/accounts/${userCode}/unblocking-request`, { reason: 'Retour' });
    await ask(idle).expect(201);
    expect((await ask(suspended).expect(409)).body.code).toBe('account-suspended');
    await caughtUp();
    for (const { cookie } of [town, await activeOfficer('caf-habilitation')]) {
      const read = async (path: string) => (await http().get(path).set('Cookie', cookie).expect(200)).body;
      const { horizons, blocked, habilitated, requested, months } = await read('/accounts/idleness');
      const countOf = async (list: string) => (await read(`/lists/${list}`)).count;
      const listed = {
        tonight: await countOf('accounts?blocksWithin=0'),
        blocked: await countOf('accounts?block=idle'),
        habilitated: await countOf('accounts?block=idle&holder=habilitated'),
        requested: await countOf('accounts?block=idle&unblocking=requested'),
        before: await countOf(`blocks?kind=idle&from=${months[0].month}-01`),
      };
      expect(listed).toEqual({
        tonight: horizons[0].codes,
        blocked,
        habilitated,
        requested,
        before: months.reduce((sum: number, month: { blocked: number }) => sum + month.blocked, 0),
      });
      // The agents here hold nothing any more; the correspondents need nothing.
      expect([habilitated > 0, habilitated < blocked]).toEqual([true, true]);
      expect([requested, await countOf('accounts?unblocking=requested')]).toEqual([1, 1]);
      const newcomers = await read('/lists/accounts?q=alain+nouveau&blocksWithin=0');
      expect(newcomers.count).toBe(1);
    }
  });

  it('a block names the last success, where the log has it', async () => {
    const { userCode } = await activeAgent();
    await signIn(userCode).expect(201);
    await signIn(userCode, 'wrong').expect(401);
    clock.advance({ days: 46 });
    await signIn(userCode).expect(403);
    await asSystem(() => bus.execute(new BlockIdleAccount(userCode)));
    const attempts = await log.store.readStream(`connections-${userCode}`);
    const [success] = attempts as RecordedEvent<ConnectionsEvent>[];
    const block = (await log.store.readStream(`account-${userCode}`)).at(-1);
    expect(block?.data).toMatchObject({
      lastUse: { kind: 'success', at: success!.metadata.occurredAt, position: success!.position },
    });
  });

  it('are announced 15, 7 and 2 days before', async () => {
    const { userCode } = await activeAgent();
    await signIn(userCode).expect(201);
    await caughtUp();
    const today = clock.now().slice(0, 10);
    const reminded = async (days: number) => {
      const day = new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
      const reminders = await app.get(AccountsQuery).idleReminders(day);
      const due = reminders.find((reminder) => reminder.userCode === userCode);
      return due && [due.daysBefore, due.daysLeft];
    };
    expect(await reminded(29)).toBeUndefined();
    expect([await reminded(30), await reminded(38), await reminded(43)]).toEqual([
      [15, 15],
      [7, 7],
      [2, 2],
    ]);
    // The day before was missed: the reminder is due still.
    expect([await reminded(31), await reminded(39), await reminded(45)]).toEqual([
      [15, 14],
      [7, 6],
      [2, 0],
    ]);
    expect(await reminded(46)).toBeUndefined();
  });
});

it('a page that looks by itself keeps no session alive; whoever uses one does', async () => {
  const { userCode } = await activeAgent();
  const cookies = await signIn(userCode).expect(201);
  const cookie = cookies.headers['set-cookie']![0]!;
  const look = (headers: Record<string, string> = {}) =>
    http()
      .get('/session')
      .set({ Cookie: cookie, ...headers });
  const half = { minutes: policy.sessionBounds.agent.idleMinutes / 2 + 1 };
  clock.advance(half);
  await look().expect(200);
  clock.advance(half);
  await look({ 'Greffe-Background': '?1' }).expect(200);
  clock.advance(half);
  await look({ 'Greffe-Background': '?1' }).expect(401);
  await look().expect(401);
});

it('the journal names who tried, and reading it is recorded', async () => {
  const officer = await activeOfficer('caf-security');
  const { userCode } = await activeAgent();
  await signIn(userCode).expect(201);
  await caughtUp();
  const read = () => http().get(`/connections?userCode=${userCode}&limit=1`).set('Cookie', officer.cookie);
  const page = await read().set('Idempotency-Key', 'same').expect(200);
  expect(page.body.items).toEqual([
    expect.objectContaining({ userCode, name: 'Camille Exemple', outcome: 'success' }),
  ]);
  await read().set('Idempotency-Key', 'same').expect(200);
  await http().get('/connections/histogram').set('Cookie', officer.cookie).expect(200);
  await http().get('/connections?cursor=zzz').set('Cookie', officer.cookie).expect(422);
  await http().get('/connections?outcome=maybe').set('Cookie', officer.cookie).expect(422);
  const { rows } = await log.database.query(
    `SELECT data FROM event_log.events WHERE type = 'JournalConsulted' ORDER BY sequence`,
  );
  expect(rows.map(({ data }) => data.view)).toEqual(['attempts', 'attempts', 'days']);
  expect(rows[0]!.data.filter).toEqual({ userCode });
});

it('R12: a first habilitation opens the code, once; a second one changes nothing', async () => {
  await caughtUp();
  const personId = '00000000-0000-4000-9000-000000000001';
  const registered: PersonEvent = {
    type: 'PersonRegistered',
    data: {
      gestionnaireId: GESTIONNAIRE.id,
      lastName: 'Fictive',
      firstName: 'Ana',
      function: 'Directrice',
      email: 'ana.fictive@mons.example',
      sharedMailboxReason: null,
    },
  };
  const granted = (habilitationId: string): RosterEvent => ({
    type: 'HabilitationGranted',
    data: {
      habilitationId,
      personId,
      profile: 'activity',
      conventionId: CONVENTION,
      from: clock.now(),
      gestionnaireId: GESTIONNAIRE.id,
      cafId: CAF.id,
      term: null,
    },
  });
  await log.store.append(`person-${personId}`, 'none', [recordable(registered)]);
  const reactor = app.get(OpenAccountReactor);
  const roster = `roster-${ESTABLISHMENT}`;
  for (const id of ['h1', 'h1', 'h2']) {
    const event = { ...recordable(granted(id)), stream: roster } as RecordedEvent<RosterEvent>;
    await asSystem(() => reactor.react(event));
  }
  await caughtUp();
  const contact = await app.get(AccountsQuery).byPerson(personId);
  expect(contact).toMatchObject({
    name: 'FICTIVE Ana',
    email: 'ana.fictive@mons.example',
    role: 'agent',
    organism: GESTIONNAIRE,
    state: 'pending',
  });
  const events = await log.store.readStream(`account-${contact!.userCode}`);
  expect(events.map(({ type }) => type)).toEqual(['AccountOpened', 'CredentialsDelivered']);
});

it('R12: a code that somebody has had is passed over', async () => {
  const personId = '00000000-0000-4000-9000-000000000002';
  const codes = candidateCodes('agent', personId);
  const [first, second] = [codes.next().value as string, codes.next().value as string];
  const opened: AccountEvent = {
    type: 'AccountOpened',
    data: {
      userCode: first,
      holder: 'somebody',
      personId: null,
      role: 'agent',
      organism: GESTIONNAIRE,
      name: 'Un Autre',
      email: 'autre@mons.example',
    },
  };
  await log.store.append(`account-${first}`, 'none', [recordable(opened)]);
  const agent = { personId, organism: GESTIONNAIRE, name: 'Ana', email: 'ana@mons.example' };
  const open = () => asSystem(() => bus.execute(new OpenAgentAccount(agent)));
  expect((await open()).userCode).toBe(second);
  expect((await open()).userCode).toBe(second);
});

it('an officer of another Caf finds no such code', async () => {
  const { userCode } = await activeAgent();
  const stranger = { code: 'C1', role: 'caf-security', organism: '999' } as const;
  await expect(runAs(stranger, () => bus.execute(new SuspendAccount(userCode, 'x')))).rejects.toMatchObject({
    code: 'account-unknown',
  });
});

it('the read model equals a rebuild from zero', async () => {
  await caughtUp();
  const rows = async () =>
    (await log.database.query('SELECT * FROM accounts.accounts ORDER BY user_code')).rows;
  const before = await rows();
  await rebuild(log.database, log.store, accountsProjection);
  expect(await rows()).toEqual(before);
});
