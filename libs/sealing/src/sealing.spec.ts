import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CannotProject,
  type EventStoreDbEventStore,
  openEventStoreDb,
  ProjectionRunner,
  rebuild,
  START,
  verbatim,
} from '#event-sourcing';
import { parisDateOf } from '#platform';
import {
  checkTlogProof,
  leafHash,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  unverifiedCheckpoint,
  verifierOf,
} from '#transparency';
import { EventStoreDbServer } from '../../../test/eventstoredb/server.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { expectCheckpointDir } from './checkpoint-dir.ts';
import type { KeptCheckpointQuery } from './http/kept-checkpoint.dto.ts';
import { KeptCheckpointsController } from './http/kept-checkpoints.controller.ts';
import {
  expectSealKeys,
  OtherOrigin,
  rotateSealKeys,
  sealKeys,
  succeedSealKeys,
  verifyingKeys,
} from './keys/seal-keys.ts';
import { NotSealedYet, proofOf } from './proofs-of.ts';
import { putSealAside } from './put-seal-aside.ts';
import { treeProjection } from './read-models/tree/projection.ts';
import { ReplacedLogs } from './replaced-logs.ts';
import { SealedRegister } from './sealing.fixture.ts';
import { verifySeal } from './verification/verify-seal.ts';

let register: SealedRegister;

beforeEach(async () => {
  register = await SealedRegister.open();
});
afterEach(() => register.close());

const root = async () => parseCheckpoint(parseNote(await register.newestNote()).text).root;

it('serves the newest checkpoint that was signed, whatever whoever may add rows has added', async () => {
  await register.append(3);
  await register.seal();
  const { heads } = register.log;
  const [note, checkpoint] = [await register.newestNote(), await heads.newestCheckpoint()];
  await register.engines.database.query(
    `INSERT INTO sealing.signed_heads (size, note) VALUES (99999999, 'x'), (99999998, $1)`,
    [note],
  );
  expect((await heads.newest())!.note).toBe(note);
  expect((await heads.newestSigned())!.size).toBe(3);
  expect(await heads.newestCheckpoint()).toEqual(checkpoint);
});

it('finds an event that is kept from whoever follows the log, and shown by its stream', async () => {
  await register.append(20);
  await register.seal();
  const { database, stored } = register.engines;
  await database.query('ALTER TABLE event_log.events ALTER COLUMN category DROP EXPRESSION');
  await register.tamper(
    `INSERT INTO event_log.events (transaction_id, stream, category, revision, id, type, schema, data, metadata)
     SELECT transaction_id, stream, '$hidden', revision + 1, gen_random_uuid(), type, schema, data, metadata
     FROM event_log.events WHERE stream = 'account-0' ORDER BY revision DESC LIMIT 1`,
  );
  const shown = await stored.readStream('account-0');
  expect(await register.faults()).toEqual([
    expect.objectContaining({ kind: 'added', event: `account-0 ${shown.length - 1}` }),
  ]);
});

describe('the tree over the log', () => {
  it('grows with it, every category, and is the same when it is built again: each root comes out again', async () => {
    const { database, stored, notifications } = register.engines;
    const log = { info: () => {}, error: () => {} };
    const runner = new ProjectionRunner(database, stored, notifications, treeProjection, log);
    runner.start();
    for (const size of [1, 258, 300]) {
      await register.append(size - (await register.log.tree.size()));
      await eventually(async () => (await register.log.tree.size()) === size);
      await register.sign();
    }
    await runner.stop();
    const followed = await root();
    await rebuild(database, stored, treeProjection);
    await register.sign();
    expect(await root()).toEqual(followed);
    expect(await register.log.heads.all()).toHaveLength(3);
    expect(await register.verify()).toMatchObject({ root: followed.toString('base64'), faults: [] });
  });

  it('is not built again over a log that is not the one that was signed: the tree in use stays, and is not signed again', async () => {
    const { database, stored } = register.engines;
    await register.append(20);
    await register.seal();
    await register.append(5);
    await register.tamper(`UPDATE event_log.events SET type = 'Other' WHERE data ->> 'n' = '13'`);
    await expect(rebuild(database, stored, treeProjection)).rejects.toThrow(CannotProject);
    expect(await register.log.tree.size()).toBe(20);
    await register.sign();
    expect(await register.log.heads.all()).toHaveLength(1);
  });

  it('is not signed when it is not what was signed before', async () => {
    await register.append(20);
    await register.seal();
    const { database } = register.engines;
    await database.query(`UPDATE tree.tiles SET hashes = overlay(hashes PLACING '\\x00'::bytea FROM 40)`);
    await expect(register.sign()).rejects.toThrow('20 events');
    await database.query('TRUNCATE tree.tiles');
    await expect(register.sign()).rejects.toThrow('0 events after 20');
  });
});

describe('the same log on EventStoreDB', () => {
  let server: EventStoreDbServer;
  let target: EventStoreDbEventStore;
  let events: string[];

  beforeEach(async () => {
    await register.append(300);
    await register.seal();
    events = await register.events();
    server = await EventStoreDbServer.start();
    target = await openEventStoreDb(server.connectionString, verbatim);
  });
  afterEach(async () => {
    await target.close();
    await server.stop();
  });

  /** Every event as `greffe store copy` carries it over, with other data in place `forged`. */
  async function copy(forged?: number): Promise<void> {
    const { events } = await register.engines.stored.readAll({ after: START });
    for (const [place, { stream, revision, recordedAt, metadata, ...event }] of events.entries()) {
      const carried = { ...event, metadata: Object.assign(metadata, { recordedAt }) };
      const written = place === forged ? { ...carried, data: { n: -1 } } : carried;
      await target.append(stream, revision === 0 ? 'none' : revision - 1, [written]);
    }
  }

  const verified = () => verifySeal({ ...register.log, stored: target });

  it('has the same root', async () => {
    await copy();
    expect(await verified()).toMatchObject({ events: 300, sealed: 300, faults: [] });
  });

  it('shows the event that was changed', async () => {
    await copy(123);
    expect((await verified()).faults).toEqual([{ kind: 'changed', index: 123, event: events[123] }]);
  });

  it('shows where events were removed', async () => {
    await copy();
    const ours = server.log.events.findIndex(({ stream }) => !stream.startsWith('$'));
    server.log.events.splice(ours + 123, 2);
    expect((await verified()).faults).toEqual([
      { kind: 'removed', index: 123, event: events[122] },
      { kind: 'removed', index: 124, event: events[122] },
    ]);
  });
});

describe('the proof of an event', () => {
  it('holds what it proves, and is checked with the key of the log alone', async () => {
    await register.append(300);
    await register.seal();
    const { index, text, proof } = await proofOf(register.log, 'rule-2', 1);
    const read = parseTlogProof(proof);
    expect(read.extra!.toString()).toBe(text);
    expect(JSON.parse(text)).toMatchObject({ stream: 'rule-2', revision: 1, type: 'Noted', schema: 3 });
    const key = verifierOf(register.log.keys.signer.verifierKey);
    const { size } = checkTlogProof(read, leafHash(read.extra!), [key], 'greffe.localhost');
    expect({ index, size }).toEqual({ index: 17, size: 300 });
  });

  it('is given of nothing that is not sealed', async () => {
    await register.append(20);
    await register.seal();
    await register.append(20);
    await expect(proofOf(register.log, 'account-0', 99)).rejects.toThrow(NotSealedYet);
    await expect(proofOf(register.log, 'nobody', 0)).rejects.toThrow(NotSealedYet);
    await expect(proofOf(register.log, 'account-0', 2)).rejects.toThrow(NotSealedYet);
    await register.tamper(
      `UPDATE event_log.events SET type = 'Other' WHERE stream = 'account-0' AND revision = 0`,
    );
    await expect(proofOf(register.log, 'account-0', 0)).rejects.toThrow(NotSealedYet);
  });
});

describe('the keys', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'greffe-keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const place = () => ({ sealKeyFile: join(folder, 'deep', 'seal-key'), sealOrigin: 'greffe.example' });

  it('are made once, readable by their owner alone, with the name of the log', () => {
    const { origin, signer, cosigner, all } = sealKeys(place());
    expect(origin).toBe('greffe.example');
    expect(all).toEqual([signer, cosigner]);
    expect(statSync(place().sealKeyFile).mode & 0o777).toBe(0o600);
    expect(sealKeys({ ...place(), sealOrigin: 'other.example' }).signer.verifierKey).toBe(signer.verifierKey);
  });

  it('stay known when another one signs: what they have signed is still as it was', async () => {
    await register.append(5);
    await register.seal();
    const { config } = register.engines;
    const before = register.log.keys.all.map(({ id }) => id);
    const keys = rotateSealKeys(config);
    expect(keys.all.map(({ id }) => id)).toEqual([keys.signer.id, keys.cosigner.id, ...before]);
    expect(readFileSync(config.sealKeyFile, 'utf8').match(/PRIVATE/g)).toHaveLength(2);
    await register.append(5);
    await register.seal();
    const log = { ...register.log, keys };
    expect(await verifySeal(log)).toMatchObject({ heads: 2, faults: [] });
    expect(await register.faults()).toEqual([{ kind: 'head', index: 10, event: null }]);
  });

  it('are two by now: a file of one is given the other, and goes on signing with the one it has', async () => {
    const { config } = register.engines;
    const [first] = readFileSync(config.sealKeyFile, 'utf8').split('\n');
    writeFileSync(config.sealKeyFile, `${first}\n`);
    const { signer, cosigner, all } = sealKeys(config);
    expect([signer.signerKey, all.length]).toEqual([first, 2]);
    expect(readFileSync(config.sealKeyFile, 'utf8')).toBe(`${first}\n${cosigner.signerKey}\n`);
  });

  it('sign both, and the longer signature is kept of the newest checkpoint alone', async () => {
    for (const _ of [1, 2]) {
      await register.append(5);
      await register.seal();
    }
    const [before, newest] = await register.log.heads.all();
    const { signer, cosigner } = register.log.keys;
    const idsOf = (note: string) => parseNote(note).signatures.map(({ id }) => id);
    expect(idsOf(before!.note)).toEqual([signer.id]);
    expect(idsOf(newest!.note)).toEqual([signer.id, cosigner.id]);
    for (const key of [signer, cosigner])
      expect(openCheckpoint(newest!.note, [key], 'greffe.localhost').size).toBe(10);
  });

  it('have what they sign kept in a folder, the newest of each day, where there is one; and sign nothing when it is gone', async () => {
    const { engines } = register;
    const config = { ...engines.config, checkpointDir: folder };
    const kept = new SealedRegister({ ...engines, config });
    await kept.append(5);
    await kept.seal();
    await kept.append(5);
    await kept.seal();
    const [file, ...others] = readdirSync(folder);
    expect([file, others]).toEqual([`${parisDateOf(engines.clock.now())}.txt`, []]);
    const note = readFileSync(join(folder, file!), 'utf8');
    expect(note).toBe(await kept.newestNote());
    expect(await kept.faults(Buffer.from(note))).toEqual([]);
    await kept.append(5);
    const gone = new SealedRegister({
      ...engines,
      config: { ...config, checkpointDir: join(folder, 'gone') },
    });
    await expect(gone.seal()).rejects.toThrow(/^GREFFE_CHECKPOINT_DIR .* cannot be written to: ENOENT$/);
    expect(await kept.log.heads.all()).toHaveLength(2);
  });

  it.each([
    ['gone', 'ENOENT'],
    ['deep/seal-key', 'ENOTDIR'],
  ])('are kept in a folder, or whoever is to sign says so at once: %s', (name, code) => {
    sealKeys(place());
    const checkpointDir = join(folder, name);
    expect(() => expectCheckpointDir({ checkpointDir })).toThrow(
      `Configuration: GREFFE_CHECKPOINT_DIR (${checkpointDir}) cannot be written to: ${code}`,
    );
  });

  it('are what their file holds, or whoever is to sign says so at once', () => {
    expectCheckpointDir({ checkpointDir: folder });
    expectCheckpointDir({});
    expectSealKeys(place());
    expect(readdirSync(folder)).toEqual([]);
    const other = join(folder, 'other');
    writeFileSync(other, 'no key\n');
    for (const [sealKeyFile, why] of [
      [folder, 'is no file'],
      [other, 'holds no key that signs'],
      [join(other, 'seal-key'), 'ENOTDIR'],
    ] as const) {
      expect(() => expectSealKeys({ ...place(), sealKeyFile })).toThrow(
        new RegExp(`^Configuration: ${sealKeyFile} cannot be .*GREFFE_SEAL_KEY_FILE.*: .*${why}$`),
      );
    }
  });

  it('are not replaced unseen: nothing is signed on top of what a key has signed that is not known', async () => {
    await register.append(5);
    await register.seal();
    rmSync(register.engines.config.sealKeyFile);
    await register.append(5);
    await expect(register.seal()).rejects.toThrow('no known key has signed the note');
  });

  it('sign one log', () => {
    const { signer } = sealKeys(place());
    const { cosigner } = sealKeys({ sealKeyFile: join(folder, 'other'), sealOrigin: 'other.example' });
    const mixed = join(folder, 'mixed');
    writeFileSync(mixed, `${signer.signerKey}\n${cosigner.signerKey}\n`);
    expect(() => sealKeys({ sealKeyFile: mixed, sealOrigin: 'x' })).toThrow(OtherOrigin);
  });

  it('are others, of another name, for a log that has replaced theirs, which they do not vouch for', async () => {
    const first = sealKeys(place());
    const second = succeedSealKeys(place());
    expect([second.origin, second.all.length]).toEqual(['greffe.example/2', 2]);
    expect(second.replaced.map(({ id }) => id)).toEqual(first.all.map(({ id }) => id));
    const rotated = rotateSealKeys(place());
    expect([rotated.all.length, rotated.replaced.length]).toEqual([4, 2]);
    const third = succeedSealKeys(place());
    expect([third.origin, third.all.length, third.replaced.length]).toEqual(['greffe.example/3', 2, 6]);
    expect(await verifyingKeys(place(), register.log.heads)).toMatchObject({ origin: 'greffe.example/3' });
  });

  it('do not sign a log that has replaced the one they have signed', async () => {
    const { config, database } = register.engines;
    await register.append(5);
    await register.seal();
    const before = await register.newestNote();
    await database.transaction((sql) => putSealAside(sql, 5));
    await expect(register.seal()).rejects.toThrow(
      'greffe.localhost is the name of the log that was replaced: call greffe store encrypt again',
    );
    expect(await register.log.heads.all()).toEqual([]);
    succeedSealKeys(config);
    await register.append(2);
    await register.seal();
    const other = new SealedRegister(register.engines);
    expect(openCheckpoint(await other.newestNote(), other.log.keys.all, 'greffe.localhost/2').size).toBe(7);
    expect(await other.faults()).toEqual([]);
    // Whoever has no file knows both by what the database was told.
    const told = await verifyingKeys({ sealKeyFile: join(folder, 'none') }, other.log.heads);
    expect([told!.origin, told!.all.length, told!.replaced.length]).toEqual(['greffe.localhost/2', 2, 2]);
    const { heads, tree } = other.log;
    const compare = (note: string, change: Partial<KeptCheckpointQuery> = {}) => {
      const { origin, size, root } = unverifiedCheckpoint(note);
      const kept = { origin, size, root: root.toString('hex'), ...change };
      return new KeptCheckpointsController(heads, tree, new ReplacedLogs(database)).compare(kept);
    };
    expect(await compare(await other.newestNote())).toEqual({ outcome: 'contained', sealed: 7 });
    expect(await compare(before)).toEqual({ outcome: 'replaced', sealed: 5 });
    expect(await compare(before, { root: '00'.repeat(32) })).toEqual({ outcome: 'contradicted', sealed: 5 });
    expect(await compare(before, { size: 6 })).toEqual({ outcome: 'beyond', sealed: 5 });
  });
});

describe('a checkpoint that somebody has kept', () => {
  it('is held against the log of today', async () => {
    await register.append(20);
    await register.seal();
    const { origin, size, root } = parseCheckpoint(parseNote(await register.newestNote()).text);
    await register.append(30);
    await register.seal();
    const { heads, tree } = register.log;
    const replaced = new ReplacedLogs(register.engines.database);
    const compare = (change: Partial<KeptCheckpointQuery> = {}) =>
      new KeptCheckpointsController(heads, tree, replaced).compare({
        origin,
        size,
        root: root.toString('hex'),
        ...change,
      });

    expect(await compare()).toEqual({ outcome: 'contained', sealed: 50 });
    expect(await compare({ root: '00'.repeat(32) })).toEqual({ outcome: 'contradicted', sealed: 50 });
    expect(await compare({ size: 21 })).toEqual({ outcome: 'contradicted', sealed: 50 });
    expect(await compare({ size: 51 })).toEqual({ outcome: 'beyond', sealed: 50 });
    expect(await compare({ origin: 'other.example' })).toEqual({ outcome: 'other-log', sealed: 50 });
  });

  it('is beyond a log that nobody has sealed', async () => {
    const { heads, tree } = register.log;
    const replaced = new ReplacedLogs(register.engines.database);
    const kept = { origin: 'greffe.localhost', size: 1, root: '00'.repeat(32) };
    expect(await new KeptCheckpointsController(heads, tree, replaced).compare(kept)).toEqual({
      outcome: 'beyond',
      sealed: 0,
    });
  });
});
