import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandBus } from '@nestjs/cqrs';
import { eventSerializer, projections, startFollowers } from '#composition';
import { ERASED, PostgresEventStore, ProjectionProgress, type RecordedEvent, START } from '#event-sourcing';
import { deriveId, runAs, systemActor } from '#platform';
import { RequestErasure } from '#privacy';
import { PartnerTreesQuery, ReplacedLogs, SealedTree, SignedHeads } from '#sealing';
import { unverifiedCheckpoint } from '#transparency';
import { withRegister } from '../../apps/greffe/src/with-register.ts';
import { ConfirmErasure } from '../../libs/privacy/src/commands/confirm-erasure.ts';
import { SealHeads } from '../../libs/sealing/src/commands/seal-heads.ts';
import { eventually } from '../support/eventually.ts';
import { greffe } from '../support/greffe.ts';
import { newestPosition } from '../support/newest-position.ts';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

const ODILE = deriveId('test-person', 'Odile', 'Zwicker');

let db: TestDatabase;
let folder: string;
let userCode: string;
const before = { ...process.env };
const officer = (code: string) => ({ code, role: 'caf-security' as const, organism: CAF.id });

/** Does `work` with read models and reactors running, which have then come to the end of the log. */
function atWork<T>(
  work: (register: SmallRegister, app: Parameters<Parameters<typeof withRegister>[0]>[0]) => Promise<T>,
): Promise<T> {
  return withRegister(async (app, engines) => {
    const followers = startFollowers(app, engines);
    const settled = () =>
      eventually(async () => {
        const { store, database, config } = engines;
        const newest = await (config.eventStoreUrl ? store.head() : newestPosition(database));
        const checkpoints = await app.get(ProjectionProgress).checkpoints();
        const { size } = (await app.get(SignedHeads, { strict: false }).newest()) ?? { size: 0 };
        return (
          // It rests for long, and no witness is there.
          checkpoints.every(({ name, position }) => position >= newest || name === 'cosign-heads') &&
          size === (await app.get(SealedTree, { strict: false }).size())
        );
      }, 60_000);
    try {
      await settled();
      const result = await work(new SmallRegister(app), app);
      await settled();
      return result;
    } finally {
      await followers.stop();
    }
  });
}

async function printed(...args: string[]) {
  const { code, out, err } = await greffe(...args, '--json');
  expect({ code, err }).toMatchObject({ code: 0 });
  return JSON.parse(out);
}

/** The lines of every table but those of the log that was put aside, as text. */
async function lines(isWanted: (table: string) => boolean): Promise<string[]> {
  const { rows } = await db.database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of rows.filter(({ name }) => isWanted(name))) {
    const { rows: texts } = await db.database.query<{ line: string }>(
      `SELECT t::text AS line FROM ${name} t`,
    );
    found.push(...texts.map(({ line }) => `${name}: ${line}`).sort());
  }
  return found;
}

async function readModels() {
  const schemas = projections.filter(({ asStored }) => !asStored).map(({ name }) => `${name}.`);
  const all = await lines((table) => schemas.some((schema) => table.startsWith(schema)));
  // Each time it is built, it is another one.
  return all.map((line) => line.replace(/^detection\.engine: \([^,]+/, 'detection.engine: ('));
}

const found = async (text: string) =>
  (await lines(() => true)).filter((line) => line.toLowerCase().includes(text));

/** The events of a register as it is written today. */
async function written(): Promise<RecordedEvent[]> {
  const source = await testDatabase();
  process.env.DATABASE_URL = source.url;
  const events = await atWork(async (register, app) => {
    await register.convention();
    userCode = await register.agent('Odile', 'Zwicker', 'activity');
    await register.agent('Lina', 'Bellanger', 'financial');
    await register.revoke('Odile', 'Zwicker', 'activity');
    await eventually(async () => (await app.get(ProjectionProgress).checkpoints()).length > 0);
  }).then(() =>
    withRegister(async (_, { store, database }) => {
      await eventually(async () => (await store.head()) >= (await newestPosition(database)));
      return (await store.readAll({ after: START, limit: 10_000 })).events;
    }),
  );
  await source.drop();
  return [...events];
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'greffe-encrypt-'));
  Object.assign(process.env, {
    GREFFE_SECRET: 'a-secret-for-tests-that-is-long-enough',
    GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456',
    GREFFE_DATA_DIR: folder,
    GREFFE_SECOND_FACTOR_FROM: '2199-12-31',
  });
  const events = await written();
  db = await testDatabase();
  process.env.DATABASE_URL = db.url;
  // As a release wrote them that did not encrypt yet.
  await withRegister(async (_, { database, notifications }) => {
    const clear = new PostgresEventStore(database, notifications, eventSerializer);
    for (const { stream, type, data, id, metadata } of events)
      await clear.append(stream, 'any', [{ type, data, id, metadata }]);
  });
  await atWork(async () => {});
  // What concerns partners is sealed too.
  await atWork((_, app) =>
    runAs(systemActor('seal-heads'), () => app.get(CommandBus).execute(new SealHeads())),
  );
}, 180_000);
afterAll(async () => {
  process.env = before;
  await db.drop();
  rmSync(folder, { recursive: true });
});

const stored = async (schema = 'event_log') =>
  (
    await db.database.query<{ line: string; data: string }>(
      `SELECT (transaction_id, sequence, stream, revision, id, type, metadata, recorded_at)::text AS line, data::text AS data
       FROM ${schema}.events ORDER BY transaction_id, sequence`,
    )
  ).rows;

it('a register that was made before is encrypted: all else stays, and what is erased then is nowhere to be read', async () => {
  const log = await stored();
  const shown = await readModels();
  expect(log.filter(({ data }) => data.includes('Zwicker'))).not.toEqual([]);
  const part = await withRegister(async (app) => {
    const { partners } = await app.get(PartnerTreesQuery, { strict: false }).all();
    return partners.find(({ id }) => id === TOWN.id)!;
  });
  const note = await withRegister(
    async (app) => (await app.get(SignedHeads, { strict: false }).newest())!.note,
  );
  const kept = join(folder, 'checkpoint.txt');
  writeFileSync(kept, note);

  // Who signs is to be here: the copy is signed under a name of its own.
  process.env.GREFFE_SEAL_KEY_FILE = join(folder, 'no-keys');
  expect(await greffe('store', 'encrypt')).toMatchObject({
    code: 2,
    err: expect.stringContaining('les clés qui scellent le journal n’y sont pas'),
  });
  delete process.env.GREFFE_SEAL_KEY_FILE;
  const { origin } = unverifiedCheckpoint(note);
  const [done] = await printed('store', 'encrypt');
  expect(done.events).toBe(log.length);
  expect(done.encrypted).toBeGreaterThan(5);
  const now = await stored();
  expect(now.slice(0, log.length).map(({ line }) => line)).toEqual(log.map(({ line }) => line));
  expect(now.filter(({ data }) => /Zwicker|Bellanger/.test(data))).toEqual([]);
  expect(now.slice(log.length).map(({ data }) => JSON.parse(data))).toEqual([
    { events: log.length, checkpoint: note },
  ]);
  expect(await printed('store', 'encrypt')).toEqual([{ events: now.length, encrypted: 0 }]);
  expect(await stored()).toEqual(now);

  const keys: { key: string; signs: boolean }[] = await printed('proof', 'keys');
  expect(keys.map(({ key, signs }) => [key.split('+')[0], signs])).toEqual([
    [`${origin}/2`, true],
    [`${origin}/2`, true],
    [origin, false],
    [origin, false],
  ]);
  await atWork(async (_, app) => {
    const replaced = app.get(ReplacedLogs, { strict: false });
    const newest = (await app.get(SignedHeads, { strict: false }).newest())!;
    expect(unverifiedCheckpoint(newest.note).origin).toBe(`${origin}/2`);
    const { size, root } = unverifiedCheckpoint(note);
    expect(await replaced.contain({ size, root })).toBe(true);
    expect(await replaced.contain({ size: size - 1, root })).toBe(false);
    expect(part.size).toBeGreaterThan(0);
    expect(await replaced.containPart(TOWN.id, part)).toBe(true);
    expect(await replaced.containPart(TOWN.id, { ...part, size: part.size - 1 })).toBe(false);
    expect(await app.get(PartnerTreesQuery, { strict: false }).rootOf(TOWN.id, part.size)).not.toEqual(
      part.root,
    );
  });
  // The replacement is itself an act.
  const acts = (line: string) => !line.includes('LogReplaced') && !line.includes('sealedlog');
  expect((await readModels()).filter(acts)).toEqual(shown.filter(acts));
  expect((await printed('store', 'verify'))[0]).toMatchObject({ faults: 0 });
  expect(await greffe('proof', 'verify')).toMatchObject({ code: 0, err: '' });
  const since = await greffe('proof', 'verify', '--since', kept);
  expect(since).toMatchObject({ code: 0, err: expect.stringContaining('d’avant son chiffrement') });
  // The name stays, once there is one.
  await printed('store', 'encrypt');
  expect(await printed('proof', 'keys')).toEqual(keys);

  expect(await printed('store', 'drop-old')).toEqual([{ dropped: log.length }]);
  await atWork(async (_, app) => {
    const bus = app.get(CommandBus);
    const forgotten = { personId: ODILE, userCodes: [userCode], cafId: CAF.id };
    await runAs(officer('C000001'), () => bus.execute(new RequestErasure(forgotten, 'À sa demande')));
    await runAs(officer('C000002'), () => bus.execute(new ConfirmErasure(forgotten)));
    await eventually(async () => (await found('zwicker')).length === 0, 60_000);
  });
  expect(await found('bellanger')).not.toEqual([]);
  expect(await found(ERASED.toLowerCase())).not.toEqual([]);
}, 240_000);
