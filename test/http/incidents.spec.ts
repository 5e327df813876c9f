import { randomUUID } from 'node:crypto';
import { type Command, CommandBus } from '@nestjs/cqrs';
import request from 'supertest';
import { CloseAccount, OpenStaffAccount, type StaffMember, UnblockAccount } from '#accounts';
import { RegisterConvention } from '#conventions';
import { CommandHandling, ProjectionProgress, rebuild, StoreUnavailable } from '#event-sourcing';
import { deriveId, HOUR_MS, runAs, systemActor } from '#platform';
import { incident } from '../../libs/incidents/src/domain/incident.ts';
import { incidentsProjection } from '../../libs/incidents/src/read-models/incidents/projection.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

const VILLAGE = {
  ...TOWN,
  id: '21590009000014',
  siret: '21590009000014',
  name: 'Mairie de Villeneuve-d’Ascq',
};
const OTHER_CAF = { ...CAF, id: '621', name: 'Caf du Pas-de-Calais' };
/** Before the other one in any order of codes. */
const EARLIER_CAF = { ...CAF, id: '011', name: 'Caf de l’Ain' };

const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

type Reader = Awaited<ReturnType<typeof signIn>>;

let running: RunningRegister;
let register: SmallRegister;
let agent: Reader;
let town: Reader;
let village: Reader;
let security: Reader;
let otherSecurity: Reader;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  register = new SmallRegister(running.services);
  await register.convention();
  const place = { id: deriveId('test', 'village'), name: 'Halte-garderie', address: 'Rue Haute' };
  const parties = { gestionnaire: VILLAGE, caf: OTHER_CAF, establishments: [place] };
  const term = { effectiveFrom: null, until: '2999-12-31' };
  const { position } = await system(new RegisterConvention(randomUUID(), { ...parties, ...term }));
  await running.services
    .get(ProjectionProgress, { strict: false })
    .waitFor(['conventions'], position, 10_000);
  agent = await signIn(await register.activate(await register.agent('Camille', 'Durand', 'activity')));
  town = await signIn(await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire')));
  village = await signIn(await staffOf(VILLAGE, 'gestionnaire'));
  security = await signIn(await register.activate(await register.staff('caf-security', 'Olivier Prévost')));
  otherSecurity = await signIn(await staffOf(OTHER_CAF, 'caf-security'));
});
afterAll(() => running.close());

async function staffOf({ id, name }: { id: string; name: string }, role: StaffMember['role']) {
  const member = { role, organism: { id, name }, name: `De ${name}`, email: `${role}@${id}.example` };
  const { userCode } = await system(new OpenStaffAccount(member));
  return register.activate(userCode);
}

const system = <Result>(command: Command<Result>) =>
  runAs(systemActor('test'), () => running.services.get(CommandBus, { strict: false }).execute(command));

/** Somebody who is signed in; each of their reads sees what was written before. */
async function signIn(userCode: string) {
  const session = await sessionOf(running.url, userCode);
  return {
    userCode,
    get: (path: string) => request(running.url).get(`/api${path}`).set(session).set(latest()),
    post: (path: string, sent: object, key: string = randomUUID()) =>
      request(running.url)
        .post(`/api${path}`)
        .set({ ...session, 'Idempotency-Key': key })
        .send(sent)
        .expect(({ headers }) => {
          position = headers['greffe-position'] ?? position;
        }),
  };
}

let position = '';
const latest = () => (position ? { 'Greffe-Position': position } : {});

const lost = {
  category: 'lost-password',
  description: 'Carnet oublié dans le bus.',
  discoveredAt: hoursAgo(1),
};
const other = { ...lost, category: 'other', description: 'Poste resté ouvert.' };

const stream = async (userCode: string) =>
  (await running.engines.store.readStream(`account-${userCode}`)).map(({ type }) => type);
const listed = async (reader: Reader) =>
  (await reader.get('/lists/incidents').expect(200)).body.items.map(({ id }: { id: string }) => id);

describe('R23: a password that is lost or stolen', () => {
  it('opens nothing any more once the report is answered, nor after the code is unblocked', async () => {
    const userCode = await register.activate(await register.agent('Louise', 'Bernard', 'financial'));
    const holder = await signIn(userCode);
    const key = randomUUID();
    const report = { ...lost, category: 'stolen-password', userCode };
    const { body } = await town.post('/incidents', report, key).expect(201);
    await holder.get('/session').expect(401);
    expect((await stream(userCode)).slice(-2)).toEqual(['AccountBlocked', 'PasswordRevoked']);
    const written = await running.engines.store.readStream(`account-${userCode}`);
    expect(written.at(-1)!.metadata.actor).toEqual({
      code: town.userCode,
      role: 'gestionnaire',
      organism: TOWN.id,
    });

    await system(new UnblockAccount(userCode, 'Carnet retrouvé', 'L-1'));
    const again = await town.post('/incidents', report, key).expect(201);
    expect(again.body).toEqual(body);
    expect((await stream(userCode)).slice(-2)).toEqual(['AccountUnblocked', 'CredentialsDelivered']);
    const refused = await request(running.url).post('/api/session').send({ userCode, password: PASSWORD });
    expect(refused.status).toBe(401);
  });

  it('may be reported of a code that is blocked already, or closed, or without password', async () => {
    const member = { role: 'gestionnaire', name: 'Ahmed Petit', email: 'ahmed.petit@mons.example' } as const;
    const { userCode } = await system(new OpenStaffAccount({ ...member, organism: TOWN }));
    for (const category of ['lost-password', 'stolen-password']) {
      await town.post('/incidents', { ...lost, category, userCode }).expect(201);
    }
    expect((await stream(userCode)).slice(-1)).toEqual(['AccountBlocked']);
    await system(new CloseAccount(userCode, 'Départ'));
    await town.post('/incidents', { ...lost, userCode }).expect(201);
    expect((await stream(userCode)).slice(-2)).toEqual(['AccountBlocked', 'AccountClosed']);
  });

  it('is no less blocked when the report was cut short: that is finished without the reporter', async () => {
    const holder = await signIn(
      await register.activate(await register.agent('Denise', 'Morel', 'financial')),
    );
    const { userCode } = holder;
    const { store } = running.engines;
    const append = store.append.bind(store);
    store.append = (name, ...rest) =>
      name === `account-${userCode}`
        ? Promise.reject(new StoreUnavailable(new Error('away')))
        : append(name, ...rest);
    try {
      await holder.post('/incidents', { ...lost, userCode }).expect(503);
    } finally {
      store.append = append;
    }
    const ending = async () => (await stream(userCode)).slice(-2).join();
    await eventually(async () => (await ending()) === 'AccountBlocked,PasswordRevoked');
    const known = await upToDate(running.engines.database);
    const { body } = await security.get('/lists/incidents').set(known).expect(200);
    expect(body.items).toContainEqual(expect.objectContaining({ userCode }));
  });

  it('blocks nothing where another incident is told of the code, or the report is refused', async () => {
    const before = await stream(agent.userCode);
    await agent.post('/incidents', { ...other, userCode: agent.userCode }).expect(201);
    const future = { ...lost, userCode: agent.userCode, discoveredAt: hoursAgo(-1) };
    expect((await agent.post('/incidents', future).expect(422)).body.code).toBe('discovered-in-future');
    expect(await stream(agent.userCode)).toEqual(before);
  });
});

describe('R23: who tells of an incident, and who reads it', () => {
  it('an agent their own reports, a correspondent those of the organism, the Caf those of its partners', async () => {
    const byAgent = (await agent.post('/incidents', other).expect(201)).body.id;
    const byTown = (await town.post('/incidents', other).expect(201)).body.id;
    const told = { ...other, gestionnaireId: TOWN.id };
    const byPhone = (await security.post('/incidents', told).expect(201)).body.id;
    expect(await listed(agent)).toContain(byAgent);
    expect(await listed(agent)).not.toContain(byTown);
    expect(await listed(town)).toEqual(expect.arrayContaining([byAgent, byTown, byPhone]));
    expect(await listed(security)).toEqual(expect.arrayContaining([byAgent, byTown, byPhone]));
    expect([...(await listed(village)), ...(await listed(otherSecurity))]).toEqual([]);
    await agent.get(`/incidents/${byTown}`).expect(404);
    await village.get(`/incidents/${byTown}`).expect(404);
    await otherSecurity.get(`/incidents/${byTown}`).expect(404);
    const { body } = await security.get(`/incidents/${byAgent}`).expect(200);
    expect(body).toMatchObject({
      ...other,
      state: 'reported',
      delay: 'in-time',
      occurredAt: null,
      closing: null,
      gestionnaire: { id: TOWN.id, name: TOWN.name },
      reportedBy: 'DURAND Camille',
      history: [{ what: 'Incident signalé\u00a0: autre incident', who: 'DURAND Camille' }],
    });
  });

  it.each<[string, () => Reader, object]>([
    ['a code of another organism', () => town, { ...other, userCode: 'VILLAGE' }],
    ['a code of the Caf itself', () => security, { ...lost, userCode: 'SECURITY', gestionnaireId: TOWN.id }],
    ['a code that nobody has', () => town, { ...lost, userCode: 'A999999' }],
    ['the code of a colleague', () => agent, { ...lost, userCode: 'TOWN' }],
  ])('not of %s', async (_, reader, sent: { userCode?: string }) => {
    const codes: Record<string, string> = {
      VILLAGE: village.userCode,
      SECURITY: security.userCode,
      TOWN: town.userCode,
    };
    const userCode = codes[sent.userCode!] ?? sent.userCode!;
    const before = await stream(userCode);
    const { body } = await reader()
      .post('/incidents', { ...sent, userCode })
      .expect(404);
    expect(body.code).toBe('account-unknown');
    expect(await stream(userCode)).toEqual(before);
  });

  it.each<[string, () => Reader, object]>([
    ['a partner of another', () => town, { gestionnaireId: VILLAGE.id }],
    ['an officer of the partner of another Caf', () => security, { gestionnaireId: VILLAGE.id }],
    ['an officer of nobody in particular', () => security, {}],
  ])('not %s', async (_, reader, whose) => {
    const { body } = await reader()
      .post('/incidents', { ...other, ...whose })
      .expect(404);
    expect(body.code).toBe('gestionnaire-not-found');
  });

  it.each<[string, object]>([
    ['category', { category: 'fire' }],
    ['description', { description: ' ' }],
    ['discoveredAt', { discoveredAt: '2026-02-30T10:00:00.000Z' }],
    ['discoveredAt', { discoveredAt: '2026-03-29T02:30' }],
    ['occurredAt', { occurredAt: '2025-10-26T02:30' }],
    ['occurredAt', { occurredAt: '2026-02-01' }],
    ['userCode', { userCode: 'account-A000001' }],
    ['userCode', { userCode: ['A000001'] }],
    ['gestionnaireId', { gestionnaireId: { $ne: '' } }],
  ])('not with this %s', async (field, change) => {
    const { body } = await town.post('/incidents', { ...lost, ...change }).expect(422);
    expect(body.errors).toContainEqual({ field, message: expect.any(String) });
  });
});

describe('R23: the Caf', () => {
  it('has a task for each incident, by how late it was told, until it closes it with its conclusion', async () => {
    const report = { ...other, discoveredAt: hoursAgo(25), occurredAt: hoursAgo(30) };
    const { id } = (await town.post('/incidents', report).expect(201)).body;
    const href = `/incidents/${id}`;
    const tasks = async () =>
      (await security.get('/tasks').expect(200)).body.filter((task: { href: string }) => task.href === href);
    await security.get(href).expect(200);
    expect(await tasks()).toMatchObject([
      { title: `Incident à traiter\u00a0: ${TOWN.name}`, urgency: 'late' },
    ]);

    await town.post(`${href}/closing`, { conclusion: 'Rien' }).expect(403);
    await otherSecurity.post(`${href}/closing`, { conclusion: 'Rien' }).expect(404);
    await security.post(`${href}/closing`, { conclusion: '' }).expect(422);
    await security.post(`${href}/closing`, { conclusion: 'Rappel des consignes.' }).expect(201);
    await security.post(`${href}/closing`, { conclusion: 'Encore' }).expect(409);
    await security.post(`/incidents/${randomUUID()}/closing`, { conclusion: 'Rien' }).expect(404);
    expect((await town.get(href).expect(200)).body).toMatchObject({
      state: 'closed',
      delay: 'red',
      closing: { conclusion: 'Rappel des consignes.' },
      history: [{ who: 'Sophie Lemaire' }, { what: 'Incident clos par la Caf', who: 'Caf' }],
    });
    expect((await security.get(href).expect(200)).body).toMatchObject({
      history: [{ who: 'Sophie Lemaire' }, { who: 'Olivier Prévost' }],
    });
    expect(await tasks()).toEqual([]);
    expect((await security.get('/lists/incidents?state=closed').expect(200)).body.items).toMatchObject([
      { id },
    ]);
  });

  it('has one about the code of an officer closed by a colleague', async () => {
    const id = randomUUID();
    const told = { category: 'other', description: 'Ce n’était pas moi.', occurredAt: null } as const;
    const report = { ...told, discoveredAt: hoursAgo(1), userCode: security.userCode };
    const parties = { gestionnaire: CAF, cafId: CAF.id };
    const { position: reported } = await runAs(systemActor('test'), () =>
      running.services
        .get(CommandHandling, { strict: false })
        .handle(incident, id, { type: 'ReportIncident', report, parties }),
    );
    position = reported;
    const closing = { conclusion: 'Rien' };
    const own = await security.post(`/incidents/${id}/closing`, closing).expect(409);
    expect(own.body.code).toBe('own-case');
    const email = 'camille.robin@caf595.example';
    const code = await register.staff('caf-security', 'Camille Robin', CAF, email);
    const colleague = await signIn(await register.activate(code));
    await colleague.post(`/incidents/${id}/closing`, closing).expect(201);
  });

  it('reads the same after a rebuild', async () => {
    const before = (await security.get('/lists/incidents').expect(200)).body.items;
    expect(before.length).toBeGreaterThan(3);
    await rebuild(running.engines.database, running.engines.store, incidentsProjection);
    expect((await security.get('/lists/incidents').expect(200)).body.items).toEqual(before);
  });
});

describe('R23: an incident at a gestionnaire of two Cafs', () => {
  it('that concerns an agent goes to the Caf under whose convention they hold a profile', async () => {
    const places = [{ id: deriveId('test', 'annexe'), name: 'Annexe', address: 'Lamartine' }];
    await register.convention({ caf: EARLIER_CAF, establishments: places });
    const { body } = await town.post('/incidents', { ...other, userCode: agent.userCode }).expect(201);
    expect(await listed(security)).toContain(body.id);
  });
});
