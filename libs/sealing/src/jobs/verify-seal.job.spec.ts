import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { StoredLog } from '#event-sourcing';
import { ed25519, signerFrom } from '#transparency';
import { TestClock } from '../../../../test/support/test-clock.ts';
import { Directories } from '../heads/directories.ts';
import { SealedRegister } from '../sealing.fixture.ts';
import { SealVerifications } from '../verification/seal-verifications.ts';
import { VerifySealJob } from './verify-seal.job.ts';

const MONDAY = '2026-03-02T02:40:00.000Z';

let clock: TestClock;
let register: SealedRegister;
let verifications: SealVerifications;
let job: VerifySealJob;

beforeEach(async () => {
  clock = new TestClock(MONDAY);
  register = await SealedRegister.open(clock);
  const { config, database, stored, codec } = register.engines;
  const { tree, heads } = register.log;
  verifications = new SealVerifications(database, config);
  job = new VerifySealJob(
    config,
    database,
    new StoredLog(stored, codec),
    tree,
    heads,
    new Directories(database),
    verifications,
    clock,
  );
});
afterEach(() => register.close());

async function grow(events: number): Promise<void> {
  await register.append(events);
  await register.seal();
}

const theNextNight = () => {
  clock.advance({ days: 1 });
  return job.run();
};

const lastWasFull = async () => (await verifications.state())!.last.isFull;

it('finds that the owner has taken off what protects the log, though no event was touched yet', async () => {
  await grow(20);
  expect(await job.run()).toEqual({ events: 20, faults: 0 });
  const { database } = register.engines;
  await database.query('ALTER TABLE event_log.events DISABLE TRIGGER append_only');
  expect(await theNextNight()).toEqual({ events: 20, faults: 1 });
  expect((await verifications.state())!.last.verified).toBeNull();
  await database.query('ALTER TABLE event_log.events ENABLE TRIGGER append_only');
  expect(await theNextNight()).toEqual({ events: 20, faults: 0 });
});

describe('the seal, verified by a job', () => {
  it('is so in full at first and each week, and in between from where it was verified', async () => {
    expect(await job.run()).toEqual({ events: 0, faults: 0 });
    await grow(270);
    expect(await job.run()).toEqual({ events: 270, faults: 0 });
    await grow(30);
    expect(await theNextNight()).toEqual({ events: 30, faults: 0 });
    expect(await theNextNight()).toEqual({ events: 0, faults: 0 });
    await register.append(4);
    expect(await theNextNight()).toEqual({ events: 0, faults: 0 });
    await register.seal();
    expect(await theNextNight()).toEqual({ events: 4, faults: 0 });
    expect(await verifications.state()).toMatchObject({
      last: { at: '2026-03-06T02:40:00.000Z', isFull: false, events: 4, faults: 0, verified: { size: 304 } },
      lastFull: { at: MONDAY, isFull: true, events: 270, faults: 0 },
    });
    clock.advance({ days: 2 });
    expect(await theNextNight()).toEqual({ events: 304, faults: 0 });
    expect(await lastWasFull()).toBe(true);
  });

  it.each([
    [
      'an event that came since',
      `UPDATE event_log.events SET type = 'Other' WHERE sequence = (SELECT max(sequence) FROM event_log.events)`,
    ],
    ['the end', `DELETE FROM event_log.events WHERE sequence = (SELECT max(sequence) FROM event_log.events)`],
    [
      'a checkpoint signed since',
      `UPDATE sealing.signed_heads SET note = replace(note, 'greffe', 'other') WHERE size = 300`,
    ],
    [
      'the tree',
      `UPDATE tree.tiles SET hashes = overlay(hashes PLACING '\\x00'::bytea FROM 40) WHERE level = 0 AND index = 1`,
    ],
  ])('is looked at in full the same night when %s was touched, until nothing is found', async (_, sql) => {
    await grow(270);
    await job.run();
    await grow(30);
    await register.tamper(sql);
    for (const _ of [1, 2]) {
      expect(await theNextNight()).toMatchObject({ faults: 1 });
      expect(await lastWasFull()).toBe(true);
    }
    expect((await verifications.state())!.last.verified).toBeNull();
  });

  it('finds what was touched before within the week', async () => {
    await grow(30);
    await job.run();
    await register.tamper(`UPDATE event_log.events SET type = 'Other' WHERE data ->> 'n' = '13'`);
    expect(await theNextNight()).toEqual({ events: 0, faults: 0 });
    clock.advance({ days: 6 });
    expect(await job.run()).toEqual({ events: 30, faults: 1 });
  });

  it('needs public keys alone: those of a file, and without one those that the database was told', async () => {
    await grow(5);
    const { sealKeyFile } = register.engines.config;
    const { all } = register.log.keys;
    writeFileSync(sealKeyFile, all.map(({ verifierKey }) => `${verifierKey}\n`).join(''));
    expect(await job.run()).toEqual({ events: 5, faults: 0 });
    expect(readFileSync(sealKeyFile, 'utf8')).not.toContain('PRIVATE');
    const stranger = signerFrom(ed25519, 'greffe.localhost', Buffer.alloc(32, 9)).verifierKey;
    writeFileSync(sealKeyFile, `${stranger}\n`);
    clock.advance({ days: 7 });
    expect(await job.run()).toEqual({ events: 5, faults: 1 });
    rmSync(sealKeyFile);
    expect(await theNextNight()).toEqual({ events: 5, faults: 0 });
  });

  it('is not silenced by a verification that no job has made, nor for ever by a clock that was wrong', async () => {
    await grow(20);
    await job.run();
    const { database } = register.engines;
    await database.query(
      `INSERT INTO sealing.verifications (ended_at, is_full, events, faults, verified, seal)
       SELECT '2099-01-01', is_full, events, faults, verified, seal FROM sealing.verifications`,
    );
    expect((await verifications.state())!.lastFull.at).toBe(MONDAY);
    const { last } = (await verifications.state())!;
    await verifications.keep({ ...last, at: '2099-01-01T00:00:00.000Z' });
    expect(await theNextNight()).toEqual({ events: 20, faults: 0 });
    expect(await lastWasFull()).toBe(true);
  });
});
