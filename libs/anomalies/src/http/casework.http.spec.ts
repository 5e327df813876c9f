import { randomUUID } from 'node:crypto';
import type { AccountEvent } from '#accounts';
import { rebuild } from '#event-sourcing';
import { eventually } from '../../../../test/support/eventually.ts';
import { CAF, GESTIONNAIRE, OFFICER, principal } from '../anomalies.fixture.ts';
import { AnomalyTasks } from '../anomaly-tasks.ts';
import { anomaliesProjection } from '../read-models/anomalies/projection.ts';
import { RelatedCasesQuery } from '../read-models/anomalies/related.ts';
import { caseworkProjection } from '../read-models/casework/projection.ts';
import { anomaliesOverHttp } from './http.fixture.ts';

const { work, get, post } = await anomaliesOverHttp();
afterAll(() => work.stop());

const NIGHT = '2026-11-23T21:30:00.000Z';
/** A case of `closed-code` (high) or of `unusual-hour` (low) on a code, and its id. */
const caseOf = async (userCode: string, severity: 'high' | 'low') => {
  work.clock.advance({ seconds: 1 });
  const outcome = severity === 'high' ? 'blocked' : 'success';
  work.clock.advance({ minutes: 1 });
  await work.settled(await work.attempts(userCode, [{ at: NIGHT, outcome }]));
  const { items } = (await get('/lists/anomaly-queue?state=any&limit=100').expect(200)).body;
  return items.find((one: { userCode: string }) => one.userCode === userCode).id as string;
};
const act = async (path: string, body: object, reader = 'officer') => {
  work.clock.advance({ seconds: 1 });
  await post(path, body, reader).expect(201);
  await work.seen();
};
const queue = async (search = '') => {
  const { body } = await get(`/lists/anomaly-queue?${search}`).expect(200);
  return body as { items: { id: string; userCode: string; assignee: object | null }[]; next: string | null };
};
const codesIn = async (search: string) => (await queue(search)).items.map(({ userCode }) => userCode);
const caseworkOf = async (id: string) => (await get(`/anomalies/${id}`).expect(200)).body.casework;

const opened = async (userCode: string, caf = CAF) => {
  const account: AccountEvent = {
    type: 'AccountOpened',
    data: {
      userCode,
      personId: null,
      holder: userCode,
      role: 'caf-security',
      organism: caf,
      name: 'Paul Roux',
      email: `${userCode}@caf.example`,
    },
  };
  await work.log.store.append(`account-${userCode}`, 'none', [
    {
      ...account,
      id: randomUUID(),
      metadata: {
        correlationId: randomUUID(),
        causationId: randomUUID(),
        occurredAt: NIGHT,
        actor: { code: 'test', role: 'system', organism: null },
      },
    },
  ]);
};

describe('R19: the queue of the Caf', () => {
  beforeAll(async () => {
    const [overdue, justified] = [await caseOf('A000010', 'low'), await caseOf('A000011', 'low')];
    for (const id of [overdue, justified]) await act(`/anomalies/${id}/notification`, {});
    await act(`/anomalies/${justified}/justification`, { text: 'Clôture.' }, 'partner');
    await act(`/anomalies/${await caseOf('A000012', 'low')}/dismissal`, { reason: 'Connu.' });
    await caseOf('A000013', 'low');
    await caseOf('A000014', 'high');
    await caseOf('A000015', 'low');
  });

  it('holds what waits for the Caf: what can wait least first, of the same what has waited longest', async () => {
    expect(await codesIn('')).toEqual(['A000014', 'A000011', 'A000010', 'A000013', 'A000015']);
    expect(await codesIn('state=any')).toEqual([...(await codesIn('')), 'A000012']);
    expect(await codesIn('state=open')).toEqual(await codesIn(''));
  });

  it('is narrowed by state, severity, rule and partner', async () => {
    expect(await codesIn('state=dismissed')).toEqual(['A000012']);
    expect(await codesIn('severity=high')).toEqual(['A000014']);
    expect(await codesIn('rule=closed-code')).toEqual(['A000014']);
    expect(await codesIn(`gestionnaireId=${GESTIONNAIRE.id}&severity=low&state=detected`)).toEqual([
      'A000013',
      'A000015',
    ]);
    expect(await codesIn('gestionnaireId=00000000000000')).toEqual([]);
  });

  it('comes page by page, each case once', async () => {
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = await queue(`state=any&limit=2${next && `&cursor=${next}`}`);
      seen.push(...page.items.map(({ userCode }) => userCode));
      next = page.next;
    }
    expect(seen).toEqual(await codesIn('state=any'));
  });

  it('shows no case of another Caf', async () => {
    const stranger = principal('caf-security', { id: '801', name: 'Caf de la Somme' });
    expect(await work.app.get(AnomalyTasks).tasksFor(stranger)).toEqual([]);
  });

  it('gives the home page the most urgent ones and the number of the others', async () => {
    for (let n = 0; n < 8; n++) await caseOf(`A00010${n}`, 'low');
    const tasks = await work.app.get(AnomalyTasks).tasksFor(OFFICER);
    expect(tasks.map(({ urgency }) => urgency).slice(0, 4)).toEqual(['late', 'soon', 'soon', 'normal']);
    expect(tasks).toHaveLength(11);
    expect(tasks.at(-1)).toMatchObject({
      title: '3\u00a0autres anomalies attendent la Caf',
      href: '/anomalies',
    });
    expect((await get('/anomaly-queue/counts').expect(200)).body).toEqual({
      waiting: 13,
      mine: 0,
      unassigned: 13,
      open: { detected: 11, justified: 1, notifying: 1 },
    });
  });
});

describe('R19: an officer takes a case, notes and hands it on', () => {
  let id: string;
  beforeAll(async () => {
    id = await caseOf('A000020', 'high');
    await opened('C000002');
    await opened('C000003', { id: '621', name: 'Caf du Pas-de-Calais' });
  });

  it('takes it: it is theirs in the queue, and nobody else’s', async () => {
    await act(`/anomalies/${id}/assignment`, {});
    expect(await codesIn('assignee=me')).toEqual(['A000020']);
    expect(await codesIn('assignee=nobody&severity=high')).toEqual(['A000014']);
    expect((await get('/anomaly-queue/counts')).body).toMatchObject({ mine: 1 });
  });

  it('taking it again changes nothing', async () => {
    const before = await work.eventsOf('casework');
    await act(`/anomalies/${id}/assignment`, {});
    expect(await work.eventsOf('casework')).toEqual(before);
  });

  it('gives it to a colleague of the same Caf, and to nobody else', async () => {
    for (const userCode of ['C000003', 'A000020', 'G000001', 'C999999']) {
      const { body } = await post(`/anomalies/${id}/assignment`, { userCode }).expect(404);
      expect(body.code).toBe('officer-unknown');
    }
    await act(`/anomalies/${id}/assignment`, { userCode: 'c000002' });
    expect(await codesIn('assignee=C000002')).toEqual(['A000020']);
    const tasks = await work.app.get(AnomalyTasks).tasksFor(OFFICER);
    expect(tasks.map((task) => task.id)).not.toContain(`anomaly-${id}`);
  });

  it('releases it', async () => {
    await act(`/anomalies/${id}/release`, {});
    expect(await caseworkOf(id)).toMatchObject({
      assignee: null,
      assignments: [
        { what: 'Dossier pris en charge' },
        { what: 'Dossier confié à C000002' },
        { what: 'Dossier remis en attente' },
      ],
    });
  });

  it('notes: who and when stand with it', async () => {
    await act(`/anomalies/${id}/notes`, { text: 'Appelé la crèche.' });
    expect((await caseworkOf(id)).notes).toEqual([
      { at: work.clock.now(), by: OFFICER.userCode, text: 'Appelé la crèche.' },
    ]);
    await post(`/anomalies/${id}/notes`, { text: ' ' }).expect(422);
  });

  it('of a case that does not exist, or is another Caf’s, there is nothing to take or to note', async () => {
    const none = randomUUID();
    await post(`/anomalies/${none}/assignment`, {}).expect(404);
    await post(`/anomalies/${none}/release`, {}).expect(404);
    await post(`/anomalies/${none}/notes`, { text: 'Vu.' }).expect(404);
  });

  it('is the same after a rebuild of the read models', async () => {
    const before = [await queue('state=any&limit=100'), await caseworkOf(id)];
    for (const projection of [anomaliesProjection, caseworkProjection]) {
      await rebuild(work.log.database, work.log.store, projection);
    }
    expect([await queue('state=any&limit=100'), await caseworkOf(id)]).toEqual(before);
  });

  it('the partner gets nothing of it, in no answer', async () => {
    const marker = 'Zorglub';
    await act(`/anomalies/${id}/notes`, { text: `${marker} : à vérifier.` });
    await act(`/anomalies/${id}/assignment`, { userCode: 'C000002' });
    await act(`/anomalies/${id}/notification`, {});
    const period = 'from=2026-11-01&to=2026-11-30';
    const paths = [
      ...['/lists/anomalies', `/anomalies/${id}`],
      ...['json', 'csv', 'pdf'].map(
        (format) => `/anomaly-report${format === 'json' ? '' : `.${format}`}?${period}`,
      ),
    ];
    for (const path of paths) {
      const { body, text, headers } = await get(path, 'partner').expect(200);
      const answer = JSON.stringify([
        body,
        text ?? '',
        headers,
        Buffer.isBuffer(body) ? body.toString('latin1') : '',
      ]);
      expect(answer).not.toContain(marker);
      expect(answer).not.toContain('C000002');
      expect(answer).not.toContain('confié');
    }
    expect((await get(`/anomalies/${id}`, 'partner')).body.casework).toBeNull();
    expect((await caseworkOf(id)).notes).toHaveLength(2);
  });
});

describe('R19: an officer who has left', () => {
  it('has no cases any more: they are nobody’s, and wait for whoever takes them', async () => {
    const id = await caseOf('A000025', 'high');
    await opened('C000004');
    await act(`/anomalies/${id}/assignment`, { userCode: 'C000004' });
    const closed: AccountEvent = { type: 'AccountClosed', data: { reason: 'Départ', at: work.clock.now() } };
    await work.log.store.append('account-C000004', 'any', [
      {
        ...closed,
        id: randomUUID(),
        metadata: {
          correlationId: randomUUID(),
          causationId: randomUUID(),
          occurredAt: work.clock.now(),
          actor: { code: 'test', role: 'system', organism: null },
        },
      },
    ]);
    await eventually(async () => (await caseworkOf(id)).assignee === null);
    expect((await caseworkOf(id)).assignments.at(-1)).toMatchObject({
      what: 'Dossier remis en attente',
      who: 'Greffe',
    });
    const { body } = await post(`/anomalies/${id}/assignment`, { userCode: 'C000004' }).expect(404);
    expect(body.code).toBe('officer-unknown');
  });
});

describe('R19: several are dismissed for one reason', () => {
  const REASON = 'Exercice de sécurité du 23 novembre.';
  const dismissals = (ids: readonly string[]) => post('/anomaly-dismissals', { ids, reason: REASON });

  it('each for itself: what is refused is told with its reason, and keeps no other', async () => {
    const [first, second] = [await caseOf('A000030', 'low'), await caseOf('A000031', 'low')];
    const notified = await caseOf('A000032', 'low');
    await act(`/anomalies/${notified}/notification`, {});
    const none = randomUUID();
    const { body, headers } = await dismissals([first, notified, none, second.toUpperCase()]).expect(201);
    expect(body.results).toEqual([
      { id: first, refusal: null },
      {
        id: notified,
        refusal: { code: 'anomaly-notified', message: expect.stringMatching(/déjà notifiée/) },
      },
      { id: none, refusal: { code: 'not-found', message: expect.any(String) } },
      { id: second, refusal: null },
    ]);
    expect(headers['greffe-position']).toMatch(/^[0-9a-f-]{33}$/);
    await work.seen();
    expect((await get(`/anomalies/${second}`)).body).toMatchObject({
      state: 'dismissed',
      dismissal: { reason: REASON },
    });
  });

  it('repeated with the same key it answers the same, and does nothing more', async () => {
    const ids = [await caseOf('A000033', 'low'), await caseOf('A000034', 'low')];
    const wish = () => dismissals(ids).set('Idempotency-Key', 'exercise-of-november').expect(201);
    const { body } = await wish();
    expect(body.results).toEqual(ids.map((id) => ({ id, refusal: null })));
    await work.seen();
    const before = await work.eventsOf('anomaly');
    expect((await wish()).body).toEqual(body);
    expect(await work.eventsOf('anomaly')).toEqual(before);
  });

  it('and reopened together, as they were before', async () => {
    const [first, open] = [await caseOf('A000035', 'low'), await caseOf('A000036', 'low')];
    await dismissals([first]).expect(201);
    const reopening = { ids: [first, open], reason: 'Classée trop tôt.' };
    const { body } = await post('/anomaly-reopenings', reopening).expect(201);
    expect(body.results).toEqual([
      { id: first, refusal: null },
      { id: open, refusal: { code: 'anomaly-not-dismissed', message: expect.any(String) } },
    ]);
    await work.seen();
    const { body: reopened } = await get(`/anomalies/${first}`);
    expect(reopened).toMatchObject({ state: 'detected', dismissal: null });
    expect(reopened.history.at(-1).what).toBe('Rouverte\u00a0: Classée trop tôt.');
    await act(`/anomalies/${first}/dismissal`, { reason: 'Connu.' });
    await act(`/anomalies/${first}/reopening`, { reason: 'Pas tant que cela.' });
    await post(`/anomalies/${first}/reopening`, { reason: 'Encore' }).expect(409);
  });

  it('between 1 and 100 of them, with a reason', async () => {
    await dismissals([]).expect(422);
    await dismissals(['x']).expect(422);
    const once = randomUUID();
    await dismissals([once, once]).expect(422);
    await dismissals(Array.from({ length: 101 }, () => randomUUID())).expect(422);
    await post('/anomaly-dismissals', { ids: [randomUUID()], reason: ' ' }).expect(422);
  });
});

describe('R19: what a case has to do with others', () => {
  const tried = async (userCode: string, at: string, address: string, outcome: 'blocked' | 'success') =>
    work.settled(await work.attempts(userCode, [{ at, outcome, address }]));
  const casesOf = async (userCode: string) =>
    (await queue('state=any&limit=100')).items.filter((one) => one.userCode === userCode) as unknown as {
      id: string;
      rule: { id: string };
      detectedAt: string;
    }[];
  const relatedTo = async (id: string) => {
    const { body } = await get(`/anomalies/${id}/related`).expect(200);
    const told = (cases: { userCode: string; tie: string; rule: { id: string } }[]) =>
      cases.map(({ userCode, tie, rule }) => `${userCode} ${tie} ${rule.id}`);
    return { attack: told(body.attack), before: told(body.before) };
  };
  const idOf = async (userCode: string, detectedAt: string) =>
    (await casesOf(userCode)).find((one) => one.detectedAt === detectedAt)!.id;
  const [FIRST, LATER] = ['2026-11-24T09:00:00.000Z', '2026-11-26T09:00:00.000Z'];

  beforeAll(async () => {
    await tried('A000040', FIRST, '192.0.2.40', 'blocked');
    await tried('A000040', '2026-11-24T20:30:00.000Z', '192.0.2.41', 'success');
    await tried('A000041', '2026-11-24T10:00:00.000Z', '192.0.2.40', 'blocked');
    await tried('A000042', '2026-11-24T22:00:00.000Z', '192.0.2.40', 'blocked');
    await tried('A000043', '2026-11-24T10:00:00.000Z', '192.0.2.43', 'blocked');
    await tried('A000040', LATER, '192.0.2.44', 'blocked');
  });

  it('those on the same code or from the same network within 12 hours are of one attack, the nearest first', async () => {
    const { attack, before } = await relatedTo(await idOf('A000040', FIRST));
    expect(attack).toEqual(['A000041 network closed-code', 'A000040 code unusual-hour']);
    expect(before).toEqual([]);
  });

  it('earlier ones by the same rule on the same code are told apart', async () => {
    const { attack, before } = await relatedTo(await idOf('A000040', LATER));
    expect(attack).toEqual([]);
    expect(before).toEqual(['A000040 rule closed-code']);
  });

  it('IPv6 addresses of one network are one', async () => {
    await tried('A000045', FIRST, '2001:db8::1', 'blocked');
    await tried('A000046', FIRST, '2001:db8:0:12::7', 'blocked');
    expect((await relatedTo(await idOf('A000045', FIRST))).attack).toEqual(['A000046 network closed-code']);
  });

  it('a line of the journal leads to the cases that link to it', async () => {
    const id = await idOf('A000041', '2026-11-24T10:00:00.000Z');
    const [{ attemptId }] = (await get(`/anomalies/${id}`)).body.evidence;
    const { body } = await get(`/connections/${attemptId}/cases`).expect(200);
    expect(body).toMatchObject([{ id, userCode: 'A000041' }]);
    expect((await get(`/connections/${randomUUID()}/cases`).expect(200)).body).toEqual([]);
    const stranger = principal('caf-security', { id: '801', name: 'Caf de la Somme' });
    expect(await work.app.get(RelatedCasesQuery).withAttempt(attemptId, stranger)).toEqual([]);
  });

  it('a case that does not exist, or is another Caf’s, has none', async () => {
    await get(`/anomalies/${randomUUID()}/related`).expect(404);
    const stranger = principal('caf-security', { id: '801', name: 'Caf de la Somme' });
    const related = work.app.get(RelatedCasesQuery).of(await idOf('A000040', FIRST), stranger);
    await expect(related).rejects.toThrow(expect.objectContaining({ code: 'anomaly-not-found' }));
  });
});
