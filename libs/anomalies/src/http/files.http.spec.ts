import { createHash } from 'node:crypto';
import { LARGEST_FILE_BYTES, unavailable } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { JPEG, PDF, PNG } from '../../../platform/src/files/files.fixture.ts';
import { antivirus, OTHER_GESTIONNAIRE } from '../anomalies.fixture.ts';
import { ForgetUnsentFilesJob } from '../jobs/forget-unsent-files.job.ts';
import { anomaliesOverHttp } from './http.fixture.ts';

const { work, get, post, give, remove } = await anomaliesOverHttp();
afterEach(() => {
  antivirus.says = async () => 'clean';
});
afterAll(() => work.stop());

let cases = 0;
/** The path of a new case, notified to the partner unless it says otherwise. */
async function newCase({ organism, isNotified = true }: { organism?: string; isNotified?: boolean } = {}) {
  const userCode = `A0001${String(++cases).padStart(2, '0')}`;
  await work.settled(await work.attempts(userCode, [{ at: work.clock.now(), outcome: 'blocked' }], organism));
  const { body } = await get('/lists/anomaly-queue?state=detected&sort=-detected').expect(200);
  const path = `/anomalies/${body.items.find((one: { userCode: string }) => one.userCode === userCode).id}`;
  if (isNotified) await post(`${path}/notification`, {}).expect(201);
  await work.seen();
  return path;
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

it('R19: files go with a justification: their SHA-256 into the log, their bytes beside it, back as downloads alone', async () => {
  const path = await newCase();
  const { body: pdf } = await give(`${path}/files`, 'Attestation d’Élise.pdf', PDF).expect(201);
  expect(pdf).toMatchObject({ type: 'application/pdf', size: PDF.length, sha256: sha256(PDF) });
  work.clock.advance({ minutes: 1 });
  const { body: png } = await give(`${path}/files`, 'capture', PNG).expect(201);
  expect(png).toMatchObject({ name: 'capture.png', type: 'image/png' });
  expect((await get(`${path}/files`, 'partner').expect(200)).body).toEqual([pdf, png]);
  await get(`${path}/files/${pdf.id}`, 'partner').expect(404);

  const fileIds = [png.id, pdf.id];
  await post(`${path}/justification`, { text: 'Voir les pièces.', fileIds }, 'partner').expect(201);
  await work.seen();
  for (const reader of ['partner', 'officer']) {
    const { body } = await get(path, reader).expect(200);
    expect(body.justification.files).toEqual([png, pdf]);
    const file = await get(`${path}/files/${pdf.id}`, reader).expect(200);
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'content-disposition': `attachment; filename="Attestation d__lise.pdf"; filename*=UTF-8''Attestation%20d%E2%80%99%C3%89lise.pdf`,
    });
    expect(file.body.equals(PDF)).toBe(true);
  }
  expect((await get(`${path}/files`, 'partner').expect(200)).body).toEqual([]);
  expect(JSON.stringify(await work.eventsOf('anomaly'))).toContain(sha256(PDF));
});

it('is what its content says, whatever its name', async () => {
  const path = await newCase();
  const { body } = await give(`${path}/files`, 'photo.pdf', JPEG).expect(201);
  expect(body).toMatchObject({ name: 'photo.pdf.jpg', type: 'image/jpeg' });
  const refused = await give(`${path}/files`, 'attestation.pdf', Buffer.from('MZ…')).expect(422);
  expect(refused.body).toMatchObject({
    code: 'file-type-refused',
    detail: expect.stringContaining('ni celui d’un PDF'),
  });
  await give(`${path}/files`, 'vide.pdf', Buffer.alloc(0)).expect(422);
});

it.each(['../etc/passwd', 'C:\\x.pdf', '.htaccess', 'a\u202efdp.exe', 'a\nb.pdf', '   ', 'x'.repeat(151)])(
  'has a name, and no path: not %j',
  async (name) => {
    const path = await newCase({ isNotified: false });
    expect((await give(`${path}/files`, name, PDF).expect(422)).body.errors).toMatchObject([
      { field: 'name' },
    ]);
  },
);

it('is of 10 MB at most, and comes as it is', async () => {
  const path = await newCase();
  const padding = Buffer.alloc(LARGEST_FILE_BYTES - PDF.length, ' ');
  const largest = Buffer.concat([PDF.subarray(0, 10), padding, PDF.subarray(10)]);
  await give(`${path}/files`, 'grand.pdf', largest).expect(201);
  const tooLarge = await give(`${path}/files`, 'grand.pdf', Buffer.concat([largest, PDF])).expect(413);
  expect(tooLarge.body).toMatchObject({ code: 'file-too-large', detail: 'Ce fichier dépasse 10\u00a0Mo.' });
  const inJson = await post(`${path}/files?name=a.pdf`, { a: 1 }, 'partner').expect(415);
  expect(inJson.body.code).toBe('unsupported-media-type');
});

it('is not kept when the antivirus finds something, or does not answer', async () => {
  const path = await newCase();
  antivirus.says = async () => 'infected';
  expect((await give(`${path}/files`, 'a.pdf', PDF).expect(422)).body.code).toBe('file-infected');
  antivirus.says = () => Promise.reject(unavailable('antivirus-away', 'L’antivirus ne répond pas.'));
  expect((await give(`${path}/files`, 'a.pdf', PDF).expect(503)).body.code).toBe('antivirus-away');
  expect((await get(`${path}/files`, 'partner').expect(200)).body).toEqual([]);
});

it('is one of two at most that one person sends at the same time', async () => {
  const path = await newCase();
  let letGo = () => {};
  let looked = 0;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  antivirus.says = async () => {
    looked++;
    await held;
    return 'clean';
  };
  const sent = [PDF, PNG].map((bytes, index) => give(`${path}/files`, `page-${index}`, bytes).then());
  await eventually(async () => looked === 2);
  expect((await give(`${path}/files`, 'page-3', JPEG).expect(503)).body.code).toBe('files-busy');
  letGo();
  expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([201, 201]);
  await give(`${path}/files`, 'page-3', JPEG).expect(201);
});

it('is given and taken back by the partner of the case alone, while there is something to justify', async () => {
  const others = await newCase({ organism: OTHER_GESTIONNAIRE.id });
  await give(`${others}/files`, 'a.pdf', PDF).expect(404);
  await get(`${others}/files`, 'partner').expect(404);
  const unknown = await newCase({ isNotified: false });
  await give(`${unknown}/files`, 'a.pdf', PDF).expect(404);

  const path = await newCase();
  const { body: file } = await give(`${path}/files`, 'a.pdf', PDF).expect(201);
  expect((await give(`${path}/files`, 'a.pdf', PDF).expect(201)).body).toEqual(file);
  await remove(`${path}/files/${file.id}`).expect(204);
  expect((await get(`${path}/files`, 'partner').expect(200)).body).toEqual([]);
  const gone = await post(`${path}/justification`, { text: 'Voir.', fileIds: [file.id] }, 'partner').expect(
    409,
  );
  expect(gone.body.code).toBe('file-not-kept');

  await give(`${path}/files`, 'a.pdf', PDF).expect(201);
  await post(`${path}/justification`, { text: 'Voir.', fileIds: [file.id] }, 'partner').expect(201);
  expect((await remove(`${path}/files/${file.id}`).expect(409)).body.code).toBe('file-sent');
  expect((await give(`${path}/files`, 'b.pdf', PDF).expect(409)).body.code).toBe('already-justified');
});

it('a file of another case goes with no justification, five go with one at most, ten wait for one', async () => {
  const [path, second] = [await newCase(), await newCase()];
  const { body: foreign } = await give(`${second}/files`, 'a.pdf', PDF).expect(201);
  await post(`${path}/justification`, { text: 'x', fileIds: [foreign.id] }, 'partner').expect(409);
  const ids: string[] = [];
  for (let number = 1; number <= 10; number++) {
    ids.push((await give(`${path}/files`, `page-${number}.pdf`, PDF).expect(201)).body.id);
  }
  expect((await give(`${path}/files`, 'page-11.pdf', PDF).expect(409)).body.code).toBe('too-many-files');
  const six = { text: 'x', fileIds: ids.slice(0, 6) };
  expect((await post(`${path}/justification`, six, 'partner').expect(422)).body.errors[0].field).toBe(
    'fileIds',
  );
  await post(`${path}/justification`, { text: 'x', fileIds: ids.slice(0, 5) }, 'partner').expect(201);
});

it('what is not sent within a day is removed; what was sent stays', async () => {
  const path = await newCase();
  const { body: sent } = await give(`${path}/files`, 'sent.pdf', PDF).expect(201);
  const { body: unsent } = await give(`${path}/files`, 'unsent.pdf', PDF).expect(201);
  await post(`${path}/justification`, { text: 'Voir.', fileIds: [sent.id] }, 'partner').expect(201);
  const job = work.app.get(ForgetUnsentFilesJob);
  const kept = async () =>
    (await work.log.database.query<{ id: string }>('SELECT id FROM case_files.files')).rows.map(
      ({ id }) => id,
    );
  await job.run();
  expect(await kept()).toEqual(expect.arrayContaining([sent.id, unsent.id]));
  work.clock.advance({ hours: 24 });
  expect((await job.run()).removed).toBeGreaterThan(0);
  expect(await job.run()).toEqual({ removed: 0 });
  expect(await kept()).toContain(sent.id);
  expect(await kept()).not.toContain(unsent.id);
  await eventually(async () => (await get(`${path}/files/${sent.id}`).then(({ status }) => status)) === 200);
});

it('bytes that are no more those of the log are not given out as such', async () => {
  const path = await newCase();
  const { body: file } = await give(`${path}/files`, 'a.pdf', PDF).expect(201);
  await post(`${path}/justification`, { text: 'Voir.', fileIds: [file.id] }, 'partner').expect(201);
  await work.log.database.query(`UPDATE case_files.files SET bytes = 'x' WHERE id = $1`, [file.id]);
  expect((await get(`${path}/files/${file.id}`).expect(409)).body.code).toBe('file-damaged');
});
