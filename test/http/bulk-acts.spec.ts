import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { EventStore } from '#event-sourcing';
import { addDays, parisDateOf } from '#platform';
import { ApiDocument } from '../support/api-document.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD, sessionOf } from '../support/signed-in.ts';
import { anySiret } from '../support/siret.ts';
import { CAF, NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';
import { upToDate } from '../support/up-to-date.ts';

const today = parisDateOf(new Date().toISOString());
const OTHER_CAF = { id: '621', name: 'Caf du Pas-de-Calais' };

type Session = Record<string, string>;

let running: RunningRegister;
let api: ApiDocument;
let register: SmallRegister;
let officer: Session;
let stranger: Session;
let security: Session;
let town: Session;
let codes: string[];
let conventionId: string;

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  api = await ApiDocument.of(running.url);
  register = new SmallRegister(running.services);
  conventionId = await register.convention();
  const signedIn = async (...given: Parameters<SmallRegister['staff']>) =>
    sessionOf(running.url, await register.activate(await register.staff(...given)));
  officer = await signedIn('caf-habilitation', 'Nadia Ferrand');
  security = await signedIn('caf-security', 'Olivier Prévost');
  town = await signedIn('gestionnaire', 'Sophie Lemaire');
  stranger = await signedIn('caf-habilitation', 'Benoît Autre', OTHER_CAF);
  codes = [
    await register.activate(await register.agent('Camille', 'Durand', 'activity')),
    await register.activate(await register.agent('Émile', 'Zola', 'financial')),
    await register.activate(await register.agent('Nina', 'Roche', 'approver')),
  ];
});
afterAll(() => running.close());

async function post(session: Session, path: string, body: object, headers: Session = {}) {
  const answer = await request(running.url)
    .post(`/api${path}`)
    .set({ ...session, ...(await upToDate(running.engines.database)), ...headers })
    .send(body);
  expect(api.faults('POST', `/api${path}`, answer.status, answer.body)).toEqual([]);
  return answer;
}

async function listed(path: string) {
  const { body } = await request(running.url)
    .get(`/api/lists${path}`)
    .set({ ...officer, ...(await upToDate(running.engines.database)) });
  return body.items;
}

const block = (userCode: string) => register.blockIdle(userCode);
const eventsOf = async (userCode: string) =>
  (await running.services.get(EventStore).readStream(`account-${userCode}`)).map(({ type }) => type);

const ASKED = { reason: 'Retour de congés, la mairie le demande.', reference: 'DGS-4' };
const unblock = (ids: readonly unknown[], session = officer, headers: Session = {}) =>
  post(session, '/account-unblockings', { ...ASKED, ids }, headers);

describe('R21: several codes are unblocked at one request', () => {
  it('each by itself: what is refused is told with its sentence, and keeps no other', async () => {
    const [first, second, active] = codes as [string, string, string];
    for (const code of [first, second]) await block(code);
    const { status, body, headers } = await unblock([first.toLowerCase(), active, 'A999999', second]);
    expect(status).toBe(201);
    expect(body.results).toEqual([
      { id: first, refusal: null },
      { id: active, refusal: { code: 'account-not-blocked', message: expect.any(String) } },
      { id: 'A999999', refusal: { code: expect.any(String), message: expect.any(String) } },
      { id: second, refusal: null },
    ]);
    expect(headers['greffe-position']).toMatch(/^[0-9a-f-]{33}$/);
    expect(await listed('/accounts?state=blocked')).toEqual([]);
    expect((await eventsOf(first)).at(-1)).toBe('AccountUnblocked');
  });

  it('repeated with the same key it answers the same, and does nothing more', async () => {
    const [first] = codes as [string];
    await block(first);
    const key = { 'Idempotency-Key': 'unblocking-of-november' };
    const { body } = await unblock([first], officer, key);
    expect(body.results).toEqual([{ id: first, refusal: null }]);
    const before = await eventsOf(first);
    expect((await unblock([first], officer, key)).body).toEqual(body);
    expect(await eventsOf(first)).toEqual(before);
  });

  it('is refused whole without any code, with one twice, too many, or without a reason', async () => {
    const [first] = codes as [string];
    for (const ids of [
      [],
      [first, first],
      [first, first.toLowerCase()],
      ['x'],
      [1],
      Array(101).fill(first),
    ]) {
      expect((await unblock(ids)).status).toBe(422);
    }
    const without = { ids: [first], reason: ' ', reference: 'DGS-4' };
    expect((await post(officer, '/account-unblockings', without)).status).toBe(422);
  });

  it('asked for here, they need no reference', async () => {
    const [first, second] = codes as [string, string];
    for (const code of [first, second]) await block(code);
    const asked = { ids: [first], reason: 'Déclaration à saisir' };
    const { body } = await post(town, '/account-unblocking-requests', asked);
    expect(body.results).toEqual([{ id: first, refusal: null }]);
    const { body: decided } = await post(officer, '/account-unblockings', { ...asked, ids: [first, second] });
    expect(decided.results).toMatchObject([
      { id: first, refusal: null },
      { id: second, refusal: { code: 'unblocking-not-requested' } },
    ]);
    await unblock([second]);
  });

  it('by the Caf of the partner alone', async () => {
    const [first] = codes as [string];
    await block(first);
    const before = await eventsOf(first);
    expect((await unblock([first], security)).status).toBe(403);
    const { body } = await unblock([first], stranger);
    expect(body.results).toMatchObject([{ id: first, refusal: { code: expect.any(String) } }]);
    expect(await eventsOf(first)).toEqual(before);
  });
});

describe('R11: several habilitations are taken back for one reason', () => {
  it('each by itself, by the Caf of the partner alone', async () => {
    const ids = (await listed('/habilitations?q=zola')).map(({ id }: { id: string }) => id);
    const none = '00000000-0000-4000-8000-00000000000a';
    const sent = {
      ids: [...ids, none],
      reason: 'Convention révisée.',
      endedOn: parisDateOf(new Date().toISOString()),
    };
    const elsewhere = await post(stranger, '/habilitation-revocations', sent);
    expect(elsewhere.body.results).toMatchObject([{ refusal: {} }, { refusal: {} }]);
    const { status, body } = await post(officer, '/habilitation-revocations', sent);
    expect(status).toBe(201);
    expect(body.results).toEqual([
      { id: ids[0], refusal: null },
      { id: none, refusal: { code: 'habilitation-not-found', message: expect.any(String) } },
    ]);
    expect(await listed('/habilitations?q=zola')).toEqual([]);
    expect(await listed('/habilitations?q=zola&state=ended')).toMatchObject([
      { id: ids[0], reason: 'Convention révisée.' },
    ]);
  });

  it('is refused whole without any', async () => {
    const sent = { ids: [], reason: 'x', endedOn: '2026-01-05' };
    expect((await post(officer, '/habilitation-revocations', sent)).status).toBe(422);
  });
});

describe('R11: several requests are answered at once', () => {
  const none = '00000000-0000-4000-8000-00000000000b';
  let provider: string;
  let approver: string;

  beforeAll(async () => {
    await register.person('Louise', 'Vasseur');
    provider = await register.ask('Louise', 'Vasseur', 'activity');
    approver = await register.ask('Louise', 'Vasseur', 'approver');
  });

  it('R22: each is granted by itself; what may not be says why, and waits', async () => {
    const ids = [approver, provider, none];
    const elsewhere = await post(stranger, '/habilitation-grants', { ids });
    expect(elsewhere.body.results).toMatchObject([{ refusal: {} }, { refusal: {} }, { refusal: {} }]);
    const { status, body } = await post(officer, '/habilitation-grants', { ids });
    expect(status).toBe(201);
    expect(body.results).toEqual([
      { id: approver, refusal: { code: 'annex-not-amended', message: expect.any(String) } },
      { id: provider, refusal: null },
      { id: none, refusal: { code: 'request-not-found', message: expect.any(String) } },
    ]);
    expect(await listed('/habilitations?q=vasseur')).toMatchObject([{ id: provider, profile: 'activity' }]);
    expect(await listed('/habilitation-requests?state=pending&q=vasseur')).toMatchObject([{ id: approver }]);
  });

  it('R22: each party signs the annexes that several wait for, in one act and for itself', async () => {
    const waiting = async () =>
      (await listed('/habilitation-requests?state=pending&q=vasseur')).find(
        ({ id, amendment }: { id: string; amendment: object | null }) => id === approver && amendment,
      );
    await eventually(waiting);
    const signature = { signatory: 'Anne Barbier', capacity: 'Par délégation', signedOn: today };
    const sign = (session: Session) =>
      post(session, '/annex-signatures', { ...signature, ids: [approver, provider] });
    expect((await sign(security)).status).toBe(403);
    expect((await sign(stranger)).body.results).toMatchObject([{ refusal: {} }, { refusal: {} }]);
    for (const [session, signedBy] of [
      [officer, ['caf']],
      [town, ['caf', 'gestionnaire']],
    ] as const) {
      const { status, body } = await sign(session);
      expect(status).toBe(201);
      expect(body.results).toEqual([
        { id: approver, refusal: null },
        { id: provider, refusal: { code: 'amendment-not-found', message: expect.any(String) } },
      ]);
      expect((await waiting()).amendment.signedBy).toEqual(signedBy);
    }
    const [again] = (await sign(officer)).body.results;
    expect(again).toMatchObject({ id: approver, refusal: { code: expect.any(String) } });
  });

  it('they are refused for one reason; what was answered is not answered again', async () => {
    const refusal = { ids: [provider, approver], reason: 'Mairie à rappeler.' };
    const elsewhere = await post(stranger, '/habilitation-refusals', refusal);
    expect(elsewhere.body.results).toMatchObject([{ refusal: {} }, { refusal: {} }]);
    const { body } = await post(officer, '/habilitation-refusals', refusal);
    expect(body.results).toEqual([
      { id: provider, refusal: { code: 'request-decided', message: expect.any(String) } },
      { id: approver, refusal: null },
    ]);
    expect(await listed('/habilitation-requests?state=refused')).toMatchObject([
      { id: approver, reason: 'Mairie à rappeler.' },
    ]);
  });

  it('by the habilitation officers alone, and not without any, or a reason', async () => {
    for (const session of [security, town]) {
      expect((await post(session, '/habilitation-grants', { ids: [none] })).status).toBe(403);
    }
    expect((await post(officer, '/habilitation-grants', { ids: [] })).status).toBe(422);
    expect((await post(officer, '/habilitation-refusals', { ids: [none], reason: ' ' })).status).toBe(422);
  });
});

describe('R2: a Caf signs many conventions in one act', () => {
  const GIVEN = { signatory: 'Anne Barbier', capacity: 'Par délégation, la Directrice adjointe' };
  const none = '00000000-0000-4000-8000-00000000000c';
  const sign = (ids: readonly string[], session = officer, headers: Session = {}) =>
    post(session, '/conventions/signatures', { ...GIVEN, signedOn: today, ids }, headers);
  const historyOf = (id: string) => running.services.get(EventStore).readStream(`convention-${id}`);
  const typesOf = async (id: string) => (await historyOf(id)).map(({ type }) => type);

  /** A draft that nobody has signed, with a partner of its own. */
  async function draft(): Promise<string> {
    const siret = anySiret();
    const { body } = await post(officer, '/conventions', {
      gestionnaire: { ...TOWN, id: siret, siret, name: 'Les Lucioles' },
      caf: CAF,
      establishments: [{ id: randomUUID(), name: 'Micro-crèche', address: '3 rue du Barœul' }],
      effectiveFrom: today,
      until: '2099-12-31',
    });
    return body.id;
  }

  it('each is a signature of its own, of the Caf alone; what is refused says why, and keeps no other', async () => {
    const [first, signed, second] = [await draft(), await draft(), await draft()];
    await sign([signed]);
    expect((await listed('/conventions?watch=to-sign')).map(({ id }: { id: string }) => id).sort()).toEqual(
      [first, second].sort(),
    );
    const { status, body } = await sign([first, signed, none, second]);
    expect(status).toBe(201);
    expect(body.results).toEqual([
      { id: first, refusal: null },
      { id: signed, refusal: { code: 'already-signed', message: expect.any(String) } },
      { id: none, refusal: { code: expect.any(String), message: expect.any(String) } },
      { id: second, refusal: null },
    ]);
    const hashes = [];
    for (const id of [first, second]) {
      const [registered, signature, ...more] = await historyOf(id);
      expect(registered).toMatchObject({ data: { caf: { representative: CAF.representative } } });
      expect(signature).toMatchObject({
        type: 'ConventionSigned',
        data: { ...GIVEN, party: 'caf', signedOn: today, way: 'signed-in' },
      });
      hashes.push((signature!.data as { contentSha256: string }).contentSha256);
      expect(more).toEqual([]);
    }
    expect(new Set(hashes).size).toBe(2);
  });

  it('R1: what both have signed without a first day is to be watched until it has one', async () => {
    const establishments = [{ id: randomUUID(), name: 'Ludothèque', address: '5 rue du Barœul' }];
    const undated = await register.convention({ establishments, effectiveFrom: null });
    expect(await listed('/conventions?watch=any')).toContainEqual(
      expect.objectContaining({
        id: undated,
        state: 'signed',
        warnings: [expect.stringContaining('à fixer')],
      }),
    );
    const theDay = async () => {
      const answer = await request(running.url)
        .get('/api/tasks')
        .set({ ...officer, ...(await upToDate(running.engines.database)) });
      return answer.body.filter(({ id }: { id: string }) => id === `first-day-${undated}`);
    };
    expect(await theDay()).toMatchObject([{ title: `Date d’effet à fixer\u00a0: ${TOWN.name}` }]);
    expect(await listed('/conventions?watch=first-day')).toMatchObject([{ id: undated }]);
    const effectiveFrom = parisDateOf(new Date().toISOString());
    const set = await request(running.url)
      .put(`/api/conventions/${undated}/effective-date`)
      .set(officer)
      .send({ effectiveFrom });
    expect(set.status).toBe(200);
    expect(await theDay()).toEqual([]);
    expect(await listed('/conventions?watch=first-day')).toEqual([]);
  });

  it('nobody signs what has changed since they read the list, nor for a day to come', async () => {
    const [corrected, untouched] = [await draft(), await draft()];
    const { headers } = await request(running.url)
      .get('/api/lists/conventions')
      .set({ ...officer, ...(await upToDate(running.engines.database)) });
    const party = { name: 'Les Lucioles', address: '5 rue du Barœul', representative: 'Odile Vandamme' };
    await post(officer, `/conventions/${corrected}/gestionnaire/corrections`, {
      ...party,
      reason: 'Déménagement',
    });
    const { body } = await sign([corrected, untouched], officer, { 'If-Match': headers.etag! });
    expect(body.results).toMatchObject([
      { id: corrected, refusal: { code: 'changed-meanwhile' } },
      { id: untouched, refusal: null },
    ]);
    expect(await typesOf(corrected)).not.toContain('ConventionSigned');
    const early = { ...GIVEN, signedOn: '2099-01-01', ids: [corrected] };
    const { body: refused } = await post(officer, '/conventions/signatures', early);
    expect(refused.results).toMatchObject([{ refusal: { code: 'signed-in-future' } }]);
    expect((await sign([corrected])).body.results).toEqual([{ id: corrected, refusal: null }]);
  });

  it('by the habilitation officers of that Caf alone', async () => {
    const id = await draft();
    for (const session of [security, town]) expect((await sign([id], session)).status).toBe(403);
    expect((await sign([id], stranger)).body.results).toMatchObject([{ id, refusal: {} }]);
    expect(await typesOf(id)).toEqual(['ConventionRegistered']);
  });

  it('R4: proposes their renewals, and signs those up to the day that was read', async () => {
    const siret = anySiret();
    const ids = [
      await register.convention({
        gestionnaire: { ...TOWN, id: siret, siret },
        establishments: [{ ...NURSERY, id: randomUUID() }],
      }),
      await register.convention({ until: '2098-12-31', establishments: [{ ...NURSERY, id: randomUUID() }] }),
    ];
    const propose = (until: string, chosen = ids) =>
      post(officer, '/conventions/renewals', { until, ids: chosen });
    expect((await propose('2099-06-30')).body.results).toEqual(ids.map((id) => ({ id, refusal: null })));
    expect((await propose('2099-12-31', [ids[1]!])).body.results).toMatchObject([{ refusal: null }]);
    const signing = (session: Session, until: string) =>
      post(session, '/conventions/renewal-signatures', { ...GIVEN, signedOn: today, until, ids });
    expect((await signing(town, '2099-06-30')).status).toBe(403);
    expect((await signing(officer, '2099-06-30')).body.results).toMatchObject([
      { id: ids[0], refusal: null },
      { id: ids[1], refusal: { code: 'renewal-otherwise' } },
    ]);
    expect(await typesOf(ids[0]!)).toContain('RenewalSigned');
    const [listedFirst] = (await listed('/conventions?state=active')).filter(
      ({ id }: { id: string }) => id === ids[0],
    );
    expect(listedFirst.renewal).toEqual({ until: '2099-06-30', signedBy: ['caf'] });
    expect((await listed('/conventions?watch=to-sign')).map(({ id }: { id: string }) => id)).toContain(
      ids[1],
    );
  });
});

describe('R21: whoever has left needs no link and no unblocking', () => {
  const link = (session: Session, code: string) => post(session, `/accounts/${code}/credentials`, {});
  let blocked: string;
  let pending: string;

  beforeAll(async () => {
    blocked = await register.activate(await register.agent('Alice', 'Noël', 'activity'));
    await block(blocked);
    pending = await register.agent('Bruno', 'Caron', 'financial');
  });

  it('R15: a correspondent has a new link sent to an agent, and to no other correspondent', async () => {
    expect((await link(town, pending)).status).toBe(201);
    expect((await eventsOf(pending)).filter((type) => type === 'CredentialsDelivered')).toHaveLength(2);
    const colleague = await register.staff('gestionnaire', 'Marc Petit', undefined, 'marc@mons.example');
    expect((await link(town, colleague)).body.code).toBe('account-unknown');
    expect((await link(officer, colleague)).status).toBe(201);
  });

  it('neither for the correspondent nor for the Caf; once habilitated again, they are served', async () => {
    await register.revoke('Alice', 'Noël', 'activity');
    await register.revoke('Bruno', 'Caron', 'financial');
    const asked = { ids: [blocked], reason: 'Déclaration à saisir' };
    const refused = [{ id: blocked, refusal: { code: 'holder-not-habilitated' } }];
    expect((await post(town, '/account-unblocking-requests', asked)).body.results).toMatchObject(refused);
    expect((await unblock([blocked])).body.results).toMatchObject(refused);
    for (const session of [town, officer]) {
      const { status, body } = await link(session, pending);
      expect([status, body.code]).toEqual([409, 'holder-not-habilitated']);
    }
    expect(await listed('/accounts?q=noel')).toMatchObject([{ userCode: blocked, isHabilitated: false }]);
    expect(await listed('/accounts?q=noel&holder=not-habilitated')).toMatchObject([{ userCode: blocked }]);
    expect(await listed('/accounts?q=noel&holder=habilitated')).toEqual([]);

    await register.habilitate('Alice', 'Noël', 'financial');
    expect(await listed('/accounts?q=noel')).toMatchObject([{ userCode: blocked, isHabilitated: true }]);
    expect((await unblock([blocked])).body.results).toEqual([{ id: blocked, refusal: null }]);
  });
});

describe('R21: the code of whoever is away is unblocked ahead of the day of return', () => {
  let away: string;

  beforeAll(async () => {
    away = await register.activate(await register.agent('Rose', 'Morin', 'financial'));
    await block(away);
    await register.person('Hugo', 'Blanc');
  });

  const standIn = (days: number) =>
    register.standIn(['Hugo', 'Blanc'], ['Rose', 'Morin'], 'financial', addDays(today, days));

  it('from 15 days before, at the request of the gestionnaire; it opens nothing before that day (R17)', async () => {
    await standIn(15);
    const asked = { ids: [away], reason: 'Retour de congé' };
    const refused = [{ id: away, refusal: { code: 'holder-not-habilitated' } }];
    expect((await post(town, '/account-unblocking-requests', asked)).body.results).toMatchObject(refused);
    expect((await unblock([away])).body.results).toMatchObject(refused);
    expect(await listed('/accounts?q=morin')).toMatchObject([
      { isHabilitated: false, returnsOn: addDays(today, 16), unblockableFrom: addDays(today, 1) },
    ]);

    const [{ id: standing }] = await listed('/habilitations?q=blanc');
    const sooner = { lastDay: addDays(today, 14), reason: 'Retour avancé' };
    expect((await post(town, `/habilitations/${standing}/term`, sooner)).status).toBe(201);
    const done = [{ id: away, refusal: null }];
    expect((await post(town, '/account-unblocking-requests', asked)).body.results).toEqual(done);
    expect((await post(officer, '/account-unblockings', asked)).body.results).toEqual(done);
    const signIn = await request(running.url)
      .post('/api/session')
      .send({ userCode: away, password: PASSWORD });
    expect([signIn.status, signIn.body.code]).toEqual([403, 'not-habilitated']);
  });

  it('where there will be a convention to hold it under', async () => {
    await block(away);
    expect(await listed('/accounts?q=morin')).toMatchObject([{ returnsOn: addDays(today, 15) }]);
    await register.terminate(conventionId);
    expect(await listed('/accounts?q=morin')).toMatchObject([{ returnsOn: null, unblockableFrom: null }]);
    expect((await unblock([away])).body.results).toMatchObject([
      { refusal: { code: 'holder-not-habilitated' } },
    ]);
  });
});
