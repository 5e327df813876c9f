import { createHash } from 'node:crypto';
import { rebuild } from '#event-sourcing';
import type { Principal } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { OFFICER, OTHER_GESTIONNAIRE, PARTNER } from '../anomalies.fixture.ts';
import { CaseDocuments } from '../files/case-documents.ts';
import { MonthlyReportsJob } from '../jobs/monthly-reports.job.ts';
import { MonthlyReportTasks } from '../monthly-report-tasks.ts';
import { monthlyReportsProjection } from '../read-models/monthly-reports/projection.ts';
import { anomaliesOverHttp } from './http.fixture.ts';

const { work, get, post } = await anomaliesOverHttp();
afterAll(() => work.stop());

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
let cases = 0;
/** A case that is detected now, notified to the partner unless it says otherwise. */
async function newCase({ organism, isNotified = true }: { organism?: string; isNotified?: boolean } = {}) {
  const userCode = `A0001${String(++cases).padStart(2, '0')}`;
  work.clock.advance({ minutes: 1 });
  await work.settled(await work.attempts(userCode, [{ at: work.clock.now(), outcome: 'blocked' }], organism));
  const { body } = await get('/lists/anomaly-queue?state=detected&sort=-detected').expect(200);
  const { id } = body.items.find((one: { userCode: string }) => one.userCode === userCode);
  if (isNotified) await post(`/anomalies/${id}/notification`, {}).expect(201);
  await work.seen();
  return { id: id as string, userCode };
}
const runJob = () => work.system(() => work.app.get(MonthlyReportsJob).run());
const reports = async (reader = 'officer') =>
  (await get('/lists/monthly-reports', reader).expect(200)).body.items;
const settled = async () => {
  const { rows } = await work.log.database.query(
    `SELECT count(*)::int AS events FROM event_log.events WHERE category = 'report'`,
  );
  await eventually(async () => {
    const { rows: seen } = await work.log.database.query(
      `SELECT (SELECT count(*) FROM monthly_reports.reports) + (SELECT count(*) FROM monthly_reports.reviews)
         + (SELECT count(*) FROM monthly_reports.reports WHERE sent_at IS NOT NULL) AS seen`,
    );
    return Number(seen[0]!.seen) >= rows[0]!.events;
  });
};

let kept: { id: string; userCode: string };
let leftOut: { id: string; userCode: string };
let late: { id: string; userCode: string };
beforeAll(async () => {
  kept = await newCase();
  leftOut = await newCase();
  await newCase({ isNotified: false });
  late = await newCase({ organism: OTHER_GESTIONNAIRE.id, isNotified: false });
  work.clock.set('2026-12-01T08:00:00.000Z');
  await newCase();
});

describe('R19: the monthly reports', () => {
  it('are prepared once for each partner with a case of the month before, also a day late', async () => {
    work.clock.set('2026-11-30T22:59:00.000Z');
    expect(await runJob()).toEqual({ examined: 0, prepared: 0 });
    work.clock.set('2026-12-04T08:00:00.000Z');
    expect(await runJob()).toEqual({ examined: 1, prepared: 1 });
    expect(await runJob()).toEqual({ examined: 1, prepared: 0 });
    await settled();
    expect(await reports()).toMatchObject([
      { month: '2026-11', gestionnaire: { name: 'Mairie de Mons-en-Barœul' }, sent: null },
    ]);
    expect(await reports('partner')).toEqual([]);
    const tasks = (reader: Principal) => work.app.get(MonthlyReportTasks).tasksFor(reader);
    expect((await tasks(OFFICER)).map(({ detail }) => detail)).toEqual([
      'Mairie de Mons-en-Barœul, novembre 2026',
    ]);
    expect(await tasks(PARTNER)).toEqual([]);
  });

  it('are reviewed: a case is left out, another has a line; what was not notified is not there', async () => {
    const [{ id }] = await reports();
    const review = (body: object) => post(`/monthly-reports/${id}/reviews`, body);
    await review({ anomalyId: leftOut.id, place: 'left-out' }).expect(201);
    await review({ anomalyId: kept.id, place: 'kept', note: 'Vu avec vous au téléphone.' }).expect(201);
    await review({ anomalyId: id, place: 'kept' }).expect(404);
    await review({ anomalyId: kept.id, place: 'elsewhere' }).expect(422);
    await settled();
    const { body } = await get(`/monthly-reports/${id}`).expect(200);
    expect(body.cases).toHaveLength(2);
    expect(body.cases).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: kept.id, isLeftOut: false, note: 'Vu avec vous au téléphone.' }),
        expect.objectContaining({ id: leftOut.id, isLeftOut: true, note: null }),
      ]),
    );
    const draft = (await get(`/monthly-reports/${id}/report.csv`).expect(200)).text;
    expect(draft).toContain(kept.userCode);
    expect(draft).toContain('Vu avec vous au téléphone.');
    expect(draft).not.toContain(leftOut.userCode);
    await get(`/monthly-reports/${id}/report.csv`, 'partner').expect(404);
  });

  it('are sent once: the log has the hash of the very bytes, which the partner downloads, whatever comes after', async () => {
    const [{ id }] = await reports();
    await post(`/monthly-reports/${id}/sending`, {}).expect(201);
    await post(`/monthly-reports/${id}/sending`, {}).expect(409);
    await post(`/monthly-reports/${id}/reviews`, { anomalyId: kept.id, place: 'left-out' }).expect(409);
    await settled();
    const [sent] = (await work.eventsOf('report')).filter(({ type }) => type === 'ReportSent');
    expect(sent).toMatchObject({
      data: { cases: [kept.id] },
      metadata: { actor: { code: 'C000001' }, occurredAt: '2026-12-04T08:00:00.000Z' },
    });
    await post(`/anomalies/${kept.id}/justification`, { text: 'Un oubli.' }, 'partner').expect(201);
    await work.seen();

    const [report] = await reports('partner');
    expect(report).toMatchObject({ id, month: '2026-11', sent: { by: 'la Caf', cases: 1 } });
    for (const [format, extension, type] of [
      ['pdf', 'pdf', 'application/pdf'],
      ['csv', 'csv', 'text/csv; charset=utf-8'],
      ['ocsf', 'ndjson', 'application/x-ndjson'],
    ]) {
      const file = await get(`/monthly-reports/${id}/report.${extension}`, 'partner')
        .buffer(true)
        .parse((response, done) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () => done(null, Buffer.concat(chunks)));
        })
        .expect(200);
      expect(file.headers['content-type']).toBe(type);
      const { sha256: hash, size } = report.sent.files.find(
        (one: { format: string }) => one.format === format,
      );
      expect([sha256(file.body), file.body.length]).toEqual([hash, size]);
      if (format === 'ocsf') {
        expect(JSON.parse(file.body.toString())).toMatchObject({
          class_uid: 2004,
          finding_info: { uid: kept.id },
        });
      }
    }
    await get(`/monthly-reports/${id}/report.pdf`, 'agent').expect(404);
  });

  it('a case that is notified later is in the report of that month, whenever it was detected', async () => {
    await post(`/anomalies/${late.id}/notification`, {}).expect(201);
    await work.seen();
    work.clock.set('2027-01-04T08:00:00.000Z');
    expect(await runJob()).toEqual({ examined: 3, prepared: 2 });
    await settled();
    const [december] = (await reports()).filter(
      ({ gestionnaire }: { gestionnaire: object }) =>
        JSON.stringify(gestionnaire) === JSON.stringify(OTHER_GESTIONNAIRE),
    );
    expect(december).toMatchObject({ month: '2026-12', sent: null });
    const { cases: shown } = (await get(`/monthly-reports/${december.id}`).expect(200)).body;
    expect(shown.map(({ id }: { id: string }) => id)).toEqual([late.id]);
    // With its one case left out there is nothing to send.
    const review = { anomalyId: late.id, place: 'left-out' };
    await post(`/monthly-reports/${december.id}/reviews`, review).expect(201);
    await settled();
    await post(`/monthly-reports/${december.id}/sending`, {}).expect(409);
    const tasks = await work.app.get(MonthlyReportTasks).tasksFor(OFFICER);
    expect(tasks.map(({ detail }) => detail)).toEqual(['Mairie de Mons-en-Barœul, décembre 2026']);
  });

  it('CNIL 2021-122: files are gone with the month in which somebody connected, whenever the partner was told', async () => {
    const ofOthers = (await reports()).find(
      ({ month, gestionnaire }: { month: string; gestionnaire: { id: string } }) =>
        month === '2026-12' && gestionnaire.id === OTHER_GESTIONNAIRE.id,
    );
    await post(`/monthly-reports/${ofOthers.id}/reviews`, { anomalyId: late.id, place: 'kept' }).expect(201);
    const shown = async () => (await get(`/monthly-reports/${ofOthers.id}`).expect(200)).body;
    await eventually(async () => (await shown()).cases[0].isLeftOut === false);
    await post(`/monthly-reports/${ofOthers.id}/sending`, {}).expect(201);
    await eventually(async () => (await shown()).sent !== null);
    const file = () => get(`/monthly-reports/${ofOthers.id}/report.csv`);
    const documents = work.app.get(CaseDocuments);
    await documents.forgetMonth('2026-10');
    await file().expect(200);
    await documents.forgetMonth('2026-11');
    expect((await file().expect(404)).body.code).toBe('report-not-found');
  });

  it('of months in which nothing ran are made up for', async () => {
    for (const month of ['2027-02', '2027-03']) {
      work.clock.set(`${month}-10T08:00:00.000Z`);
      await newCase();
    }
    work.clock.set('2027-05-03T08:00:00.000Z');
    const { prepared } = await runJob();
    expect(prepared).toBe(2);
    const monthsOf = async () => (await reports()).map(({ month }: { month: string }) => month).sort();
    await eventually(async () => (await monthsOf()).includes('2027-03'));
    expect(await monthsOf()).toEqual(['2026-11', '2026-12', '2026-12', '2027-02', '2027-03']);
    expect(await runJob()).toMatchObject({ prepared: 0 });
  });

  it('come back from a rebuild as they were', async () => {
    const before = await reports();
    await rebuild(work.log.database, work.log.store, monthlyReportsProjection);
    expect(await reports()).toEqual(before);
  });
});
