import { type INestApplication } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import type { Request } from 'express';
import request from 'supertest';
import { conventions, RegisterConvention, SignConvention } from '#conventions';
import {
  installReadModels,
  PositionInterceptor,
  ProjectionRunner,
  ReadsInterceptor,
  rebuild,
} from '#event-sourcing';
import {
  AccessGuard,
  Authenticator,
  ExecutionContextInterceptor,
  type Principal,
  ProblemFilter,
  runAs,
  systemActor,
  validationPipe,
} from '#platform';
import { coreOf } from '../../../test/support/core-of.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { TestClock } from '../../../test/support/test-clock.ts';
import { type TestLog, testLog } from '../../../test/support/test-log.ts';
import { withoutAccounts } from '../../../test/support/without-accounts.ts';
import { DeclarationTasks } from './declaration-tasks.ts';
import { ACTIVITY } from './domain/declaration.fixture.ts';
import { contentHashOf, type DeclarationDetailView, DeclarationsModule, declarations } from './index.ts';

const CRECHE = { id: '00000000-0000-4000-8000-00000000000e', name: 'Crèche' };
const ELSEWHERE = { id: '00000000-0000-4000-8000-00000000000f', name: 'Halte-garderie' };
const VILLE = { id: '21590410000017', name: 'Mairie' };
const CAF = { id: '595', name: 'Caf du Nord' };

const FINANCES = { charges: { '60': 1000, '86': 50 }, income: { '70': 900, '87': 50 } };

const principal = (
  role: Principal['role'],
  organism: Principal['organism'],
  profiles: Principal['establishments'][number]['profiles'] = [],
  establishment = CRECHE,
): Principal => ({
  userCode: `${role}-${profiles.join('-')}`,
  name: `Personne ${profiles.join(' ')}`.trim(),
  role,
  organism,
  personId: null,
  establishments: profiles.length > 0 ? [{ ...establishment, profiles }] : [],
  mustChangePassword: null,
  secondFactor: { requiredFrom: null, isOverdue: false },
  isFresh: true,
  sessionId: 's',
  csrfToken: 'csrf',
});

const PEOPLE: Record<string, Principal> = {
  activity: principal('agent', VILLE, ['activity']),
  financial: principal('agent', VILLE, ['financial']),
  approver: { ...principal('agent', VILLE, ['approver']), userCode: 'A000003' },
  elsewhere: principal('agent', VILLE, ['activity'], ELSEWHERE),
  gestionnaire: principal('gestionnaire', VILLE),
  stranger: principal('gestionnaire', { id: '1', name: 'Autre' }),
  caf: principal('caf-habilitation', CAF),
  otherCaf: principal('caf-security', { id: '591', name: 'Autre Caf' }),
};

class ByHeader extends Authenticator {
  async authenticate(incoming: Request): Promise<Principal | null> {
    return PEOPLE[incoming.get('X-Person') ?? ''] ?? null;
  }
}

let log: TestLog;
let app: INestApplication;
let runners: ProjectionRunner[];
/** Of the last command: every reading waits for it. */
let position = '';

beforeAll(async () => {
  log = await testLog({ ...conventions.eventTypes, ...declarations.eventTypes });
  const silent = { info: () => {}, error: () => {} };
  const projections = [conventions, declarations].flatMap(({ projections = [] }) => projections);
  await installReadModels(log.database, projections);
  runners = projections.map(
    (projection) => new ProjectionRunner(log.database, log.store, log.notifications, projection, silent),
  );
  for (const runner of runners) runner.start();

  const core = coreOf(log, {
    clock: new TestClock('2026-11-23T09:00:00.000Z'),
    config: { nameSecret: 'a-secret-for-tests-alone-0123456789' },
    others: [{ provide: Authenticator, useClass: ByHeader }, ...withoutAccounts],
  });
  const module = await Test.createTestingModule({
    imports: [core, DeclarationsModule],
    providers: [
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_PIPE, useFactory: validationPipe },
      { provide: APP_INTERCEPTOR, useClass: ExecutionContextInterceptor },
      { provide: APP_INTERCEPTOR, useClass: PositionInterceptor },
      { provide: APP_INTERCEPTOR, useClass: ReadsInterceptor },
      { provide: APP_FILTER, useFactory: () => new ProblemFilter(() => false) },
    ],
  }).compile();
  app = module.createNestApplication();
  await app.init();

  const registration = {
    gestionnaire: { ...VILLE, siret: VILLE.id, address: 'x', representative: 'x' },
    caf: { ...CAF, address: 'x', representative: 'x' },
    establishments: [CRECHE, ELSEWHERE].map((establishment) => ({ ...establishment, address: 'x' })),
    effectiveFrom: null,
    until: '2027-12-31',
  };
  const id = '00000000-0000-4000-8000-000000000001';
  const signature = { signatory: 'S.', capacity: 'C.', signedOn: '2026-11-23' };
  for (const command of [
    new RegisterConvention(id, registration),
    new SignConvention(id, { party: 'gestionnaire', ...signature }),
    new SignConvention(id, { party: 'caf', ...signature }),
  ]) {
    ({ position } = await runAs(systemActor('test'), () => app.get(CommandBus).execute(command)));
  }
});
afterAll(async () => {
  await app?.close();
  await Promise.all(runners.map((runner) => runner.stop()));
  await log.drop();
});

async function send(person: string, method: 'post' | 'put', path: string, body: object, key?: string) {
  const sent = request(app.getHttpServer())
    [method](`/declarations${path}`)
    .set('X-Person', person)
    .set('X-CSRF-Token', 'csrf');
  const answer = await (key ? sent.set('Idempotency-Key', key) : sent).send(body);
  position = answer.get('Greffe-Position') ?? position;
  return answer;
}

/** Until the read models exist there is nothing to wait for. */
const read = (person: string, path: string) =>
  eventually(async () => {
    const answer = await request(app.getHttpServer())
      .get(path)
      .set('X-Person', person)
      .set('Greffe-Position', position);
    expect(answer.status).toBeLessThan(500);
    return answer;
  });
const detail = async (person: string, id: string): Promise<DeclarationDetailView> =>
  (await read(person, `/declarations/${id}`)).body;

async function open(year: number, kind = 'actual'): Promise<string> {
  const answer = await send('activity', 'post', '', { establishmentId: CRECHE.id, year, kind });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

async function submitBoth(id: string) {
  await send('activity', 'put', `/${id}/activity`, ACTIVITY);
  await send('financial', 'put', `/${id}/finances`, FINANCES);
  await send('activity', 'post', `/${id}/submission`, {});
  await send('financial', 'post', `/${id}/submission`, {});
}

async function transmit(id: string) {
  const { contentHash } = await detail('approver', id);
  await send('approver', 'post', `/${id}/approval`, { contentHash });
  await send('approver', 'post', `/${id}/transmission`, {});
}

it('R9: goes from the entry to the transmission, each by their own profile', async () => {
  const id = await open(2025);
  expect(id).toBe(`${CRECHE.id}-2025-actual-1`);
  expect((await detail('activity', id)).actions).toEqual(['enter-activity']);
  expect((await detail('financial', id)).actions).toEqual(['enter-finances']);
  const refused = await send('financial', 'put', `/${id}/activity`, ACTIVITY);
  expect([refused.status, refused.body.code]).toEqual([403, 'not-the-activity-provider']);

  await submitBoth(id);
  const read = await detail('approver', id);
  expect(read).toMatchObject({
    establishment: CRECHE,
    state: 'to-approve',
    activity: ACTIVITY,
    finances: FINANCES,
    activitySubmitted: true,
    financesSubmitted: true,
    actions: ['return', 'approve'],
    approval: null,
  });
  const subject = { establishmentId: CRECHE.id, year: 2025, kind: 'actual', version: 1 } as const;
  expect(read.contentHash).toBe(contentHashOf({ ...subject, activity: ACTIVITY, finances: FINANCES }));

  const changed = await send('approver', 'post', `/${id}/approval`, { contentHash: 'f'.repeat(64) });
  expect([changed.status, changed.body.code]).toEqual([409, 'content-changed']);
  await transmit(id);
  expect(await detail('gestionnaire', id)).toMatchObject({
    state: 'transmitted',
    actions: [],
    approval: {
      by: 'Personne approver',
      at: '2026-11-23T09:00:00.000Z',
      contentHash: read.contentHash,
      selfApproval: false,
    },
    history: [
      { what: 'Déclaration ouverte', who: 'Personne activity' },
      { what: 'Données d’activité enregistrées' },
      { what: 'Données financières enregistrées' },
      { what: 'Données d’activité remises à l’approbateur' },
      { what: 'Données financières remises à l’approbateur' },
      { what: 'Déclaration approuvée' },
      { what: 'Déclaration transmise à la Caf', who: 'Personne approver' },
    ],
  });
  const late = await send('activity', 'put', `/${id}/activity`, ACTIVITY);
  expect([late.status, late.body.code]).toEqual([409, 'declaration-transmitted']);
});

it('shows a Caf how far a declaration has come, and what is in it once it is transmitted', async () => {
  const id = await open(2024);
  await submitBoth(id);
  expect(await detail('caf', id)).toMatchObject({
    state: 'to-approve',
    activitySubmitted: true,
    activity: null,
    finances: null,
    contentHash: null,
    findings: [],
    history: [],
    actions: [],
  });
  expect(await detail('gestionnaire', id)).toMatchObject({ activity: ACTIVITY, actions: [] });
  await transmit(id);
  expect(await detail('caf', id)).toMatchObject({ activity: ACTIVITY, finances: FINANCES, actions: [] });
});

it('is found by who approved it, by a Caf once it is transmitted', async () => {
  const id = await open(2019);
  await submitBoth(id);
  const found = async (person: string, code = 'A000003') =>
    (await read(person, `/lists/declarations?year=2019&approvedBy=${code}`)).body.items.map(
      (declaration: { id: string }) => declaration.id,
    );
  expect(await found('gestionnaire')).toEqual([]);
  const { contentHash } = await detail('approver', id);
  await send('approver', 'post', `/${id}/approval`, { contentHash });
  expect([await found('gestionnaire'), await found('caf')]).toEqual([[id], []]);
  await send('approver', 'post', `/${id}/transmission`, {});
  expect([await found('caf'), await found('caf', 'A000004'), await found('stranger')]).toEqual([
    [id],
    [],
    [],
  ]);
});

it('does not exist for those it does not concern', async () => {
  const id = await open(2023);
  for (const person of ['elsewhere', 'stranger', 'otherCaf']) {
    expect((await read(person, '/lists/declarations')).body.items).toEqual([]);
    expect((await read(person, `/declarations/${id}`)).status).toBe(404);
  }
  const written = await send('elsewhere', 'put', `/${id}/activity`, ACTIVITY);
  expect([written.status, written.body.code]).toEqual([404, 'declaration-not-found']);
  expect((await send('gestionnaire', 'put', `/${id}/activity`, ACTIVITY)).status).toBe(403);
  const list = await read('caf', '/lists/declarations?year=2023');
  expect(list.body.items).toMatchObject([{ id, state: 'in-entry', version: 1 }]);
});

it('corrects what is transmitted with a new version; a repeated opening opens nothing more', async () => {
  const first = await open(2022);
  const again = { establishmentId: CRECHE.id, year: 2022, kind: 'actual' };
  expect((await send('activity', 'post', '', again)).body.code).toBe('declaration-exists');
  await submitBoth(first);
  await transmit(first);
  const correction = await send('approver', 'post', '', again, 'once');
  expect(correction.body.id).toBe(`${CRECHE.id}-2022-actual-2`);
  const repeated = await send('approver', 'post', '', again, 'once');
  expect([repeated.status, repeated.body.id]).toEqual([201, correction.body.id]);
  expect(await detail('activity', correction.body.id)).toMatchObject({
    version: 2,
    state: 'in-entry',
    activity: ACTIVITY,
    finances: FINANCES,
    activitySubmitted: false,
    actions: ['enter-activity', 'submit'],
  });
  expect(await detail('activity', first)).toMatchObject({ state: 'transmitted' });
});

it('finds errors, which block their part, and compares with the year before', async () => {
  const before = await open(2020);
  await submitBoth(before);
  await transmit(before);
  const id = await open(2021);
  await send('activity', 'put', `/${id}/activity`, { ...ACTIVITY, hoursRealised: 0, hoursInvoiced: 70_000 });
  const { findings, actions } = await detail('activity', id);
  expect(findings.map(({ severity }) => severity)).toEqual(['error', 'warning', 'warning']);
  expect(actions).toEqual(['enter-activity']);
  const blocked = await send('activity', 'post', `/${id}/submission`, {});
  expect([blocked.status, blocked.body.code]).toEqual([409, 'part-has-errors']);
});

it('wants a comment on what differs from the transmitted year before, and shows it to who may read the content', async () => {
  const before = await open(2012);
  await submitBoth(before);
  await transmit(before);
  const id = await open(2013);
  await send('activity', 'put', `/${id}/activity`, {
    ...ACTIVITY,
    hoursRealised: 70_000,
    hoursInvoiced: 72_000,
    trainingDays: 2,
  });
  const entered = await detail('activity', id);
  expect(entered.activity).toEqual({
    ...ACTIVITY,
    hoursRealised: 70_000,
    hoursInvoiced: 72_000,
    trainingDays: 2,
  });
  expect(entered).toMatchObject({
    findings: [
      { part: 'activity', severity: 'warning' },
      { part: 'activity', severity: 'warning' },
    ],
    actions: ['enter-activity', 'submit'],
    toSubmit: ['activity'],
  });
  const bare = await send('activity', 'post', `/${id}/submission`, {});
  expect([bare.status, bare.body.code]).toEqual([409, 'comment-wanted']);

  await send('activity', 'post', `/${id}/submission`, { activityComment: 'Dix places de plus' });
  await send('financial', 'put', `/${id}/finances`, FINANCES);
  await send('financial', 'post', `/${id}/submission`, {});
  expect(await detail('approver', id)).toMatchObject({
    comments: { activity: 'Dix places de plus', finances: null },
    toSubmit: [],
  });
  expect(await detail('caf', id)).toMatchObject({ comments: { activity: null, finances: null } });
  await transmit(id);
  expect(await detail('caf', id)).toMatchObject({
    comments: { activity: 'Dix places de plus', finances: null },
  });
});

it('refuses malformed ids, accounts that do not exist, amounts that are no whole cents', async () => {
  const id = await open(2019);
  for (const bad of ['nothing', `${id}0x`, CRECHE.id]) {
    expect((await read('activity', `/declarations/${bad}`)).status).toBe(400);
    expect((await send('activity', 'post', `/${bad}/submission`, {})).status).toBe(400);
  }
  const enter = (finances: object) => send('financial', 'put', `/${id}/finances`, finances);
  for (const [charges, field] of [
    [{ '99': 1 }, 'charges.99'],
    [{ '60': 1.5 }, 'charges.60'],
    [{ '60': -1 }, 'charges.60'],
    [{ '70': 1 }, 'charges.70'],
  ] as const) {
    const answer = await enter({ charges, income: {} });
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, field]);
  }
  expect((await enter({ charges: {} })).status).toBe(422);
  expect((await enter({ charges: [], income: 3 })).status).toBe(422);
  expect((await enter({ charges: { '60': null }, income: { '70': 12 } })).status).toBe(200);
  expect((await detail('financial', id)).finances).toEqual({ charges: {}, income: { '70': 12 } });
});

it('tells agents what waits for them', async () => {
  const tasks = async (person: string) => (await app.get(DeclarationTasks).tasksFor(PEOPLE[person]!)) ?? [];
  const id = await open(2018);
  const of = async (person: string) => {
    await detail(person, id);
    return (await tasks(person))
      .filter(({ href }) => href === `/declarations/${id}`)
      .map(({ title }) => title);
  };
  expect(await of('activity')).toEqual(['Saisir les données d’activité']);
  expect(await of('approver')).toEqual([]);
  await send('activity', 'put', `/${id}/activity`, ACTIVITY);
  expect(await of('activity')).toEqual(['Remettre votre partie']);
  await submitBoth(id);
  expect(await of('activity')).toEqual([]);
  expect(await of('approver')).toEqual(['Approuver la déclaration']);
  expect(await tasks('gestionnaire')).toEqual([]);
});

it('is the same after a rebuild from the first event', async () => {
  await read('caf', '/lists/declarations');
  const everything = async () =>
    (await log.database.query('SELECT * FROM declarations.declarations ORDER BY id')).rows;
  const before = await everything();
  expect(before.length).toBeGreaterThan(5);
  await expect(rebuild(log.database, log.store, declarations.projections![0]!)).resolves.toBe(true);
  expect(await everything()).toEqual(before);
});
