import { randomUUID } from 'node:crypto';
import { runAs, systemActor } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { type TestLog, testLog, visible } from '../../../../test/support/test-log.ts';
import { type CounterEvent, counterTypes, KeptLog, tallyOf, tally as tallyOne } from '../counter.fixture.ts';
import { EventSerializer } from '../event-types.ts';
import type { RecordedEvent } from '../events.ts';
import { counts, Started, totals, writeToMany } from '../followers.fixture.ts';
import { EncryptedEventStore } from '../personal-data/encrypted-event-store.ts';
import { EventCodec } from '../personal-data/event-codec.ts';
import { KeyRing } from '../personal-data/key-ring.ts';
import type { Position } from '../position.ts';
import { PostgresEventStore } from '../postgres/postgres-event-store.ts';
import { type StoredEvent, verbatim } from '../stored-events.ts';
import { CannotProject, completenessOf } from './obstacle.ts';
import { ProjectionProgress } from './progress.ts';
import type { Projection } from './projection.ts';
import { ProjectionRunner } from './projection-runner.ts';
import { rebuild } from './rebuild.ts';
import { projectionEventTypes, setAside } from './set-aside.ts';

const NOW = '2026-03-02T09:00:00.000Z';
const POISON = 666;

/** Cannot take in one event, in the middle of whatever batch it comes. */
const delicate: Projection = {
  ...(tallyOne as Projection),
  project: async (events, sql) => {
    await tallyOne.project(events as readonly RecordedEvent<CounterEvent>[], sql);
    if (events.some(({ data }) => 'by' in data && data.by === POISON)) throw new TypeError('Zoé Petit');
  },
};
const mended: Projection = { ...(tallyOne as Projection), version: 2 };

let log: TestLog;
let said: KeptLog;
let progress: ProjectionProgress;
let poison: Position;
let poisonId: string;
const started = new Started();
beforeEach(async () => {
  log = await testLog({ ...counterTypes, ...projectionEventTypes });
  said = new KeptLog();
  progress = new ProjectionProgress(log.database, log.notifications, log.store);
  await writeToMany(log, 3, 10);
  const poisoned = counts(POISON);
  poisonId = poisoned[0]!.id;
  ({ position: poison } = await log.store.append('counter-x', 'none', poisoned));
  await writeToMany(log, 3, 10);
  await visible(log);
});
afterEach(async () => {
  await started.stop();
  await log.drop();
});

const run = (projection: Projection) =>
  started.start(new ProjectionRunner(log.database, log.store, log.notifications, projection, said));
const standing = async () => (await completenessOf(log.database)).find(({ name }) => name === 'tally');
const stopped = () => eventually(async () => (await standing())?.obstacle);
const setAsideAt = (position: Position) =>
  runAs(systemActor('test'), () =>
    setAside(log.database, log.store, { projection: 'tally', position, reason: 'Illisible' }, NOW),
  );
const seen = async () => expect(await progress.waitFor(['tally'], await log.store.head(), 15_000)).toBe(true);
const withoutPoison = async () => (await tallyOf(log.store)).filter(({ stream }) => stream !== 'counter-x');

describe('an event that a read model cannot take in', () => {
  it('is named, with the reason and nothing that it holds; what stands before it is taken in', async () => {
    const runner = run(delicate);
    const obstacle = await stopped();
    expect(obstacle).toEqual({
      version: 1,
      position: poison,
      eventId: poisonId,
      type: 'Counted',
      reason: expect.stringContaining('TypeError'),
    });
    expect(JSON.stringify(obstacle)).not.toContain('Zoé');
    await eventually(() => said.errors.some((error) => error instanceof CannotProject));
    await eventually(() => runner.failingBecause?.includes(`cannot take in Counted at ${poison}`));
    expect((await totals(log)).map(({ total }) => total)).toEqual([15, 15, 15]);
  });

  it('is set aside by a decision on record, and all else is taken in', async () => {
    run(delicate);
    await stopped();
    await setAsideAt(poison);
    await seen();
    expect(await totals(log)).toEqual(await withoutPoison());
    expect(await standing()).toEqual({ name: 'tally', obstacle: null, setAside: 1 });
    const data = {
      projection: 'tally',
      version: 1,
      position: poison,
      eventId: poisonId,
      eventType: 'Counted',
    };
    expect(await log.store.readStream('projection-tally')).toMatchObject([
      { type: 'EventSetAside', data: { ...data, reason: 'Illisible' }, metadata: { occurredAt: NOW } },
    ]);
  });

  it('is not set aside where the read model does not stand', async () => {
    run(mended);
    await seen();
    await expect(setAsideAt(poison)).rejects.toMatchObject({ code: 'projection-not-there' });
    expect(await log.store.readStream('projection-tally')).toEqual([]);
  });

  it('stays set aside when the same version is built again, until a version that can read it has been built', async () => {
    const runner = run(delicate);
    await stopped();
    await setAsideAt(poison);
    await seen();
    await runner.stop();
    await rebuild(log.database, log.store, delicate);
    expect(await standing()).toMatchObject({ setAside: 1 });
    expect(await totals(log)).toEqual(await withoutPoison());
    await rebuild(log.database, log.store, mended);
    expect(await standing()).toMatchObject({ setAside: 0 });
    expect(await totals(log)).toEqual(await tallyOf(log.store));
  });

  it('stops a later version that cannot read it either, and the one in use goes on being read', async () => {
    const runner = run(delicate);
    await stopped();
    await setAsideAt(poison);
    await seen();
    await runner.stop();
    const next = { ...delicate, version: 2 };
    await expect(rebuild(log.database, log.store, next)).rejects.toThrow(CannotProject);
    expect(await standing()).toMatchObject({ obstacle: { version: 2, position: poison }, setAside: 1 });
    await setAsideAt(poison);
    await rebuild(log.database, log.store, next);
    expect(await standing()).toEqual({ name: 'tally', obstacle: null, setAside: 1 });
  });
});

describe.each([
  ['of a type that it does not know', { type: 'Recounted' }],
  ['of a schema that it does not know', { schema: 7 }],
  ['whose key is none', { data: { by: 1, $personal: { key: 'x', fields: '', commitments: {} } } }],
  [
    'whose key is missing',
    { data: { by: 1, $personal: { key: randomUUID(), fields: '', commitments: {} } } },
  ],
])('an event that the program cannot read, %s', (_, of: Partial<StoredEvent>) => {
  const types = { ...counterTypes, ...projectionEventTypes };
  const personal = { fields: { note: 'Effacé' } };
  let stored: PostgresEventStore;
  let store: EncryptedEventStore;
  let unread: Position;
  beforeEach(async () => {
    const { database, notifications } = log;
    stored = new PostgresEventStore(database, notifications, verbatim);
    const keys = new KeyRing(database, notifications, 'no key is made');
    const serializer = new EventSerializer({ ...types, Counted: { schema: 1, personal } });
    store = new EncryptedEventStore(stored, new EventCodec(serializer, keys));
    const [event] = counts(1);
    const kept = { schema: 1, ...event!, ...of };
    ({ position: unread } = await stored.append('counter-y', 'none', [kept]));
    await log.store.append('counter-z', 'none', counts(4));
    await visible(log);
  });
  const start = () =>
    started.start(new ProjectionRunner(log.database, store, log.notifications, tallyOne as Projection, said));
  const streams = async () => (await totals(log)).map(({ stream }) => stream);

  it('is named, what stands before it is taken in, and it is set aside as any other', async () => {
    const runner = start();
    expect(await stopped()).toMatchObject({ version: 1, position: unread, type: of.type ?? 'Counted' });
    await eventually(() => runner.failingBecause?.includes(`at ${unread}: `));
    expect(await streams()).toEqual(['counter-0', 'counter-1', 'counter-2', 'counter-x']);
    await setAsideAt(unread);
    await seen();
    expect(await streams()).toEqual(['counter-0', 'counter-1', 'counter-2', 'counter-x', 'counter-z']);
    expect(await standing()).toEqual({ name: 'tally', obstacle: null, setAside: 1 });
    await runner.stop();
    await rebuild(log.database, store, tallyOne as Projection);
    expect(await standing()).toEqual({ name: 'tally', obstacle: null, setAside: 1 });
    expect(await streams()).toContain('counter-z');
  });

  it('is not read by whoever decides', async () => {
    await expect(store.readStream('counter-y')).rejects.toThrow();
  });
});
