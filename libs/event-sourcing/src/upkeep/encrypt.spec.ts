import { randomUUID } from 'node:crypto';
import { systemActor } from '#platform';
import { EventStoreDbServer } from '../../../../test/eventstoredb/server.ts';
import { type TestLog, testLog, visible } from '../../../../test/support/test-log.ts';
import { newStream } from '../contract/fixture.ts';
import { EventSerializer, type EventTypes } from '../event-types.ts';
import type { NewEvent } from '../events.ts';
import { EventStoreDbEventStore } from '../eventstoredb/eventstoredb-event-store.ts';
import { ERASED } from '../personal-data/declaration.ts';
import { EncryptedEventStore } from '../personal-data/encrypted-event-store.ts';
import { EventCodec } from '../personal-data/event-codec.ts';
import { KeyRing } from '../personal-data/key-ring.ts';
import { START } from '../position.ts';
import { PostgresEventStore } from '../postgres/postgres-event-store.ts';
import { createCheckpoint, findCheckpoint } from '../projections/checkpoints.ts';
import { verbatim } from '../stored-events.ts';
import { dropOldLog, encryptLog } from './encrypt.ts';
import { LogsDiffer, moveBetweenServers, moveLog } from './move.ts';
import { encrypting, isAnyClear } from './same-meaning.ts';
import { verifyLog } from './verify.ts';

type Told =
  | { type: 'Named'; data: { id: string; name: string } }
  | { type: 'Wrote'; data: { id: string; text: string; to: readonly { id: string; name: string }[] } }
  | { type: 'Counted'; data: { n: number } };

const ofPerson = ({ id }: { readonly id: string }) => `person-${id}`;
const types: EventTypes<Told> = {
  // In schema 1, the name was called otherwise.
  Named: {
    schema: 2,
    personal: { fields: { name: ERASED }, subject: ofPerson },
    upcasts: { 1: ({ called, ...data }) => ({ ...data, name: called }) },
  },
  Wrote: {
    schema: 1,
    personal: {
      fields: { text: ERASED },
      subject: ofPerson,
      within: { to: { fields: { name: ERASED }, subject: ofPerson } },
    },
  },
  Counted: { schema: 1 },
};
const serializer = new EventSerializer(types);

const event = (told: Told | { type: string; data: object; schema: number }): NewEvent => ({
  ...told,
  id: randomUUID(),
  metadata: {
    correlationId: 'c',
    causationId: 'c',
    actor: systemActor('test'),
    occurredAt: '2026-03-02T09:00:00.000Z',
  },
});

let log: TestLog;
let stored: PostgresEventStore;
let codec: EventCodec;
let keys: KeyRing;
let readable: EncryptedEventStore;
const stream = newStream();

beforeEach(async () => {
  log = await testLog({});
  const { database, notifications } = log;
  stored = new PostgresEventStore(database, notifications, verbatim);
  keys = new KeyRing(database, notifications, 'a-master-key-for-tests-alone-0123456');
  codec = new EventCodec(serializer, keys);
  readable = new EncryptedEventStore(stored, codec);
  const clear = new PostgresEventStore(database, notifications, serializer);
  await stored.append(stream, 'none', [
    event({ type: 'Named', data: { id: '1', called: 'Odile' }, schema: 1 }),
    event({ type: 'Counted', data: { n: 1 }, schema: 1 }),
  ]);
  await clear.append(stream, 'any', [
    event({ type: 'Named', data: { id: '2', name: 'Lina' } }),
    event({ type: 'Wrote', data: { id: '1', text: 'Bonjour Lina', to: [{ id: '2', name: 'Lina' }] } }),
  ]);
  await readable.append(stream, 'any', [event({ type: 'Named', data: { id: '2', name: 'Lina Zwicker' } })]);
  await visible({ database, store: stored });
});
afterEach(() => log.drop());

const nothing = async () => {};
const said = async (store: EncryptedEventStore = readable) =>
  (await store.readAll({ after: START, limit: 100 })).events;
const kept = async () => JSON.stringify((await stored.readAll({ after: START, limit: 100 })).events);

describe('encrypting a log that was made before', () => {
  it('leaves each event what and where it was, and nothing of a person readable', async () => {
    const before = await said();
    expect(await kept()).toMatch(/Odile.*Bonjour Lina/);
    expect(await encryptLog(log.database, codec, nothing)).toEqual({ events: 5, encrypted: 3 });
    await visible({ database: log.database, store: stored });
    expect(await said()).toEqual(before);
    expect(await kept()).not.toMatch(/Odile|Lina/);
    expect(await isAnyClear(stored, codec)).toBe(false);
    expect((await verifyLog(stored, codec)).faults).toEqual([]);

    await keys.destroy(['person-2']);
    expect((await said()).map(({ data }) => data)).toEqual([
      { id: '1', name: 'Odile' },
      { n: 1 },
      { id: '2', name: ERASED },
      { id: '1', text: 'Bonjour Lina', to: [{ id: '2', name: ERASED }] },
      { id: '2', name: ERASED },
    ]);
  });

  it('does so once, and goes on behind what was there', async () => {
    await encryptLog(log.database, codec, nothing);
    expect(await encryptLog(log.database, codec, nothing)).toEqual({ events: 5, encrypted: 0 });
    const { revision } = await readable.append(stream, 4, [event({ type: 'Counted', data: { n: 2 } })]);
    expect(revision).toBe(5);
    await visible({ database: log.database, store: stored });
    expect((await said()).map((one) => one.revision)).toEqual([0, 1, 2, 3, 4, 5]);
    await expect(log.database.query('DELETE FROM event_log.events')).rejects.toThrow('append-only');
  });

  it('of whom was erased since, makes readable nothing that was said in clear before', async () => {
    await keys.destroy(['person-2']);
    expect(await kept()).toContain('Lina');
    await encryptLog(log.database, codec, nothing);
    await visible({ database: log.database, store: stored });
    expect((await said()).map(({ data }) => data)).toMatchObject([
      { name: 'Odile' },
      {},
      { name: ERASED },
      { text: 'Bonjour Lina', to: [{ name: ERASED }] },
      { name: ERASED },
    ]);
  });

  it('changes nothing where it is interrupted, or where the copy would say something else', async () => {
    const before = await kept();
    const interrupted = encryptLog(log.database, codec, nothing, () => {
      throw new Error('the machine stops');
    });
    await expect(interrupted).rejects.toThrow('the machine stops');
    const { encrypted } = codec;
    codec.encrypted = async (events) => {
      const [first, ...others] = await encrypted.call(codec, events);
      const [wrong] = await encrypted.call(codec, [{ ...events[0]!, data: { id: '1', called: 'Odette' } }]);
      return [{ ...first!, ...wrong! }, ...others];
    };
    await expect(encryptLog(log.database, codec, nothing)).rejects.toThrow(LogsDiffer);
    expect(await kept()).toBe(before);
    expect(await dropOldLog(log.database)).toBe(0);
  });

  it('leaves the clear log to be dropped', async () => {
    await encryptLog(log.database, codec, nothing);
    expect(await dropOldLog(log.database)).toBe(5);
    expect(await dropOldLog(log.database)).toBe(0);
  });

  it('moves to another server on the way, and goes on where it stopped', async () => {
    const server = await EventStoreDbServer.start();
    const target = new EventStoreDbEventStore(server.connectionString, verbatim);
    await createCheckpoint(log.database, 'follower', 1);
    const before = (await said()).map(({ position: _, ...rest }) => rest);
    const switched: number[] = [];
    const carrying = encrypting(codec, async (_, events) => {
      if (switched.push(events) === 1) throw new Error('the machine stops');
    });
    const move = () => moveLog(log.database, { from: stored, to: target, projections: [], carrying });
    await expect(move()).rejects.toThrow('the machine stops');
    expect(await move()).toMatchObject({ events: 5, held: 5 });
    expect(switched).toEqual([5, 5]);
    expect(await findCheckpoint(log.database, 'follower')).toMatchObject({ position: START });
    const moved = await said(new EncryptedEventStore(target, codec));
    expect(moved.map(({ position: _, ...rest }) => rest)).toEqual(before);
    expect(server.log.everything().join()).not.toMatch(/Odile|Lina/);
    expect(await isAnyClear(target, codec)).toBe(false);
    await target.close();
    await server.stop();
    expect(await dropOldLog(log.database)).toBe(5);
    expect(await dropOldLog(log.database)).toBe(0);
  });

  it('moves from one server to another, followers included', async () => {
    const servers = [await EventStoreDbServer.start(), await EventStoreDbServer.start()] as const;
    const [clear, encrypted] = servers.map(
      ({ connectionString }) => new EventStoreDbEventStore(connectionString, verbatim),
    ) as [EventStoreDbEventStore, EventStoreDbEventStore];
    await moveLog(log.database, { from: stored, to: clear, projections: [] });
    const before = await said(new EncryptedEventStore(clear, codec));
    expect(servers[0].log.everything().join()).toMatch(/Odile/);
    await createCheckpoint(log.database, 'follower', 1, before[2]!.position);
    const carrying = encrypting(codec, nothing);
    expect(
      await moveBetweenServers(log.database, { from: clear, to: encrypted, projections: [], carrying }),
    ).toMatchObject({
      events: 5,
      held: 0,
    });
    const after = await said(new EncryptedEventStore(encrypted, codec));
    const timeless = (events: typeof before) => events.map(({ position: _, ...rest }) => rest);
    expect(timeless(after)).toEqual(timeless(before));
    expect(await findCheckpoint(log.database, 'follower')).toMatchObject({ position: after[2]!.position });
    expect(servers[1].log.everything().join()).not.toMatch(/Odile|Lina/);
    for (const store of [clear, encrypted]) await store.close();
    for (const server of servers) await server.stop();
  });
});
