import { GESTIONNAIRE, OTHER_GESTIONNAIRE } from '../anomalies.fixture.ts';
import { anomaliesOverHttp } from './http.fixture.ts';

const { work, get, post } = await anomaliesOverHttp();
beforeAll(async () => {
  await work.settled(
    await work.attempts('A000001', [{ at: '2026-11-23T09:00:00.000Z', outcome: 'blocked' }]),
  );
});
afterAll(() => work.stop());

const period = 'from=2026-11-01&to=2026-11-30';
const report = `gestionnaireId=${GESTIONNAIRE.id}&${period}`;

it('leads from the list to the verdict', async () => {
  const { items } = (await get('/lists/anomaly-queue?state=detected').expect(200)).body;
  expect(items).toMatchObject([{ state: 'detected', userCode: 'A000001', gestionnaire: GESTIONNAIRE }]);
  const path = `/anomalies/${items[0].id}`;
  await get(path, 'partner').expect(404);
  const notified = await post(`${path}/notification`, {}).expect(201);
  expect(notified.body).toEqual({ id: items[0].id });
  expect(notified.headers['greffe-position']).toMatch(/^[0-9a-f-]{33}$/);
  const awaited = async () => {
    await work.seen();
    const { body } = await get('/lists/anomalies?state=awaited&sort=due', 'partner').expect(200);
    return body.items.map(({ id }: { id: string }) => id);
  };
  expect(await awaited()).toEqual([items[0].id]);
  await post(`${path}/justification`, { text: ' ' }, 'partner').expect(422);
  await post(`${path}/justification`, { text: 'Oubli' }, 'partner').expect(201);
  expect(await awaited()).toEqual([]);
  await post(`${path}/justification`, { text: 'Oubli' }, 'partner').expect(409);
  await post(`${path}/verdict`, { verdict: 'maybe', comment: 'x' }).expect(422);
  await post(`${path}/verdict`, { verdict: 'explained', comment: 'Vu.' }).expect(201);
  await work.seen();
  expect((await get(path, 'partner').expect(200)).body).toMatchObject({ state: 'closed' });
  await get('/lists/anomalies?state=lost', 'partner').expect(422);
  await get('/lists/anomaly-queue?state=lost').expect(422);
  await get('/lists/anomaly-queue?cursor=nothing').expect(422);
  await get('/anomalies/not-an-id').expect(400);
});

it('reports in JSON, CSV and PDF', async () => {
  const { body } = await get(`/anomaly-report?${report}`).expect(200);
  expect(body).toMatchObject({
    gestionnaire: GESTIONNAIRE,
    position: expect.stringMatching(/^[0-9a-f]{16}-[0-9a-f]{16}$/),
    anomalies: [{ userCode: 'A000001', evidence: [{ outcome: 'blocked' }], ocsf: { status_id: 4 } }],
  });
  const csv = await get(`/anomaly-report.csv?${report}`).expect(200);
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.headers['content-disposition']).toContain(
    `anomalies-${GESTIONNAIRE.id}-2026-11-01-2026-11-30.csv`,
  );
  expect(csv.text).toContain('A000001');
  const pdf = await get(`/anomaly-report.pdf?${period}`, 'partner').expect(200);
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect(pdf.body.subarray(0, 5).toString()).toBe('%PDF-');
});

it('refuses a report on others, a reversed period, a missing day', async () => {
  await get(`/anomaly-report?gestionnaireId=${OTHER_GESTIONNAIRE.id}&${period}`, 'partner').expect(404);
  await get(`/anomaly-report?${period}`).expect(404);
  await get(`/anomaly-report?from=2026-12-01&to=2026-11-01`, 'partner').expect(422);
  await get('/anomaly-report?from=2026-11-31', 'partner').expect(422);
});
