import { EventStoreDbServer } from '../../../../test/eventstoredb/server.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { type TestLog, testLog } from '../../../../test/support/test-log.ts';
import { counted, countedUpTo, newStream, noted, serializer } from '../contract/fixture.ts';
import type { EventStore } from '../event-store.ts';
import { EventSerializer } from '../event-types.ts';
import type { RecordedEvent } from '../events.ts';
import { EventStoreDbEventStore } from '../eventstoredb/eventstoredb-event-store.ts';
import { EventCodec } from '../personal-data/event-codec.ts';
import { KeyRing } from '../personal-data/key-ring.ts';
import { ReadModelErasure } from '../personal-data/read-model-erasure.ts';
import { formatPosition, START } from '../position.ts';
import { PostgresEventStore } from '../postgres/postgres-event-store.ts';
import { createCheckpoint, findCheckpoint, moveCheckpoint } from '../projections/checkpoints.ts';
import type { Projection } from '../projections/projection.ts';
import { verbatim } from '../stored-events.ts';
import { LogsDiffer, moveLog } from './move.ts';
import { verifyLog } from './verify.ts';
import { expectLogAt, LogElsewhere } from './whereabouts.ts';

const URL = 'esdb://eventstore:2113';

let log: TestLog;
let server: EventStoreDbServer;
let source: EventStore;
let target: EventStoreDbEventStore;
const streams = Array.from({ length: 7 }, () => newStream());
/** Where the log stood after each append. */
const positions: string[] = [];

beforeEach(async () => {
  log = await testLog({});
  server = await EventStoreDbServer.start({ maxAppendSize: 20_000 });
  source = new PostgresEventStore(log.database, log.notifications, verbatim);
  target = new EventStoreDbEventStore(server.connectionString, verbatim);
  const store = new PostgresEventStore(log.database, log.notifications, serializer);
  positions.length = 0;
  for (let n = 0; n < 60; n++) {
    const stream = streams[(n * 5) % streams.length]!;
    const events = n % 10 === 0 ? countedUpTo(130, n) : [counted(n), noted(`é ${'x'.repeat(n * 10)}`)];
    positions.push((await store.append(stream, 'any', events)).position);
  }
});
afterEach(async () => {
  await target.close();
  await server.stop();
  await log.drop();
});

const codecOf = (types: EventSerializer) =>
  new EventCodec(types, new KeyRing(log.database, log.notifications, 'no key is needed'));

const contentOf = async (store: EventStore) =>
  (await store.readAll({ after: START, limit: 10_000 })).events.map(({ position: _, ...event }) => event);

const readable = () => eventually(async () => (await source.head()) >= positions.at(-1)!);

describe('moving a register to EventStoreDB', () => {
  it('waits for the events that a running transaction keeps from being read', async () => {
    const older = await log.database.dedicated();
    await older.query('BEGIN');
    await older.query('SELECT pg_current_xact_id()');
    const store = new PostgresEventStore(log.database, log.notifications, serializer);
    await store.append(newStream(), 'none', countedUpTo(3));
    const moving = moveLog(log.database, { from: source, to: target, projections: [] });
    await eventually(async () => {
      const { rows } = await log.database.query(
        `SELECT FROM pg_locks WHERE relation = 'event_log.events'::regclass AND mode = 'ExclusiveLock' AND granted`,
      );
      return rows.length === 1;
    });
    expect(await contentOf(target)).toEqual([]);
    await older.query('COMMIT');
    await older.end();
    expect((await moving).events).toBe(6 * 130 + 54 * 2 + 3);
  });

  it('carries every event over: order, places, ids, metadata, schemas, times of recording', async () => {
    await readable();
    const before = await contentOf(source);
    const { digest } = await verifyLog(source, codecOf(serializer));
    const moved = await moveLog(log.database, { from: source, to: target, projections: [] });
    expect(moved).toEqual({ events: before.length, held: 0, digest });
    expect(await contentOf(target)).toEqual(before);
    expect(await verifyLog(target, codecOf(serializer))).toEqual({
      events: before.length,
      streams: 7,
      digest,
      faults: [],
    });
  });

  it('goes on where an earlier attempt stopped', async () => {
    let calls = 0;
    const onProgress = () => {
      if (++calls === 20) throw new Error('the machine stops');
    };
    const interrupted = moveLog(log.database, { from: source, to: target, projections: [], onProgress });
    await expect(interrupted).rejects.toThrow('the machine stops');
    const held = (await contentOf(target)).length;
    expect(held).toBeGreaterThan(0);
    await expectLogAt(log.database, undefined);

    const { events } = await moveLog(log.database, { from: source, to: target, projections: [] }).then(
      (moved) => {
        expect(moved.held).toBe(held);
        return moved;
      },
    );
    expect((await contentOf(target)).length).toBe(events);
  });

  it('takes every follower along to the same place', async () => {
    const at = [START, positions[17]!, positions.at(-1)!];
    for (const [n, position] of at.entries()) {
      await createCheckpoint(log.database, `follower_${n}`, 1);
      if (position !== START) {
        await moveCheckpoint(log.database, { name: `follower_${n}`, version: 1 }, START, {
          position,
          head: position,
        });
      }
    }
    const behind = async (store: EventStore, n: number) => {
      const after = (await findCheckpoint(log.database, `follower_${n}`))!.position;
      return (await store.readAll({ after, limit: 10_000 })).events.map(({ id }) => id);
    };
    await readable();
    const before = [await behind(source, 0), await behind(source, 1), await behind(source, 2)];
    expect(before[2]).toEqual([]);
    await moveLog(log.database, { from: source, to: target, projections: [] });
    expect([await behind(target, 0), await behind(target, 1), await behind(target, 2)]).toEqual(before);
  });

  it('has read models that keep positions of the old log built anew', async () => {
    await createCheckpoint(log.database, 'places', 3, positions[17]);
    await readable();
    const places = {
      name: 'places',
      version: 3,
      keepsPositions: true,
      tables: '',
      project: async () => {},
    } as const;
    await moveLog(log.database, { from: source, to: target, projections: [places] });
    expect(await findCheckpoint(log.database, 'places')).toMatchObject({ version: 0, position: START });
  });

  it('has read models built anew for what is erased behind it, though the old log had further places', async () => {
    await readable();
    let built = 0;
    const shown: Projection = {
      name: 'shown',
      version: 1,
      tables: '',
      project: async () => {
        built++;
      },
    };
    const erasure = (store: EventStore) => new ReadModelErasure(log.database, store, [shown]);
    await erasure(source).eraseUpTo(formatPosition(2n ** 62n, 0n));
    await moveLog(log.database, { from: source, to: target, projections: [shown] });
    built = 0;
    await erasure(target).eraseUpTo(await target.head());
    expect(built).toBe(1);
  });

  it.each([
    ['another event in the first place', () => target.append(newStream(), 'none', stored())],
    [
      'more events than the log',
      async () => {
        await moveThenForget();
        await target.append(newStream(), 'none', stored());
      },
    ],
  ])('refuses a store that holds %s, and stays where it is', async (_, meddle) => {
    await meddle();
    await expect(moveLog(log.database, { from: source, to: target, projections: [] })).rejects.toThrow(
      LogsDiffer,
    );
    await expectLogAt(log.database, undefined);
    expect((await verifyLog(source, codecOf(serializer))).faults).toEqual([]);
  });

  it('leaves no way back onto the old log, nor onto an empty new one', async () => {
    await expectLogAt(log.database, undefined);
    await expect(expectLogAt(log.database, URL)).rejects.toThrow(LogElsewhere);
    await moveLog(log.database, { from: source, to: target, projections: [] });
    await expectLogAt(log.database, URL);
    await expect(expectLogAt(log.database, undefined)).rejects.toThrow(LogElsewhere);
    await expect(source.append(newStream(), 'none', stored())).rejects.toThrow();
  });

  const stored = () => [{ ...counted(0), schema: 1 }];

  /** Everything has been carried over, but the last moment failed. */
  async function moveThenForget(): Promise<void> {
    await moveLog(log.database, { from: source, to: target, projections: [] });
    await log.database.query('ALTER SCHEMA event_log_moved RENAME TO event_log');
  }
});

describe('verifying a log', () => {
  beforeEach(readable);

  it('counts, and finds nothing wrong where nothing is', async () => {
    const { faults, streams: count, events } = await verifyLog(source, codecOf(serializer));
    expect({ faults, count, events }).toEqual({ faults: [], count: 7, events: 6 * 130 + 54 * 2 });
  });

  it('finds what this program cannot read, gaps, and events that come from nowhere', async () => {
    const ignorant = new EventSerializer({ Counted: { schema: 1 } });
    expect((await verifyLog(source, codecOf(ignorant))).faults[0]).toMatch(/: Unknown event type Noted$/);

    await log.database.query(`
      ALTER TABLE event_log.events DISABLE TRIGGER append_only;
      UPDATE event_log.events SET metadata = '{}' WHERE stream = '${streams[0]}' AND revision = 0;
      DELETE FROM event_log.events WHERE stream = '${streams[1]}' AND revision = 0`);
    expect((await verifyLog(source, codecOf(serializer))).faults).toEqual([
      `${streams[0]} 0: does not say where it comes from`,
      `${streams[1]} 1: follows revision -1`,
    ]);
  });

  it('finds positions that do not grow', async () => {
    const batch = await source.readAll({ after: START, limit: 2 });
    const [first, second] = batch.events as [RecordedEvent, RecordedEvent];
    source.readAll = async () => ({
      ...batch,
      events: [first, { ...second, position: first.position }],
      caughtUp: true,
    });
    expect((await verifyLog(source, codecOf(serializer))).faults).toEqual([
      `${second.stream} ${second.revision}: position ${first.position} does not follow ${first.position}`,
    ]);
  });

  it('gives another digest when one event was changed', async () => {
    const { digest } = await verifyLog(source, codecOf(serializer));
    await log.database.query(`
      ALTER TABLE event_log.events DISABLE TRIGGER append_only;
      UPDATE event_log.events SET data = '{"n": -1}' WHERE stream = '${streams[2]}' AND revision = 1`);
    expect((await verifyLog(source, codecOf(serializer))).digest).not.toBe(digest);
  });
});
