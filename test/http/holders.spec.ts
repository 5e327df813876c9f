import request from 'supertest';
import { ApiDocument } from '../support/api-document.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { ClockFrom } from '../support/test-clock.ts';
import { upToDate } from '../support/up-to-date.ts';

const OTHER_CAF = { id: '621', name: 'Caf du Pas-de-Calais', address: 'Arras', representative: 'R.' };
const OTHER_TOWN = { id: '21620041000011', name: 'Mairie d’Arras' };
const NOBODY = '00000000-0000-4000-8000-000000000000';
const REASON = 'Poste laissé ouvert';
/** On a Monday: no rule finds anything in the hour of a sign-in. */
const WORKING_HOURS = '2026-03-02T09:00:00.000Z';

let running: RunningRegister;
let api: ApiDocument;
let camille: Reader;
let officer: Reader;
let security: Reader;
let town: Reader;
let strangers: Reader[];
let camilleId: string;

type Reader = Awaited<ReturnType<typeof reader>>;

/** Reads what the register has come to; an answer that is not as documented fails. */
async function reader(userCode: string) {
  const session = await sessionOf(running.url, userCode);
  const get = async (path: string) => {
    const answer = await request(running.url)
      .get(`/api${path}`)
      .set({ ...session, ...(await upToDate(running.engines.database)) });
    const [route] = path.split('?');
    expect(api.faults('GET', `/api${route}`, answer.status, answer.body)).toEqual([]);
    return answer;
  };
  const post = (path: string, body: object = {}) =>
    request(running.url).post(`/api${path}`).set(session).send(body);
  return { userCode, session, get, post };
}

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, new ClockFrom(WORKING_HOURS));
  api = await ApiDocument.of(running.url);
  const register = new SmallRegister(running.services);
  await register.convention();
  const code = await register.agent('Camille', 'Durand', 'activity');
  await register.habilitate('Camille', 'Durand', 'financial');
  await register.revoke('Camille', 'Durand', 'financial');
  camille = await reader(await register.activate(code));
  const signedIn = async (...given: Parameters<SmallRegister['staff']>) =>
    reader(await register.activate(await register.staff(...given)));
  officer = await signedIn('caf-habilitation', 'Nadia Ferrand');
  security = await signedIn('caf-security', 'Olivier Prévost');
  town = await signedIn('gestionnaire', 'Sophie Lemaire');
  strangers = [
    await signedIn('caf-habilitation', 'Benoît Autre', OTHER_CAF),
    await signedIn('caf-security', 'Carla Autre', OTHER_CAF),
    await signedIn('gestionnaire', 'Agnès Autre', OTHER_TOWN),
  ];
  camilleId = (await officer.get(`/holders/${code}`)).body.person.id;
});
afterAll(() => running.close());

const statuses = async (readers: readonly Reader[], path: string) =>
  Promise.all(readers.map(async ({ get }) => (await get(path)).status));

describe('A person', () => {
  it('is who they are, what they hold and have held, and their code, by id and by code', async () => {
    const { body } = await officer.get(`/holders/${camilleId}`);
    expect(body).toMatchObject({
      person: { firstName: 'Camille', function: 'Agent' },
      organism: { name: 'Mairie de Mons-en-Barœul' },
      account: { userCode: camille.userCode, state: 'active' },
    });
    const held = body.holdings.map(({ profile, isRevoked, cause, reason }: Record<string, unknown>) => [
      profile,
      isRevoked,
      cause,
      reason,
    ]);
    expect(held).toEqual([
      ['financial', true, 'end-of-mission', 'Départ'],
      ['activity', false, null, null],
    ]);
    expect((await officer.get(`/holders/${camille.userCode.toLowerCase()}`)).body).toEqual(body);
  });

  it('is read by whoever answers for them, and is nobody to others', async () => {
    expect(await statuses([officer, security, town], `/holders/${camilleId}`)).toEqual([200, 200, 200]);
    for (const id of [camilleId, camille.userCode])
      expect(await statuses(strangers, `/holders/${id}`)).toEqual([404, 404, 404]);
    expect(await statuses([camille], `/holders/${camilleId}`)).toEqual([403]);
    expect(await statuses([officer, town], `/holders/${NOBODY}`)).toEqual([404, 404]);
    expect(await statuses([officer], '/holders/personne')).toEqual([404]);
  });

  it('who is no agent is found by their code, by the Caf alone', async () => {
    const { body } = await security.get(`/holders/${town.userCode}`);
    expect(body).toMatchObject({ person: null, holdings: [], account: { name: 'Sophie Lemaire' } });
    expect(body.account).not.toHaveProperty('email');
    expect(await statuses([town], `/holders/${officer.userCode}`)).toEqual([404]);
    expect(await statuses([town], `/holders/${town.userCode}`)).toEqual([200]);
  });
});

describe('The mails to somebody', () => {
  const abouts = async ({ get }: Reader, { userCode }: Reader) =>
    (await get(`/accounts/${userCode}/mails`)).body.map(({ about }: { about: string }) => about);

  it('are told to the Caf, with what became of them', async () => {
    await eventually(async () => (await abouts(officer, camille)).includes('Mot de passe changé'));
    const path = `/accounts/${camille.userCode}/mails`;
    expect(await statuses([security, ...strangers, town], path)).toEqual([200, 404, 404, 403, 403]);
  });

  it('are told to an officer as far as they are about what that officer may read of', async () => {
    const report = { category: 'other', description: 'Porte forcée', userCode: camille.userCode };
    expect((await camille.post('/incidents', report)).status).toBe(201);
    await eventually(async () => (await abouts(security, security)).includes('Incident signalé'));
    expect(await abouts(officer, security)).not.toContain('Incident signalé');
  });
});

describe('A session that is open', () => {
  const path = () => `/accounts/${camille.userCode}/sessions`;

  it('is shown to its holder and to the security of the Caf, with where it was opened from', async () => {
    const [own] = (await camille.get('/own-access/sessions')).body;
    expect(own).toMatchObject({ isOwn: true, address: '127.0.0.1' });
    const [seen] = (await security.get(path())).body;
    expect(seen).toEqual({ ...own, isOwn: false });
    expect(await statuses([officer, town, strangers[1]!], path())).toEqual([403, 403, 404]);
    const reading = (await security.get('/consultations?view=sessions')).body.items;
    expect(reading).toMatchObject([{ userCode: security.userCode }]);
  });

  it('ends by the Caf, for a reason, which is an act, and once', async () => {
    const other = await reader(camille.userCode);
    const sessions = (await other.get('/own-access/sessions')).body;
    const { id } = sessions.find(({ isOwn }: { isOwn: boolean }) => isOwn);
    const ending = `${path()}/${id}/ending`;
    expect((await security.post(ending)).status).toBe(422);
    expect((await officer.post(ending, { reason: REASON })).status).toBe(403);
    expect((await strangers[1]!.post(ending, { reason: REASON })).status).toBe(404);
    const key = { ...security.session, 'Idempotency-Key': 'once' };
    const send = () => request(running.url).post(`/api${ending}`).set(key).send({ reason: REASON });
    expect([(await send()).status, (await send()).status]).toEqual([201, 201]);
    expect((await security.post(ending, { reason: REASON })).body).toMatchObject({ code: 'session-ended' });
    expect(await statuses([other, camille], '/own-access')).toEqual([401, 200]);
    const { items } = (await town.get(`/acts?about=${camilleId}`)).body;
    expect(items[0].steps).toMatchObject([{ title: 'Session terminée', reason: REASON }]);
  });

  it('ends by its holder from another one, which goes on', async () => {
    const other = await reader(camille.userCode);
    const key = { ...other.session, 'Idempotency-Key': 'others' };
    const end = () => request(running.url).post('/api/own-access/sessions/ending').set(key);
    expect((await end()).status).toBe(201);
    expect(await statuses([camille, other], '/own-access')).toEqual([401, 200]);
    expect((await other.get('/own-access/sessions')).body).toHaveLength(1);
    // Repeated, it ends none that has begun since.
    const later = await reader(camille.userCode);
    expect((await end()).status).toBe(201);
    expect(await statuses([later, other], '/own-access')).toEqual([200, 200]);
    camille = other;
  });
});

describe('One’s own access', () => {
  it('is everybody’s own code, profiles and attempts', async () => {
    const failed = request(running.url).post('/api/session');
    expect((await failed.send({ userCode: camille.userCode, password: 'autre chose' })).status).toBe(401);
    const { body } = await camille.get('/own-access');
    expect(body).toMatchObject({ person: { id: camilleId }, account: { userCode: camille.userCode } });
    const { items } = (await camille.get('/own-access/attempts')).body;
    expect(items[0]).toMatchObject({ outcome: 'wrong-password', address: '127.0.0.1' });
    const codes = new Set(items.map(({ userCode }: { userCode: string }) => userCode));
    expect([...codes]).toEqual([camille.userCode]);
    const [attempt] = (await officer.get('/own-access/attempts?limit=1')).body.items;
    expect(attempt).toMatchObject({ userCode: officer.userCode, outcome: 'success' });
  });
});

describe('What is about one code', () => {
  it('is found by it among incidents and cases, within what the reader may read', async () => {
    const countOf = async ({ get }: Reader, path: string) => (await get(`/lists/${path}`)).body.count;
    const incidents = `incidents?userCode=${camille.userCode}`;
    const counts = [security, town, strangers[1]!].map((one) => countOf(one, incidents));
    expect(await Promise.all(counts)).toEqual([1, 1, 0]);
    expect(await countOf(security, `incidents?userCode=${town.userCode}`)).toBe(0);
    expect(await countOf(town, `anomalies?userCode=${camille.userCode}`)).toBe(0);
    for (const { userCode } of [camille, town]) {
      expect(await countOf(security, `anomaly-queue?state=any&userCode=${userCode}`)).toBe(0);
    }
    expect(await countOf(officer, 'conventions?organismId=21590410000017')).toBe(1);
    expect(await countOf(officer, 'conventions?organismId=21620041000011')).toBe(0);
  });
});
