import { rebuild } from '#event-sourcing';
import { eventually } from '../../../../test/support/eventually.ts';
import { GESTIONNAIRE, PROSPECTS, principal } from '../anomalies.fixture.ts';
import { statementIdOf } from '../domain/statement.ts';
import { statementsProjection } from '../read-models/statements/projection.ts';
import { StatementTasks } from '../statement-tasks.ts';
import { anomaliesOverHttp } from './http.fixture.ts';

const { work, get, post } = await anomaliesOverHttp();
const AGENT = { ...principal('agent', GESTIONNAIRE), userCode: 'A000021' };

beforeAll(async () => {
  for (const userCode of ['A000021', 'A000022', 'A000023', 'A000024'])
    await work.holds(userCode, await work.register(GESTIONNAIRE, { name: `Crèche de ${userCode}` }));
});
afterEach(() => PROSPECTS.clear());
afterAll(() => work.stop());

/** The case of a code, notified to the partner. */
async function caseOf(userCode: string): Promise<string> {
  await work.settled(
    await work.attempts(userCode, [
      { at: '2026-11-23T09:00:00.000Z', outcome: 'blocked', address: '192.0.2.7' },
    ]),
  );
  const { body } = await get('/lists/anomaly-queue?state=detected&sort=-detected').expect(200);
  const id = body.items.find((one: { userCode: string }) => one.userCode === userCode).id;
  await post(`/anomalies/${id}/notification`, {}).expect(201);
  await work.seen();
  return id;
}

/** The question, once the read model has it. */
const questionOf = (anomalyId: string, userCode: string, reader = 'agent') =>
  eventually(async () => {
    const { status, body } = await get(`/questions/${statementIdOf(anomalyId, userCode)}`, reader);
    return status === 200 && body;
  });

const no = { answer: 'no', text: 'J’étais en congé ce jour-là.' };

it('R19: the agent is asked, sees their own attempts alone, and answers in their own name', async () => {
  const id = await caseOf('A000021');
  expect((await get(`/anomalies/${id}`, 'partner').expect(200)).body.statement).toBeNull();
  await post(`/anomalies/${id}/question`, {}, 'partner').expect(201);
  const question = await questionOf(id, 'A000021');
  expect(question).toEqual({
    id: statementIdOf(id, 'A000021'),
    gestionnaire: GESTIONNAIRE.name,
    askedAt: expect.any(String),
    askedBy: GESTIONNAIRE.name,
    answer: null,
    text: null,
    answeredAt: null,
    isOpen: true,
    attempts: [
      {
        attemptId: expect.any(String),
        at: '2026-11-23T09:00:00.000Z',
        outcome: 'blocked',
        address: '192.0.2.7',
        count: 1,
        browser: 'unknown',
      },
    ],
  });
  const tasks = () => work.app.get(StatementTasks).tasksFor(AGENT);
  expect(await tasks()).toMatchObject([{ href: `/questions/${question.id}`, urgency: 'soon' }]);

  await post(`/questions/${question.id}/statement`, { answer: 'perhaps', text: 'x' }, 'agent').expect(422);
  await post(`/questions/${question.id}/statement`, { ...no, text: ' ' }, 'agent').expect(422);
  await post(`/questions/${question.id}/statement`, no, 'agent').expect(201);
  const again = await post(`/questions/${question.id}/statement`, no, 'agent').expect(409);
  expect(again.body.code).toBe('statement-given');
  await eventually(async () => (await tasks()).length === 0);
  const { attempts: _, ...listed } = question;
  expect((await get('/questions', 'agent').expect(200)).body).toEqual([
    { ...listed, ...no, answeredAt: expect.any(String), isOpen: false },
  ]);
  expect((await get('/questions', 'colleague').expect(200)).body).toEqual([]);

  for (const reader of ['partner', 'officer']) {
    const { body } = await get(`/anomalies/${id}`, reader).expect(200);
    expect(body.statement).toMatchObject({ ...no, obstacle: null, answeredAt: expect.any(String) });
    expect(body.history.map(({ what }: { what: string }) => what.replaceAll('\u00a0', ' '))).toEqual(
      expect.arrayContaining([
        'Question posée à l’agent : « Était-ce vous ? »',
        'Réponse de l’agent : non, ce n’était pas moi',
      ]),
    );
  }
  expect(JSON.stringify(await work.eventsOf('statement'))).toContain('"code":"A000021","role":"agent"');
});

it('R19: nobody else sees or answers it, and it is asked once', async () => {
  const id = await caseOf('A000022');
  await post(`/anomalies/${id}/question`, {}, 'officer').expect(404);
  await post(`/anomalies/${id}/question`, {}, 'partner').expect(201);
  const asked = await post(`/anomalies/${id}/question`, {}, 'partner').expect(409);
  expect(asked.body.code).toBe('agent-asked');
  const { id: questionId } = await questionOf(id, 'A000022', 'colleague');
  for (const reader of ['agent', 'partner', 'officer']) {
    await get(`/questions/${questionId}`, reader).expect(404);
    await post(`/questions/${questionId}/statement`, no, reader).expect(404);
  }
  expect((await work.eventsOf('statement')).filter(({ stream }) => stream.endsWith(questionId))).toHaveLength(
    1,
  );
});

it('R19: before the Caf has notified, and once it has concluded, nothing is asked and nothing answered', async () => {
  await work.settled(
    await work.attempts('A000023', [{ at: '2026-11-23T10:00:00.000Z', outcome: 'blocked' }]),
  );
  const { body } = await get('/lists/anomaly-queue?state=detected&sort=-detected').expect(200);
  const path = `/anomalies/${body.items[0].id}`;
  await post(`${path}/question`, {}, 'partner').expect(404);
  await post(`${path}/notification`, {}).expect(201);
  await post(`${path}/question`, {}, 'partner').expect(201);
  await post(`${path}/justification`, { text: 'Oubli' }, 'partner').expect(201);
  await post(`${path}/verdict`, { verdict: 'explained', comment: 'Vu.' }).expect(201);
  const asked = await post(`${path}/question`, {}, 'partner').expect(409);
  expect(asked.body.code).toBe('anomaly-closed');
});

it('R19: an answer that comes after the conclusion is refused plainly', async () => {
  await work.settled(
    await work.attempts('A000021', [{ at: '2026-11-24T10:00:00.000Z', outcome: 'blocked' }]),
  );
  const { body } = await get('/lists/anomaly-queue?state=detected&sort=-detected').expect(200);
  const path = `/anomalies/${body.items[0].id}`;
  await post(`${path}/notification`, {}).expect(201);
  await post(`${path}/question`, {}, 'partner').expect(201);
  await post(`${path}/justification`, { text: 'Oubli' }, 'partner').expect(201);
  await post(`${path}/verdict`, { verdict: 'explained', comment: 'Vu.' }).expect(201);
  await work.seen();
  const question = await questionOf(body.items[0].id, 'A000021');
  expect(question.isOpen).toBe(false);
  const { body: late } = await post(`/questions/${question.id}/statement`, no, 'agent').expect(409);
  expect(late).toMatchObject({ code: 'anomaly-closed', detail: expect.stringContaining('déjà conclu') });
});

it('R17, R21: who asks is told at once that the agent cannot sign in; who asked before sees it in the case', async () => {
  const id = await caseOf('A000024');
  PROSPECTS.set('A000024', { outcome: 'blocked', habilitated: true });
  const { body } = await post(`/anomalies/${id}/question`, {}, 'partner').expect(409);
  expect(body).toMatchObject({
    code: 'agent-cannot-sign-in',
    detail: expect.stringContaining('Ce code est bloqué.'),
  });
  PROSPECTS.clear();
  await post(`/anomalies/${id}/question`, {}, 'partner').expect(201);
  PROSPECTS.set('A000024', { outcome: 'success', habilitated: false });
  await eventually(async () => {
    const { statement } = (await get(`/anomalies/${id}`, 'partner')).body;
    return statement?.obstacle === 'Cette personne n’a plus d’habilitation.';
  });
});

it('a case that is about the code of no agent has nobody to ask', async () => {
  const id = await caseOf('G000009');
  const { body } = await post(`/anomalies/${id}/question`, {}, 'partner').expect(409);
  expect(body.code).toBe('no-agent');
});

it('the read model equals a rebuild from zero', async () => {
  const { database, store } = work.log;
  const rows = async () => (await database.query('SELECT * FROM statements.questions ORDER BY id')).rows;
  const before = await rows();
  expect(before.length).toBeGreaterThan(3);
  await rebuild(database, store, statementsProjection);
  expect(await rows()).toEqual(before);
});
