import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import request from 'supertest';
import { OpenStaffAccount } from '#accounts';
import { addDays, parisDateOf, runAs, systemActor } from '#platform';
import { AskForAttestationsJob } from '../../libs/compliance/src/jobs/ask-for-attestations.job.ts';
import { ForgetUnsentAttachmentsJob } from '../../libs/compliance/src/jobs/forget-unsent-attachments.job.ts';
import { PDF, PNG } from '../../libs/platform/src/files/files.fixture.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';

const OTHER_CAF = { ...CAF, id: '621', name: 'Caf du Pas-de-Calais' };
const VILLAGE = { ...TOWN, id: '21590009000014', siret: '21590009000014', name: 'Villeneuve-d’Ascq' };
const TODAY = parisDateOf(new Date().toISOString());

type Reader = Awaited<ReturnType<typeof signIn>>;

let running: RunningRegister;
let register: SmallRegister;
let town: Reader;
let village: Reader;
let security: Reader;
let otherSecurity: Reader;
let position = '';

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  register = new SmallRegister(running.services);
  await register.convention();
  town = await signIn(await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire')));
  security = await signIn(await register.activate(await register.staff('caf-security', 'Olivier Prévost')));
  village = await signIn(await staffOf(VILLAGE, 'gestionnaire'));
  otherSecurity = await signIn(await staffOf(OTHER_CAF, 'caf-security'));
});
afterAll(() => running.close());

async function staffOf({ id, name }: { id: string; name: string }, role: 'gestionnaire' | 'caf-security') {
  const member = { role, organism: { id, name }, name: `De ${name}`, email: `${role}@${id}.example` };
  const bus = running.services.get(CommandBus, { strict: false });
  const { userCode } = await runAs(systemActor('test'), () => bus.execute(new OpenStaffAccount(member)));
  return register.activate(userCode);
}

/** Somebody who is signed in; each of their reads sees what was written before. */
async function signIn(userCode: string) {
  const session = await sessionOf(running.url, userCode);
  const latest = () => (position ? { 'Greffe-Position': position } : {});
  const seen = ({ headers }: request.Response) => {
    position = headers['greffe-position'] ?? position;
  };
  return {
    get: (path: string) => request(running.url).get(`/api${path}`).set(session).set(latest()),
    delete: (path: string) => request(running.url).delete(`/api${path}`).set(session),
    post: (path: string, sent: object) =>
      request(running.url)
        .post(`/api${path}`)
        .set({ ...session, 'Idempotency-Key': randomUUID(), ...latest() })
        .send(sent)
        .expect(seen),
    give: (path: string, name: string, bytes: Buffer) =>
      request(running.url)
        .post(`/api${path}`)
        .query({ name })
        .set({ ...session, 'Content-Type': 'application/octet-stream' })
        .send(bytes),
  };
}

const text = 'Postes à jour.';
const filesOf = (duty: string) => `/attestations/${TOWN.id}/${duty}/files`;
const dutyOf = async (reader: Reader, duty: string) =>
  (await reader.get(`/attestations/${TOWN.id}`).expect(200)).body.duties.find(
    (one: { duty: string }) => one.duty === duty,
  );
const planning = (plannedOn = TODAY) => ({
  gestionnaireId: TOWN.id,
  subject: 'Accès aux postes',
  controllers: 'Olivier Prévost',
  plannedOn,
});
const found = { carriedOutOn: TODAY, outcome: 'to-improve', findings: 'Bureau ouvert.' };
const newControl = async () => (await security.post('/controls', planning()).expect(201)).body.id as string;

describe('R24: attestations', () => {
  it('say what is missing, to the partner and to its Caf; to nobody else', async () => {
    const missing = ['antivirus', 'anti-spam', 'intrusion', 'premises', 'secrecy'];
    const line = { gestionnaire: { id: TOWN.id, name: TOWN.name }, missing, ending: [], nextEnd: null };
    const listed = async (reader: Reader, query = '') =>
      (await reader.get(`/lists/attestations?${query}`).expect(200)).body.items;
    for (const query of ['', 'state=missing', `q=${TOWN.id}`, 'state=any&sort=due', 'sort=-name']) {
      expect(await listed(security, query)).toMatchObject([line]);
    }
    expect(await listed(security, 'q=lomme')).toEqual([]);
    expect(await listed(otherSecurity)).toEqual([]);
    await town.get('/lists/attestations').expect(403);
    expect(await dutyOf(town, 'secrecy')).toMatchObject({ state: 'missing' });
    await otherSecurity.get(`/attestations/${TOWN.id}`).expect(404);
    await village.get(`/attestations/${TOWN.id}`).expect(404);
  });

  it('are asked for by the job, once: a task at home, and a day that both can read', async () => {
    const { body: before } = await town.get('/tasks').expect(200);
    expect(before).toContainEqual(
      expect.objectContaining({ id: `attestations-${TOWN.id}`, urgency: 'late', href: '/conformite' }),
    );
    const job = running.services.get(AskForAttestationsJob, { strict: false });
    const run = () => runAs(systemActor('test'), () => job.run());
    expect(await run()).toEqual({ examined: 1, reminded: 1 });
    expect(await run()).toEqual({ examined: 1, reminded: 0 });
    await eventually(async () => (await dutyOf(security, 'antivirus')).askedOn === TODAY);
    const { body: tasks } = await security.get('/tasks').expect(200);
    expect(tasks).toContainEqual(expect.objectContaining({ id: 'attestations-missing' }));
  });

  it('hold for a year, with their files, which go back as downloads', async () => {
    const { body: file } = await town.give(filesOf('antivirus'), 'contrat.pdf', PDF).expect(201);
    expect((await town.get(filesOf('antivirus')).expect(200)).body).toEqual([file]);
    expect((await town.get(filesOf('secrecy')).expect(200)).body).toEqual([]);
    const attested = { duty: 'antivirus', attestedOn: TODAY, text, fileIds: [file.id] };
    await town.post('/attestations', { ...attested, duty: 'secrecy' }).expect(409);
    const twice = await town.post('/attestations', { ...attested, fileIds: [file.id, file.id] }).expect(422);
    expect(twice.body.errors).toEqual([
      { field: 'fileIds', message: 'Ne donnez pas deux fois la même valeur.' },
    ]);
    await town.post('/attestations', attested).expect(201);
    expect((await town.get(filesOf('antivirus')).expect(200)).body).toEqual([]);
    expect(await dutyOf(security, 'antivirus')).toMatchObject({
      state: 'valid',
      askedOn: null,
      attestations: [{ attestedOn: TODAY, text, files: [file], by: 'Sophie Lemaire' }],
    });
    for (const reader of [town, security]) {
      const { headers } = await reader.get(`${filesOf('antivirus')}/${file.id}`).expect(200);
      expect(headers['content-disposition']).toContain('attachment');
    }
    await village.get(`${filesOf('antivirus')}/${file.id}`).expect(404);
    await otherSecurity.get(`${filesOf('antivirus')}/${file.id}`).expect(404);
    const kept = await town.delete(`${filesOf('antivirus')}/${file.id}`).expect(409);
    expect(kept.body.code).toBe('file-sent');
  });

  it('hold without files, whether these are null or left out', async () => {
    await town.post('/attestations', { duty: 'secrecy', attestedOn: TODAY, text, fileIds: null }).expect(201);
    await eventually(async () => (await dutyOf(security, 'secrecy')).state === 'valid');
    expect(await dutyOf(security, 'secrecy')).toMatchObject({ attestations: [{ files: [] }] });
  });

  it('are of those who answer for the partner', async () => {
    await village.give(filesOf('antivirus'), 'contrat.pdf', PDF).expect(404);
    await security.post('/attestations', { duty: 'secrecy', attestedOn: TODAY, text }).expect(403);
    const { body } = await town.give(filesOf('premises'), 'plan.png', PNG).expect(201);
    await village.delete(`${filesOf('premises')}/${body.id}`).expect(404);
    await town.delete(`${filesOf('premises')}/${body.id}`).expect(204);
  });

  it.each([
    { duty: 'virus' },
    { attestedOn: '2026-02-30' },
    { attestedOn: addDays(TODAY, 1) },
    { attestedOn: addDays(TODAY, -800) },
  ])('not with %o', async (change) => {
    const sent = { duty: 'secrecy', attestedOn: TODAY, text, ...change };
    expect((await town.post('/attestations', sent)).status).toBe(422);
  });

  it('of a duty that does not exist have no files', async () => {
    await town.get(`/attestations/${TOWN.id}/virus/files`).expect(400);
  });

  it('lose no file that was sent, when those that were not are removed', async () => {
    const job = running.services.get(ForgetUnsentAttachmentsJob, { strict: false });
    await running.engines.database.query(
      `UPDATE compliance_files.files SET given_at = given_at - interval '2 days'`,
    );
    expect(await job.run()).toEqual({ removed: 0 });
    const { rows } = await running.engines.database.query('SELECT is_sent FROM compliance_files.files');
    expect(rows).toEqual([{ is_sent: true }]);
  });
});

describe('R24: controls', () => {
  it('are planned by the Caf of the partner, and read by both', async () => {
    const id = await newControl();
    await otherSecurity.post('/controls', planning()).expect(404);
    for (const reader of [town, security]) {
      const { body } = await reader.get(`/controls/${id}`).expect(200);
      expect(body).toMatchObject({ state: 'planned', subject: 'Accès aux postes', conclusion: null });
    }
    await village.get(`/controls/${id}`).expect(404);
    await otherSecurity.get(`/controls/${id}`).expect(404);
    await otherSecurity.post(`/controls/${id}/cancellation`, { reason: 'Non' }).expect(404);
    const { body: tasks } = await town.get('/tasks').expect(200);
    expect(tasks).toContainEqual(
      expect.objectContaining({ id: `control-${id}`, due: TODAY, href: `/conformite/controles/${id}` }),
    );
    await security.post(`/controls/${id}/cancellation`, { reason: 'Crèche fermée' }).expect(201);
    expect((await town.get(`/controls/${id}`).expect(200)).body).toMatchObject({
      state: 'cancelled',
      cancelledFor: 'Crèche fermée',
    });
    const late = await security.give(`/controls/${id}/files`, 'constat.pdf', PDF).expect(409);
    expect(late.body.code).toBe('control-cancelled');
  });

  it('conclude with files, and with what was agreed by when, which the Caf sees done', async () => {
    const id = await newControl();
    const dueOn = addDays(TODAY, 30);
    const { body: file } = await security.give(`/controls/${id}/files`, 'constat.pdf', PDF).expect(201);
    await town.give(`/controls/${id}/files`, 'constat.pdf', PDF).expect(403);
    const agreed = { agreed: 'Fermer à clé.', agreedBy: dueOn };
    await security.post(`/controls/${id}/conclusion`, { ...found, agreed: 'Fermer à clé.' }).expect(422);
    await security
      .post(`/controls/${id}/conclusion`, { ...found, ...agreed, fileIds: [file.id] })
      .expect(201);
    expect((await town.get(`/controls/${id}`).expect(200)).body).toMatchObject({
      state: 'agreed',
      conclusion: { ...found, agreement: { text: 'Fermer à clé.', dueOn }, files: [file] },
      history: [{ who: 'Caf' }, { who: 'Caf' }],
    });
    await town.get(`/controls/${id}/files/${file.id}`).expect(200);
    await village.get(`/controls/${id}/files/${file.id}`).expect(404);
    const late = await security.give(`/controls/${id}/files`, 'autre.pdf', PDF).expect(409);
    expect(late.body.code).toBe('control-concluded');
    const { body: tasks } = await town.get('/tasks').expect(200);
    expect(tasks).toContainEqual(expect.objectContaining({ id: `control-${id}`, due: dueOn }));
    await security.post(`/controls/${id}/verification`, { note: 'Serrure posée.' }).expect(201);
    expect((await town.get('/lists/controls?state=closed').expect(200)).body).toMatchObject({
      items: [{ id, agreedFor: dueOn }],
      count: 1,
    });
    expect((await town.get(`/controls/${id}`).expect(200)).body).toMatchObject({
      verification: { note: 'Serrure posée.', daysLate: 0 },
    });
  });

  it('are put off for a reason', async () => {
    const id = await newControl();
    const plannedOn = addDays(TODAY, 10);
    await security.post(`/controls/${id}/rescheduling`, { plannedOn, reason: 'Grève' }).expect(201);
    const open = `/lists/controls?organismId=${TOWN.id}&state=open`;
    const { body } = await town.get(open).expect(200);
    expect(body.items[0]).toMatchObject({ id, plannedOn, state: 'planned' });
  });
});
