import { EventStore } from '#event-sourcing';
import { runAs, systemActor } from '#platform';
import { PDF } from '../../../platform/src/files/files.fixture.ts';
import { OFFICER, PARTNER, principal } from '../anomalies.fixture.ts';
import { ConfirmNotice } from '../commands/confirm-notice.ts';
import { CaseRecords } from '../record/case-record.ts';
import { anomaliesOverHttp } from './http.fixture.ts';

const { work, get, post, give } = await anomaliesOverHttp();
afterAll(() => work.stop());

const pdfOf = async (path: string, reader = 'partner'): Promise<Buffer> =>
  (await get(path, reader).expect(200)).body;

it('R19: receipt and dossier are made of the log: the same for the same events, for both sides of the case', async () => {
  await work.settled(await work.attempts('A000001', [{ at: work.clock.now(), outcome: 'blocked' }]));
  const { body } = await get('/lists/anomaly-queue?state=detected&sort=-detected').expect(200);
  const path = `/anomalies/${body.items[0].id}`;
  await get(`${path}/dossier.pdf`, 'partner').expect(404);
  await get(`${path}/dossier.pdf`, 'agent').expect(404);
  expect((await pdfOf(`${path}/dossier.pdf`, 'officer')).subarray(0, 5).toString()).toBe('%PDF-');
  await post(`${path}/notification`, {}).expect(201);
  await work.system((commands) =>
    commands.execute(new ConfirmNotice(body.items[0].id, 'G000001', work.clock.now())),
  );
  expect((await get(`${path}/receipt.pdf`, 'partner').expect(404)).body.code).toBe('justification-not-found');
  const { body: file } = await give(`${path}/files`, 'a.pdf', PDF).expect(201);
  await post(`${path}/justification`, { text: 'Retour de congé.', fileIds: [file.id] }, 'partner').expect(
    201,
  );

  const receipt = await pdfOf(`${path}/receipt.pdf`);
  const dossier = await pdfOf(`${path}/dossier.pdf`);
  expect((await pdfOf(`${path}/dossier.pdf`, 'officer')).equals(dossier)).toBe(true);
  await post(`${path}/verdict`, { verdict: 'explained', comment: 'Vu.' }).expect(201);
  work.clock.advance({ days: 400 });
  expect((await pdfOf(`${path}/receipt.pdf`)).equals(receipt)).toBe(true);
  expect((await pdfOf(`${path}/dossier.pdf`)).equals(dossier)).toBe(false);

  const record = await work.app.get(CaseRecords).of(body.items[0].id, PARTNER);
  const events = await work.app.get(EventStore).readStream(`anomaly-${body.items[0].id}`);
  expect(record.history.map(({ eventId, position }) => [eventId, position])).toEqual(
    events.map(({ id, position }) => [id, position]),
  );
  expect(record.position).toBe(events.at(-1)!.position);
  expect(record.notice?.by).toMatchObject({ kind: 'mail', userCode: 'G000001' });
  expect(record.justification?.files).toEqual([file]);
});

it('R19: names are those of the log at that point: a correction changes no document of before', async () => {
  const carrier = await work.register(
    { id: PARTNER.organism.id, name: PARTNER.organism.name },
    { name: 'Autre' },
  );
  await work.holds('A000077', carrier);
  await work.settled(await work.attempts('A000077', [{ at: work.clock.now(), outcome: 'blocked' }]));
  const { body } = await get('/lists/anomaly-queue?state=detected&sort=-detected').expect(200);
  const { id } = body.items.find((one: { userCode: string }) => one.userCode === 'A000077');
  const nameIn = async () => (await work.app.get(CaseRecords).of(id, OFFICER)).detection.name;
  expect(await nameIn()).toBe('Camille Exemple');
  await runAs(systemActor('test'), () =>
    work.app.get(EventStore).append('account-A000077', 'any', [
      {
        id: '1f1b2c3d-0000-4000-8000-000000000077',
        type: 'HolderCorrected',
        data: { before: { name: 'Camille Exemple' }, after: { name: 'Camille Autre' }, reason: 'Mariage' },
        metadata: {
          correlationId: id,
          causationId: id,
          actor: systemActor('test'),
          occurredAt: work.clock.now(),
        },
      },
    ]),
  );
  expect(await nameIn()).toBe('Camille Exemple');
});

it('is nobody else’s to read', async () => {
  const { body } = await get('/lists/anomaly-queue?state=any').expect(200);
  const stranger = principal('caf-security', { id: '621', name: 'Caf d’ailleurs' });
  await expect(work.app.get(CaseRecords).of(body.items[0].id, stranger)).rejects.toThrow(
    expect.objectContaining({ code: 'anomaly-not-found' }),
  );
});
