import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { SentReports } from '#anomalies';
import { rebuild, START } from '#event-sourcing';
import { deriveId, sha256Of, systemActor } from '#platform';
import { Directories, partnerTreesProjection, SealedTree, sealKeys, verifyHeads } from '#sealing';
import {
  checkDossier,
  checkTlogProof,
  leafHash,
  parseDossier,
  parseTlogProof,
  rootIn,
  withOpened,
} from '#transparency';
import { eventually } from '../support/eventually.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { sessionOf } from '../support/signed-in.ts';
import { anySiret } from '../support/siret.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';
import { visible } from '../support/test-log.ts';
import { unzip } from '../support/unzip.ts';
import { upToDate } from '../support/up-to-date.ts';

const OTHER_SIRET = anySiret();
const OTHER_TOWN = { ...TOWN, id: OTHER_SIRET, siret: OTHER_SIRET, name: 'Mairie de Lys' };
const OTHER_CAF = { id: '621', name: 'Caf du Pas-de-Calais', address: 'Arras', representative: 'R.' };

let running: RunningRegister;
let register: SmallRegister;
let security: Reader;
let town: Reader;
let otherTown: Reader;
let stranger: Reader;

type Reader = Awaited<ReturnType<typeof reader>>;

async function reader(userCode: string) {
  const session = await sessionOf(running.url, userCode);
  const get = async (path: string) =>
    request(running.url)
      .get(`/api${path}`)
      .set({ ...session, ...(await upToDate(running.engines.database)) })
      .responseType('blob');
  const dossier = async (partner = TOWN.id, query = '') => {
    const { status, body } = await get(`/partners/${partner}/dossier.zip${query}`);
    expect(status).toBe(200);
    const files = unzip(body);
    return { archive: body, files, dossier: parseDossier(files['dossier.json']!) };
  };
  const post = (path: string, body: object) =>
    request(running.url).post(`/api${path}`).set(session).send(body);
  return { userCode, get, post, dossier };
}

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' });
  register = new SmallRegister(running.services);
  await register.convention();
  await register.convention({
    gestionnaire: OTHER_TOWN,
    establishments: [{ id: deriveId('test', 'other'), name: 'Autre', address: 'x' }],
  });
  const camille = await register.agent('Camille', 'Durand', 'activity');
  const signedIn = async (...given: Parameters<SmallRegister['staff']>) =>
    reader(await register.activate(await register.staff(...given)));
  security = await signedIn('caf-security', 'Olivier Prévost');
  town = await signedIn('gestionnaire', 'Sophie Lemaire');
  otherTown = await signedIn('gestionnaire', 'Luc Martin', OTHER_TOWN);
  stranger = await signedIn('caf-security', 'Agnès Autre', OTHER_CAF);
  const blocking = { reason: 'Appels suspects' };
  expect((await security.post(`/accounts/${camille}/blocking`, blocking)).status).toBe(201);
});
afterAll(() => running.close());

const keys = () => sealKeys(running.engines.config).all;

/** An event that no command writes here. */
async function append(stream: string, type: string, data: object): Promise<void> {
  const metadata = {
    correlationId: 'c',
    causationId: 'c',
    occurredAt: new Date().toISOString(),
    actor: systemActor('test'),
  };
  await running.engines.store.append(stream, 'any', [{ id: randomUUID(), type, data, metadata }]);
}

describe('The dossier of a partner', () => {
  it('is checked by the program for Node in it, which says in one line what it cannot read', async () => {
    const { archive, files } = await town.dossier();
    const folder = mkdtempSync(join(tmpdir(), 'greffe-dossier-'));
    writeFileSync(join(folder, 'dossier.zip'), archive);
    writeFileSync(join(folder, 'verifier.mjs'), files['verifier.mjs']!);
    const checked = (file: string) =>
      spawnSync(process.execPath, ['verifier.mjs', file], { cwd: folder, encoding: 'utf8' });
    expect(checked('dossier.zip')).toMatchObject({ status: 0, stderr: '' });
    expect(checked('autre.zip')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'autre.zip\u00a0: ce fichier ne peut pas être lu\n',
    });
    rmSync(folder, { recursive: true });
  });

  it('has all that concerns it, numbered without gaps, proved against a signed checkpoint', async () => {
    const { files, dossier } = await town.dossier();
    expect(Object.keys(files)).toEqual([
      ...['LISEZ-MOI.txt', 'cles.txt', 'dossier.json', 'pieces.csv', 'point-de-controle.txt'],
      ...['verifier.html', 'verifier.mjs'],
    ]);
    expect(checkDossier(dossier, keys())).toMatchObject({ fault: null });
    expect(dossier.entries.map(({ number }) => number)).toEqual(dossier.entries.map((_, at) => at + 1));
    expect(dossier.entries.every(({ text, readable }) => text && readable)).toBe(true);
    const titles = dossier.entries.map(({ readable }) => readable!.title);
    for (const title of ['Convention enregistrée', 'Habilitation accordée', 'Suspension par précaution'])
      expect(titles).toContain(title);
    expect(files['pieces.csv']!.split('\r\n')[1]).toMatch(/^1;.*;La Caf;Convention enregistrée;/);
    expect(files['LISEZ-MOI.txt']).toContain(`à la pièce n° ${dossier.head.size}`);
  });

  it('says of the Caf’s people that it was the Caf, and nothing by which they are known', async () => {
    const { dossier } = await town.dossier();
    const block = dossier.entries.find(({ text }) => text!.includes('AccountBlocked'))!;
    expect(block.readable).toMatchObject({ by: 'La Caf', reason: 'Appels suspects' });
    expect(JSON.stringify(dossier.entries)).not.toContain(security.userCode);
    expect(JSON.parse(block.text!).metadata).toEqual({
      actor: { role: 'caf-security' },
      occurredAt: expect.any(String),
    });
  });

  it('opens what is kept encrypted, as the log has committed to it', async () => {
    const { dossier } = await town.dossier();
    const registered = dossier.entries.find(({ text }) => text!.includes('"PersonRegistered"'))!;
    expect(registered.text).not.toContain('Durand');
    expect(withOpened(registered.text!, registered.opened)).toMatchObject({
      type: 'PersonRegistered',
      data: { firstName: 'Camille', lastName: 'Durand' },
    });
    const [first, ...others] = registered.opened;
    const opened = [{ ...first!, value: '"autre"' }, ...others];
    const entries = dossier.entries.with(registered.number - 1, { ...registered, opened });
    expect(checkDossier({ ...dossier, entries }, keys()).fault).toEqual({
      kind: 'changed',
      numbers: [registered.number],
    });
  });

  it('is known by the number of each piece on the acts', async () => {
    const { dossier } = await town.dossier();
    const block = dossier.entries.find(({ text }) => text!.includes('AccountBlocked'))!;
    for (const who of [town, security]) {
      const { body } = await who.get('/acts?q=suspects');
      const { items } = JSON.parse(body.toString());
      expect(items[0].steps).toMatchObject([{ title: 'Suspension par précaution', piece: block.number }]);
    }
  });

  it('goes on where the one before ended, and has the root that was kept then', async () => {
    const { dossier: first } = await town.dossier();
    const { dossier: same } = await town.dossier();
    expect(same.head).toEqual(first.head);
    await register.agent('Dominique', 'Petit', 'financial');
    const { dossier: next } = await town.dossier();
    expect(next.head.size).toBeGreaterThan(first.head.size);
    expect(rootIn(next, first.head.size)).toEqual(first.head.root);
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const { dossier: none } = await town.dossier(TOWN.id, `?since=${tomorrow}`);
    expect([none.entries, none.before]).toEqual([[], next.head.size]);
    expect(checkDossier(none, keys()).fault).toBeNull();
  });

  it('is for the partner and for its Caf alone', async () => {
    const { dossier } = await security.dossier();
    expect(checkDossier(dossier, keys()).fault).toBeNull();
    for (const other of [otherTown, stranger])
      expect((await other.get(`/partners/${TOWN.id}/dossier.zip`)).status).toBe(404);
    const { dossier: theirs } = await otherTown.dossier(OTHER_TOWN.id);
    expect(theirs.head.ordinal).not.toBe(dossier.head.ordinal);
    expect(
      checkDossier(
        { ...dossier, head: theirs.head, directory: theirs.directory, sealed: theirs.sealed },
        keys(),
      ),
    ).toMatchObject({ fault: { kind: 'added' } });
  });

  it('is what the log gives to whoever applies the rule to all of it', async () => {
    const { database, stored } = running.engines;
    const directories = new Directories(database);
    const tree = new SealedTree(database);
    await otherTown.dossier(OTHER_TOWN.id);
    expect((await stored.readStream('heads-v1')).length).toBeGreaterThan(0);
    expect(await verifyHeads({ stored, tree }, directories)).toEqual([]);
    const rows = async () => {
      const { rows: partners } = await database.query(
        'SELECT * FROM partner_trees.partners ORDER BY ordinal',
      );
      const { rows: entries } = await database.query(
        'SELECT * FROM partner_trees.entries ORDER BY partner, number',
      );
      return { partners, entries };
    };
    const followed = await rows();
    await rebuild(database, stored, partnerTreesProjection);
    expect(await rows()).toEqual(followed);
    const { dossier } = await town.dossier();
    expect(checkDossier(dossier, keys()).fault).toBeNull();
    await database.query(`UPDATE sealing.blind_secrets SET secret = '\\x00'`);
    expect((await verifyHeads({ stored, tree }, directories))[0]).toMatchObject({
      kind: 'heads',
      event: 'heads-v1 0',
    });
    await database.query('TRUNCATE sealing.blind_secrets');
    expect(await verifyHeads({ stored, tree }, directories)).toEqual([]);
    // Made anew: of heads that were sealed before, nothing can be said.
    await register.agent('Alix', 'Renard', 'activity');
    await town.dossier();
    expect(await verifyHeads({ stored, tree }, directories)).toEqual([]);
  });

  it('makes a witness of whoever keeps it: an old one is held against the register of today', async () => {
    const { dossier } = await town.dossier();
    const { size, root } = dossier.head;
    const compare = async (who: Reader, keptSize = size, keptRoot = root) => {
      const path = `/partners/${TOWN.id}/kept-dossier?size=${keptSize}&root=${keptRoot.toString('hex')}`;
      const { status, body } = await who.get(path);
      return status === 200 ? JSON.parse(body.toString()) : status;
    };
    await register.agent('Sacha', 'Moreau', 'approver');
    const { pieces } = await compare(town);
    expect(pieces).toBeGreaterThan(size);
    expect(await compare(town)).toEqual({ outcome: 'contained', pieces });
    expect(await compare(security)).toEqual({ outcome: 'contained', pieces });
    expect(await compare(town, size - 1)).toEqual({ outcome: 'contradicted', pieces });
    expect(await compare(town, pieces + 1)).toEqual({ outcome: 'beyond', pieces });
    expect(await compare(otherTown)).toBe(404);
    expect(JSON.parse((await town.get(`/partners/${TOWN.id}/dossier`)).body)).toEqual({ pieces });
  });

  it('has the reports that were sent, as they were, which their entry names', async () => {
    const bytes = Buffer.from('%PDF: novembre');
    const reportId = deriveId('test', 'report');
    await running.services.get(SentReports, { strict: false }).keep(reportId, bytes);
    const file = { format: 'pdf', sha256: sha256Of(bytes), size: bytes.length };
    const subject = { month: '2026-10', cafId: CAF.id, gestionnaire: { id: TOWN.id, name: TOWN.name } };
    const metadata = {
      correlationId: reportId,
      causationId: reportId,
      occurredAt: new Date().toISOString(),
      actor: { code: security.userCode, role: 'caf-security' as const, organism: CAF.id },
    };
    await running.engines.store.append(`report-${reportId}`, 'none', [
      { id: deriveId('test', 'prepared'), type: 'ReportPrepared', data: subject, metadata },
      { id: deriveId('test', 'sent'), type: 'ReportSent', data: { files: [file], cases: [] }, metadata },
    ]);
    const { files, dossier } = await town.dossier();
    const { number } = dossier.entries.find(({ text }) => text!.includes('"ReportSent"'))!;
    expect(files[`documents/piece-${number}-rapport.pdf`]).toBe('%PDF: novembre');
  });

  it('has what the log says of the one that it has replaced, with its proof', async () => {
    expect((await town.dossier()).files['registre-remplace.tlog-proof']).toBeUndefined();
    const { stored, database } = running.engines;
    const data = { events: 1, checkpoint: 'of before' };
    await append('sealedlog-replacements', 'LogReplaced', data);
    await visible({ database, store: stored });
    const proof = await eventually(async () => (await town.dossier()).files['registre-remplace.tlog-proof']);
    const { extra } = parseTlogProof(proof);
    const { origin } = sealKeys(running.engines.config);
    expect(JSON.parse(extra!.toString())).toMatchObject({ type: 'LogReplaced', data });
    expect(checkTlogProof(parseTlogProof(proof), leafHash(extra!), keys(), origin).size).toBeGreaterThan(0);
  });

  it('is held against the rule also behind what says that the log was replaced', async () => {
    const { stored, database } = running.engines;
    const upTo = (await stored.readAll({ after: START, limit: 100_000 })).events.length;
    const wrong = { concerns: 'v1', upTo, upToRoot: '', partners: 0, directoryRoot: '' };
    await append('sealedlog-replacements', 'LogReplaced', { events: 1_000_000_000, checkpoint: null });
    await append('heads-v1', 'HeadsSealed', wrong);
    await visible({ database, store: stored });
    expect(
      await verifyHeads({ stored, tree: new SealedTree(database) }, new Directories(database)),
    ).toMatchObject([{ kind: 'heads', event: expect.stringMatching(/^heads-v1 /) }]);
  });

  it('is not contained any more in a register whose log was changed, nor given out of it', async () => {
    const { database } = running.engines;
    const { dossier } = await otherTown.dossier(OTHER_TOWN.id);
    const path = `/partners/${OTHER_TOWN.id}/kept-dossier?size=${dossier.head.size}&root=${dossier.head.root.toString('hex')}`;
    const outcome = async () => JSON.parse((await otherTown.get(path)).body.toString()).outcome;
    expect(await outcome()).toBe('contained');
    const { stream, revision } = JSON.parse(dossier.entries[0]!.text!);
    const shift = (days: number) =>
      database.transaction(async (owner) => {
        await owner.query('ALTER TABLE event_log.events DISABLE TRIGGER append_only');
        await owner.query(
          `UPDATE event_log.events SET recorded_at = recorded_at + make_interval(days => $3)
           WHERE stream = $1 AND revision = $2`,
          [stream, revision, days],
        );
        await owner.query('ALTER TABLE event_log.events ENABLE TRIGGER append_only');
      });
    await shift(-1);
    expect(await outcome()).toBe('contradicted');
    const { status, body } = await otherTown.get(`/partners/${OTHER_TOWN.id}/dossier.zip`);
    expect([status, JSON.parse(body.toString()).code]).toEqual([409, 'seal-broken']);
    await shift(1);
    expect(await outcome()).toBe('contained');
  });

  it('is not promised for later where what is kept of the partner is not what was sealed', async () => {
    const { database } = running.engines;
    const { rows } = await database.query(
      'DELETE FROM partner_trees.entries WHERE partner = $1 AND number = 1 RETURNING *',
      [OTHER_TOWN.id],
    );
    const { status, body } = await otherTown.get(`/partners/${OTHER_TOWN.id}/dossier.zip`);
    expect([status, JSON.parse(body.toString()).code]).toEqual([409, 'seal-broken']);
    const [names, values] = [Object.keys(rows[0]!), Object.values(rows[0]!)];
    await database.query(
      `INSERT INTO partner_trees.entries (${names.map((name) => `"${name}"`).join(', ')})
       VALUES (${values.map((_, at) => `$${at + 1}`).join(', ')})`,
      values,
    );
    expect((await otherTown.get(`/partners/${OTHER_TOWN.id}/dossier.zip`)).status).toBe(200);
  });

  it('is sealed in one stream, for what stood before: any other heads are found', async () => {
    const { stored, database } = running.engines;
    const [sealed] = (await stored.readStream('heads-v1')).slice(0, 1);
    const data = sealed!.data as { upTo: number };
    const forged = [
      ['heads-x', data],
      ['heads-v1', { ...data, upTo: 900_000_000 }],
      ['heads-v1', { ...data, upToRoot: Buffer.alloc(32).toString('base64') }],
    ] as const;
    for (const [stream, data] of forged) await append(stream, 'HeadsSealed', data);
    await visible({ database, store: stored });
    const faults = await verifyHeads({ stored, tree: new SealedTree(database) }, new Directories(database));
    const last = (await stored.readStream('heads-v1')).length - 1;
    expect(faults.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['heads-x 0', `heads-v1 ${last - 1}`, `heads-v1 ${last}`]),
    );
    // What was forged does not keep the truth from being sealed after it.
    await register.agent('Lou', 'Marchand', 'activity');
    const { dossier } = await town.dossier();
    expect(checkDossier(dossier, keys()).fault).toBeNull();
  });

  it('refuses what is no partner and no day', async () => {
    expect((await security.get('/partners/nobody/dossier.zip')).status).toBe(404);
    expect((await town.get(`/partners/${TOWN.id}/dossier.zip?since=hier`)).status).toBe(422);
  });
});
