import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { EventStore } from '#event-sourcing';
import { addDays, Clock, deriveId, parisDateOf, runAs, systemActor } from '#platform';
import { EndSuspensionsJob } from '../../libs/sanctions/src/jobs/end-suspensions.job.ts';
import { ApiDocument } from '../support/api-document.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

const OTHER_CAF = { id: '621', name: 'Caf du Pas-de-Calais', address: 'Arras', representative: 'R.' };
const REASON = { reason: 'Appels suspects' };

let running: RunningRegister;
let api: ApiDocument;
let register: SmallRegister;
let camille: string;
let paul: string;
let sophie: string;
let officer: Reader;
let security: Reader;
let town: Reader;
let stranger: Reader;

type Reader = Awaited<ReturnType<typeof reader>>;

async function reader(userCode: string) {
  const session = await sessionOf(running.url, userCode);
  const headers = async () => ({ ...session, ...(await upToDate(running.engines.database)) });
  const get = async (path: string) => {
    const answer = await request(running.url)
      .get(`/api${path}`)
      .set(await headers());
    const [route] = path.split('?');
    if (!route!.endsWith('.csv'))
      expect(api.faults('GET', `/api${route}`, answer.status, answer.body)).toEqual([]);
    return answer;
  };
  const post = async (path: string, body: object) => {
    const answer = await request(running.url)
      .post(`/api${path}`)
      .set(await headers())
      .send(body);
    expect(api.faults('POST', `/api${path}`, answer.status, answer.body)).toEqual([]);
    return answer;
  };
  const sanctions = async (query = '') => (await get(`/lists/sanctions?${query}`)).body.items;
  return { userCode, get, post, sanctions };
}

const today = () => parisDateOf(running.services.get(Clock, { strict: false }).now());

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  api = await ApiDocument.of(running.url);
  register = new SmallRegister(running.services);
  await register.convention();
  camille = await register.activate(await register.agent('Camille', 'Durand', 'activity'));
  paul = await register.activate(await register.agent('Paul', 'Petit', 'approver'));
  const signedIn = async (...given: Parameters<SmallRegister['staff']>) =>
    reader(await register.activate(await register.staff(...given)));
  officer = await signedIn('caf-habilitation', 'Nadia Ferrand');
  security = await signedIn('caf-security', 'Olivier Prévost');
  town = await signedIn('gestionnaire', 'Sophie Lemaire');
  sophie = town.userCode;
  stranger = await signedIn('caf-security', 'Agnès Autre', OTHER_CAF);
});
afterAll(() => running.close());

describe('a suspension', () => {
  it('says why, who and until when, and ends the sessions', async () => {
    const agent = await reader(camille);
    const until = addDays(today(), 3);
    const { status } = await security.post(`/accounts/${camille}/blocking`, { ...REASON, until });
    expect(status).toBe(201);
    expect((await agent.get('/session')).status).toBe(401);
    const [taken] = await security.sanctions('standing=in-force');
    expect(taken).toMatchObject({
      kind: 'suspension',
      userCode: camille,
      name: 'DURAND Camille',
      by: 'Olivier Prévost',
      reason: 'Appels suspects',
      until,
      standing: 'in-force',
      endedAt: null,
      ground: null,
    });
  });

  it('is told to the partner as the Caf’s, and to no other Caf', async () => {
    expect(await town.sanctions()).toMatchObject([{ kind: 'suspension', by: 'La Caf' }]);
    expect(await stranger.sanctions()).toEqual([]);
    expect((await stranger.post(`/accounts/${camille}/suspension-lifting`, REASON)).status).toBe(404);
  });

  it('is lifted for a reason, once; the person sees theirs, without who it was', async () => {
    const lift = () => security.post(`/accounts/${camille}/suspension-lifting`, { reason: 'Vérifié' });
    expect((await security.post(`/accounts/${camille}/suspension-lifting`, { reason: '' })).status).toBe(422);
    expect((await lift()).status).toBe(201);
    expect((await lift()).body.code).toBe('account-not-blocked');
    expect(await officer.sanctions(`userCode=${camille}&standing=ended`)).toMatchObject([
      { endReason: 'Vérifié', endedBy: 'Olivier Prévost' },
    ]);
    const own = await (await reader(camille)).get('/own-access/sanctions');
    expect(own.body).toMatchObject([{ kind: 'suspension', standing: 'ended', reason: 'Appels suspects' }]);
    expect(own.body[0]).not.toHaveProperty('by');
  });

  it('ends by itself after the day that was named', async () => {
    const at = new Date(Date.now() - 3 * 86_400_000).toISOString();
    const id = randomUUID();
    const data = {
      kind: 'security',
      reason: 'Congé',
      since: at,
      at,
      lastUse: null,
      until: addDays(today(), -1),
      ground: null,
    };
    const actor = systemActor('test');
    const metadata = { correlationId: id, causationId: id, actor, occurredAt: at };
    const event = { id, type: 'AccountBlocked', data, metadata };
    await running.services.get(EventStore).append(`account-${camille}`, 'any', [event]);
    await eventually(
      async () => (await security.sanctions(`userCode=${camille}&standing=in-force`)).length > 0,
    );
    await runAs(systemActor('end-suspensions'), () =>
      running.services.get(EndSuspensionsJob, { strict: false }).run(),
    );
    expect(await security.sanctions(`userCode=${camille}&standing=in-force`)).toEqual([]);
    expect(await security.sanctions(`userCode=${camille}`)).toContainEqual(
      expect.objectContaining({ id, endedBy: 'Greffe', endReason: 'Fin prévue de la suspension' }),
    );
  });

  it.each([
    ['a day that is over', { until: '2020-01-01' }, 422, 'suspension-in-past'],
    ['no day', { until: '31/02/2026' }, 422, 'invalid-fields'],
    ['a case that is nobody’s', { anomalyId: randomUUID() }, 404, 'ground-not-found'],
    ['an incident that is nobody’s', { incidentId: randomUUID() }, 404, 'ground-not-found'],
    ['two grounds', { anomalyId: randomUUID(), incidentId: randomUUID() }, 422, 'two-grounds'],
    ['no reason', { reason: '' }, 422, 'invalid-fields'],
  ])('with %s is refused, and nothing is done', async (_, body, status, code) => {
    const answer = await security.post(`/accounts/${camille}/blocking`, { ...REASON, ...body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await security.sanctions('standing=in-force')).toEqual([]);
  });

  it('of one’s own code is for a colleague', async () => {
    for (const act of ['blocking', 'password-reset']) {
      const { body } = await security.post(`/accounts/${security.userCode}/${act}`, REASON);
      expect(body.code).toBe('own-account');
    }
  });
});

describe('a forced change of password', () => {
  it('may follow from an incident of the same Caf, and ends with the change', async () => {
    const report = { category: 'other', description: 'Écran photographié.', userCode: paul };
    const { body } = await town.post('/incidents', report);
    const path = `/accounts/${paul}/password-reset`;
    expect((await stranger.post(path, { ...REASON, incidentId: body.id })).status).toBe(404);
    expect((await security.post(path, { ...REASON, incidentId: body.id })).status).toBe(201);
    expect((await security.post(path, REASON)).body.code).toBe('change-required');
    const [taken] = await security.sanctions(`userCode=${paul}`);
    const ground = { kind: 'incident', id: body.id };
    expect(taken).toMatchObject({ kind: 'password-change', standing: 'in-force', ground });
    for (const other of [officer, town]) {
      expect(await other.sanctions(`userCode=${paul}`)).toMatchObject([{ ground: null }]);
    }
  });
});

describe('what a report of an incident does', () => {
  it('is a suspension that follows from it, by whoever has reported it', async () => {
    const report = { category: 'stolen-password', description: 'Carnet volé.', userCode: paul };
    const { body } = await town.post('/incidents', report);
    expect(await town.sanctions(`userCode=${paul}&kind=suspension`)).toMatchObject([
      { by: 'Sophie Lemaire' },
    ]);
    expect(await security.sanctions(`userCode=${paul}&kind=suspension`)).toMatchObject([
      { by: 'Le gestionnaire', ground: { kind: 'incident', id: body.id } },
    ]);
    // The password is revoked with it: there is none to change any more.
    expect(await security.sanctions(`userCode=${paul}&kind=password-change`)).toMatchObject([
      { standing: 'ended', endedBy: 'Le gestionnaire' },
    ]);
  });

  it('takes the place of a suspension that would have ended by itself, before anybody has looked at the report', async () => {
    const until = addDays(today(), 1);
    expect((await security.post(`/accounts/${camille}/blocking`, { ...REASON, until })).status).toBe(201);
    const report = { category: 'stolen-password', description: 'Carnet volé.', userCode: camille };
    const { body } = await town.post('/incidents', report);
    const ground = { kind: 'incident', id: body.id };
    expect(await security.sanctions(`userCode=${camille}&standing=in-force`)).toMatchObject([
      { kind: 'suspension', until: null, ground },
    ]);
    const lifting = await security.post(`/accounts/${camille}/suspension-lifting`, { reason: 'Retrouvé' });
    expect(lifting.status).toBe(201);
    expect(await security.sanctions(`userCode=${camille}&standing=in-force`)).toEqual([]);
    expect((await security.get('/lists/blocks?end=blocked')).body.items).toMatchObject([{ userCode: paul }]);
  });
});

describe('a withdrawal and a removal', () => {
  it('are once and for all; the agent is not told the reason that the partner is told', async () => {
    const { body: held } = await officer.get(`/lists/habilitations?q=${camille}`);
    const ids = held.items.map(({ id }: { id: string }) => id);
    const revocation = { ids, reason: 'Partage du poste', endedOn: today() };
    expect((await officer.post('/habilitation-revocations', revocation)).status).toBe(201);
    expect(await town.sanctions('standing=final')).toMatchObject([
      {
        kind: 'withdrawal',
        userCode: camille,
        profile: 'activity',
        establishment: 'Crèche collective',
        reason: 'Partage du poste',
        standing: 'final',
        by: 'La Caf',
      },
    ]);
    expect((await officer.post(`/accounts/${sophie}/closing`, { reason: 'Départ' })).status).toBe(201);
    expect(await officer.sanctions('kind=removal')).toMatchObject([
      { userCode: sophie, reason: 'Départ', by: 'Nadia Ferrand', standing: 'final' },
    ]);
  });

  it.each([
    ['q=durand&kind=withdrawal', 1],
    ['q=barœul&kind=removal', 1],
    ['organismId=21590410000017&kind=suspension', 5],
    ['from=2020-01-01&to=2020-12-31', 0],
  ])('are found by %s, and in a file', async (query, count) => {
    const { body } = await officer.get(`/lists/sanctions?${query}`);
    expect([body.items.length, body.count]).toEqual([count, count]);
    const { text } = await officer.get(`/lists/sanctions.csv?${query}`);
    expect(text.trim().split('\r\n')).toHaveLength(count + 1);
  });

  it('another Caf of the same partner sees what concerns the code, not what this one has withdrawn', async () => {
    const establishment = { id: deriveId('test', 'arras'), name: 'Crèche d’Arras', address: 'Arras' };
    await register.convention({ caf: OTHER_CAF, establishments: [establishment] });
    const seen = await stranger.sanctions(`userCode=${camille}`);
    const kinds = seen.map(({ kind }: { kind: string }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['suspension']));
    const [, ofCaf] = await stranger.sanctions(`userCode=${paul}`);
    expect(ofCaf).toMatchObject({ kind: 'password-change', ground: null });
    expect(seen.map(({ by }: { by: string }) => by)).not.toContain('Olivier Prévost');
  });
});
