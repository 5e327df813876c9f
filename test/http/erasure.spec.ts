import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { ERASED, ERASED_MAILBOX, START } from '#event-sourcing';
import { addDays, addMonths, deriveId, parisDateOf, runAs, systemActor } from '#platform';
import { eraseAgain } from '#privacy';
import { DeliverMailJob } from '../../libs/notifications/src/jobs/deliver-mail.job.ts';
import { ExpireConnectionDataJob } from '../../libs/privacy/src/jobs/expire-connection-data.job.ts';
import { RetentionQuery } from '../../libs/privacy/src/read-models/privacy/query.ts';
import { type Caller, callerOf } from '../support/caller.ts';
import { eventually } from '../support/eventually.ts';
import { everythingHeldBy } from '../support/everything-held-by.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';
import { visible } from '../support/test-log.ts';

const OTHER_CAF = { ...CAF, id: '621', name: 'Caf du Pas-de-Calais' };
const ELSEWHERE = { id: deriveId('test', 'elsewhere'), name: 'Halte-garderie', address: 'Arras' };
const TODAY = parisDateOf(new Date().toISOString());

let running: RunningRegister;
let register: SmallRegister;
let town: Caller;
let officer: Caller;
let other: Caller;
/** Of another Caf, which has a convention with the town too. */
let stranger: Caller;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  register = new SmallRegister(running.services);
  await register.convention();
  await register.convention({ caf: OTHER_CAF, establishments: [ELSEWHERE] });
  const staff = async (...given: Parameters<SmallRegister['staff']>) =>
    callerOf(running, await register.activate(await register.staff(...given)));
  town = await staff('gestionnaire', 'Sophie Lemaire');
  officer = await staff('caf-habilitation', 'Nadia Ferrand');
  other = await staff('caf-security', 'Karim Haddad');
  stranger = await staff('caf-security', 'Carla Autre', OTHER_CAF);
});
afterAll(() => running.close());

const PERSON = deriveId('test-person', 'Odile', 'Zwicker');
const path = `/holders/${PERSON}/personal-data`;

/** Lower case finds any. */
const found = async (text: string) =>
  (await everythingHeldBy(running.engines)).filter((line) => line.toLowerCase().includes(text));

it('RGPD art. 17: whoever has left is forgotten everywhere once two officers have said so, and the seal still holds', async () => {
  const userCode = await register.activate(await register.agent('Odile', 'Zwicker', 'activity'));
  const odile = await callerOf(running, userCode);
  const incident = { category: 'other', description: 'Odile Zwicker a perdu son badge.', userCode };
  expect((await odile.post('/incidents', incident)).status).toBe(201);
  await eventually(async () => {
    await running.services.get(DeliverMailJob, { strict: false }).run();
    return (await found('zwicker')).some((line) => line.includes('.eml'));
  });

  const early = await officer.post(`${path}/erasure`, { reason: 'Demande de Mme Zwicker' });
  expect([early.status, early.body.code]).toEqual([409, 'habilitated']);
  const leaving = { personId: PERSON, kind: 'departure', lastDay: TODAY, reason: 'Odile Zwicker s’en va' };
  expect((await town.post('/departures', leaving)).status).toBe(201);
  await eventually(async () => {
    // A rule may have found something, such as a connection on a Sunday.
    const { body } = await other.get(`/lists/anomaly-queue?q=${userCode}`);
    for (const { id } of body.items)
      await other.post(`/anomalies/${id}/dismissal`, { reason: 'Rien à signaler' });
    return (await officer.get(path)).body.obstacle === null;
  });

  const asked = await officer.post(`${path}/erasure`, { reason: 'Demande de Mme Zwicker' });
  expect(asked.status).toBe(201);
  const own = await officer.post(`${path}/erasure/confirmation`, {});
  expect([own.status, own.body.code]).toEqual([409, 'own-request']);
  expect((await other.get(path)).body.erasure).toMatchObject({ state: 'requested', isOwn: false });

  expect((await officer.get(`${path}/export.zip`)).status).toBe(403);
  expect((await town.get(path)).status).toBe(403);

  const root = async () => {
    await visible(running.engines);
    return (await running.engines.stored.readAll({ after: START, limit: 10_000 })).events;
  };
  const before = await root();
  expect((await other.post(`${path}/erasure/confirmation`, {})).status).toBe(201);
  await eventually(async () => (await found('zwicker')).length === 0, 60_000);
  expect(await found('perdu son badge')).toEqual([]);
  expect((await root()).slice(0, before.length)).toEqual(before);
  expect((await other.get(`/lists/persons?q=${userCode}`)).body.items).toMatchObject([
    { lastName: ERASED, firstName: '', email: ERASED_MAILBOX },
  ]);
  const again = await officer.post(`${path}/erasure`, { reason: 'Encore' });
  expect([again.status, again.body.code]).toEqual([409, 'already-erased']);
}, 120_000);

it('R18: whoever tries the code of somebody who was erased is answered like anybody, and it is recorded', async () => {
  const { body } = await other.get(`/holders/${PERSON}`);
  const { userCode } = body.account;
  const attempt = async (code: string) => {
    const sent = { userCode: code, password: 'un mot de passe' };
    const { status, body } = await request(running.url).post('/api/session').send(sent);
    return [status, body.code];
  };
  const attempts = async () => (await running.engines.stored.readStream('connections-unknown-many')).length;
  const before = await attempts();
  expect(await attempt(userCode)).toEqual(await attempt('A999999'));
  expect(await attempts()).toBe(before + 1);
});

it('RGPD art. 15: what is known of somebody takes two officers, and is given to the one who asked', async () => {
  await register.agent('Ada', 'Curieuse', 'activity');
  const person = `/holders/${deriveId('test-person', 'Ada', 'Curieuse')}/personal-data`;
  const file = () => other.get(`${person}/export.zip`);
  const early = await file();
  expect([early.status, early.body.code]).toEqual([409, 'data-access-not-granted']);
  const asking = { reason: 'Sa demande écrite', receivedOn: TODAY };
  expect((await officer.post(`${person}/access`, asking)).status).toBe(403);
  expect((await other.post(`${person}/access`, { ...asking, receivedOn: '2199-01-01' })).status).toBe(422);
  expect((await other.post(`${person}/access`, asking)).status).toBe(201);
  const again = await other.post(`${person}/access`, asking);
  expect([again.status, again.body.code]).toEqual([409, 'data-access-requested']);
  const own = await other.post(`${person}/access/grant`, {});
  expect([own.status, own.body.code]).toEqual([409, 'own-request']);
  const elsewhere = await stranger.post(`${person}/access/grant`, {});
  expect([elsewhere.status, elsewhere.body.code]).toEqual([409, 'no-data-access']);

  const tasks = (await officer.get('/tasks')).body as { id: string; due: string | null }[];
  const due = addMonths(TODAY, 1);
  expect(tasks.find(({ id }) => id.startsWith('data-access-'))).toMatchObject({ due });
  expect((await officer.post(`${person}/access/grant`, {})).status).toBe(201);
  expect((await officer.get(person)).body.access).toMatchObject({
    state: 'granted',
    isOwn: false,
    dueOn: due,
    availableUntil: addDays(TODAY, 7),
  });
  expect((await file()).status).toBe(200);
  expect((await officer.get('/privacy')).body.accesses).toMatchObject([{ state: 'granted', dueOn: due }]);
  await eventually(async () => {
    const at = { after: START, categories: ['consultation'], limit: 10_000 };
    const { events } = await running.engines.store.readAll(at);
    return events.some(({ data }) => (data as { view?: string }).view === 'personal-data-export');
  });
});

it('nobody is forgotten whom a request is waiting for', async () => {
  const personId = await register.person('Yann', 'Abgrall');
  await register.ask('Yann', 'Abgrall', 'activity');
  const asked = await officer.post(`/holders/${personId}/personal-data/erasure`, { reason: 'Demande' });
  expect([asked.status, asked.body.code]).toEqual([409, 'habilitated']);
});

it('RGPD art. 17-3 e: a dispute keeps what it needs, and only the Caf that has it lets it go', async () => {
  const userCode = await register.agent('Lina', 'Frozen', 'financial');
  const id = deriveId('test-anomaly', userCode);
  await running.engines.database.query(
    `INSERT INTO anomalies.anomalies (id, state, rule, severity, article, sentence, user_code, caf_id, detected_at, turn)
     VALUES ($1, 'closed', '{}', 'low', '4', 'De nuit', $2, '595', now(), 0)`,
    [id, userCode],
  );
  const needed = async () =>
    [
      ...(await running.services
        .get(RetentionQuery, { strict: false })
        .neededStreams(new Date().toISOString())),
    ]
      .filter((stream) => [`account-${userCode}`, `anomaly-${id}`].includes(stream))
      .sort();
  expect(await needed()).toEqual([]);
  const frozen = `/holders/${deriveId('test-person', 'Lina', 'Frozen')}/personal-data/freeze`;
  expect((await officer.post(frozen, { reason: 'Recours' })).status).toBe(201);
  await eventually(async () => (await needed()).length > 0);
  expect(await needed()).toEqual([`account-${userCode}`, `anomaly-${id}`]);
  const lifted = await stranger.post(`${frozen}/lifting`, { reason: 'Rien à voir' });
  expect([lifted.status, lifted.body.code]).toEqual([409, 'frozen-by-other-caf']);
});

it('nobody freezes what is known of themselves, nor lifts what another has frozen of it', async () => {
  const { userCode } = await register.anotherOfficer();
  const concerned = await callerOf(running, userCode);
  const freeze = `/holders/${userCode}/personal-data/freeze`;
  const refused = await concerned.post(freeze, { reason: 'Pour être sûr' });
  expect([refused.status, refused.body.code]).toEqual([409, 'own-data']);
  expect((await officer.post(freeze, { reason: 'Conseil de discipline' })).status).toBe(201);
  const lifted = await concerned.post(`${freeze}/lifting`, { reason: 'Sans objet' });
  expect([lifted.status, lifted.body.code]).toEqual([409, 'own-data']);
  expect((await other.post(`${freeze}/lifting`, { reason: 'Jugé' })).status).toBe(201);
});

it('nobody comes back with the keys of a backup', async () => {
  const { keys, stored, database } = running.engines;
  const backup = await keys.kept.exported();
  const gone = backup.filter(({ subject }) => subject.startsWith(`person-${PERSON}`));
  expect(gone).toEqual([]);
  expect(await eraseAgain(stored, keys)).toMatchObject({ destroyed: 0 });
  await database.query(`UPDATE personal_data.keys SET wrapped = '\\x00' WHERE subject = $1`, [
    `person-${PERSON}`,
  ]);
  expect(await eraseAgain(stored, keys)).toMatchObject({ destroyed: 1 });
});

it('CNIL 2021-122: twelve months later, nobody reads where people connected from; an open case or a freeze keeps it', async () => {
  const { store, keys, clock } = running.engines;
  const month = parisDateOf(clock.now()).slice(0, 7);
  const lastYear = `${Number(month.slice(0, 4)) - 1}${month.slice(4)}-02T09:00:00.000Z`;
  const attempt = (userCode: string, address: string) => {
    const id = randomUUID();
    const tried = { userCode, identifierHash: null, organism: { id: TOWN.id } };
    const origin = { address, userAgent: 'Navigateur de jadis' };
    const data = { ...tried, ...origin, outcome: 'wrong-password', sessionId: null, count: 1, retryAt: null };
    const metadata = { correlationId: id, causationId: id, actor: systemActor('test'), occurredAt: lastYear };
    return store.append(`connections-${userCode}`, 'any', [{ id, type: 'LoginAttempted', data, metadata }]);
  };
  const frozen = await register.agent('Zoé', 'Gelée', 'financial');
  // Nobody who has signed in today, which a rule may have found something in.
  await attempt(await register.agent('Léon', 'Ancien', 'approver'), '203.0.113.77');
  await attempt(frozen, '203.0.113.88');
  const freeze = await officer.post(`/holders/${frozen}/personal-data/freeze`, { reason: 'Recours' });
  expect(freeze.status).toBe(201);
  await eventually(async () => (await found('203.0.113.77')).length > 0);

  const job = running.services.get(ExpireConnectionDataJob, { strict: false });
  const run = () => runAs(systemActor(job.name), () => job.run());
  await officer.get('/privacy');
  expect(await run()).toEqual({ expired: 1 });
  expect(await run()).toEqual({ expired: 0 });
  await eventually(async () => (await found('203.0.113.77')).length === 0, 60_000);
  expect(await found('203.0.113.88')).not.toEqual([]);
  expect((await keys.kept.monthsUpTo(lastYear.slice(0, 7))).get(lastYear.slice(0, 7))).toEqual([
    `account-${frozen}`,
  ]);
  expect((await officer.get('/privacy')).body.expiredMonths).toMatchObject([
    { month: lastYear.slice(0, 7), kept: 1 },
  ]);

  const lifted = await officer.post(`/holders/${frozen}/personal-data/freeze/lifting`, { reason: 'Jugé' });
  expect(lifted.status).toBe(201);
  await officer.get('/privacy');
  expect(await run()).toEqual({ expired: 1 });
  await eventually(async () => (await found('203.0.113.88')).length === 0, 60_000);
}, 180_000);
