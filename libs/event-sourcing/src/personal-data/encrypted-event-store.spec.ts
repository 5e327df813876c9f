import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson, Notifications, systemActor } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { type TestLog, testLog } from '../../../../test/support/test-log.ts';
import { eventStoreContract } from '../contract/event-store.contract.ts';
import type { EventStore } from '../event-store.ts';
import { EventSerializer, type EventTypes } from '../event-types.ts';
import type { NewEvent } from '../events.ts';
import { PostgresEventStore } from '../postgres/postgres-event-store.ts';
import { type StoredEvent, textOf, verbatim } from '../stored-events.ts';
import { commitmentTo } from './data-key.ts';
import { ERASED } from './declaration.ts';
import { EncryptedEventStore } from './encrypted-event-store.ts';
import { EventCodec } from './event-codec.ts';
import { WrongMasterKey } from './kept-keys.ts';
import { KEYS_CHANNEL, KeyMissing, KeyRing } from './key-ring.ts';

const MASTER_KEY = 'a-master-key-for-tests-alone-0123456';

interface Guest {
  readonly id: string;
  readonly name: string;
}

type Tried =
  | { type: 'Registered'; data: { id: string; name: string; title: string | null; nickname?: string } }
  | { type: 'Seen'; data: { id: string; address: string | null } }
  | { type: 'Invited'; data: { day: string; host: Guest; guests: readonly Guest[] } };

const guest = { fields: { name: ERASED }, subject: ({ id }: Guest) => `person-${id}` };
const types: EventTypes<Tried> = {
  Registered: {
    schema: 2,
    personal: { fields: { name: ERASED, title: null, nickname: undefined } },
    // In schema 1, the title was a part of the name.
    upcasts: { 1: (data) => ({ ...data, name: (data.name as string).toUpperCase(), title: null }) },
  },
  Seen: {
    schema: 1,
    personal: {
      fields: { address: null },
      subject: ({ id }, { occurredAt }) => `person-${id}/${occurredAt.slice(0, 7)}`,
    },
  },
  Invited: { schema: 1, personal: { fields: {}, within: { host: guest, guests: guest } } },
};
const serializer = new EventSerializer(types);

const tried = (event: Tried, occurredAt = '2026-03-02T09:00:00.000Z'): NewEvent<Tried> => ({
  ...event,
  id: randomUUID(),
  metadata: {
    correlationId: randomUUID(),
    causationId: randomUUID(),
    actor: systemActor('test'),
    occurredAt,
  },
});
const registered = (id: string, name: string) =>
  tried({ type: 'Registered', data: { id, name, title: 'Directrice' } });

describe('EncryptedEventStore', () => {
  eventStoreContract(async () => {
    const { database, notifications, drop } = await testLog({});
    const keys = new KeyRing(database, notifications, MASTER_KEY);
    const stored = new PostgresEventStore(database, notifications, verbatim);
    return { open: (through) => new EncryptedEventStore(stored, new EventCodec(through, keys)), close: drop };
  });
});

describe('what events say of persons', () => {
  let log: TestLog;
  let stored: EventStore;
  let keys: KeyRing;
  let codec: EventCodec;
  let store: EventStore;
  beforeEach(async () => {
    log = await testLog({});
    stored = new PostgresEventStore(log.database, log.notifications, verbatim);
    keys = new KeyRing(log.database, log.notifications, MASTER_KEY);
    codec = new EventCodec(serializer, keys);
    store = new EncryptedEventStore(stored, codec);
  });
  afterEach(() => log.drop());

  /** As it is kept of these two. */
  const kept = async () =>
    [...(await stored.readStream('person-1')), ...(await stored.readStream('person-2'))]
      .map((event) => textOf(event as StoredEvent))
      .join('\n');
  const dataOf = async (stream: string, through = store) =>
    (await through.readStream(stream)).map(({ data }) => data);

  it('is read as it was written, and is nowhere in the log', async () => {
    await store.append('person-1', 'none', [registered('1', 'Anne Le Goff')]);
    expect(await dataOf('person-1')).toEqual([{ id: '1', name: 'Anne Le Goff', title: 'Directrice' }]);
    expect(await kept()).not.toMatch(/Le Goff|Directrice/);
    expect(await kept()).toContain('"id":"1"');
  });

  it('comes through unchanged, whatever it is', async () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(text, fc.option(text), fc.array(text), async (name, title, names) => {
        const id = randomUUID();
        const events = [
          tried({ type: 'Registered', data: { id, name, title } }),
          tried({
            type: 'Invited',
            data: {
              day: 'lundi',
              host: { id, name },
              guests: names.map((of, at) => ({ id: `${at}`, name: of })),
            },
          }),
        ];
        await store.append(`person-${id}`, 'none', events);
        expect(await dataOf(`person-${id}`)).toEqual(events.map(({ data }) => data));
      }),
      { numRuns: 50 },
    );
  });

  it('is erased with its key, and reads as its declaration says', async () => {
    await store.append('person-1', 'none', [registered('1', 'Anne Le Goff')]);
    await store.append('person-2', 'none', [registered('2', 'Yann Kervella')]);
    const before = await kept();
    expect(await keys.destroy(['person-1'])).toBe(1);
    expect(await dataOf('person-1')).toEqual([{ id: '1', name: ERASED, title: null }]);
    expect(await dataOf('person-2')).toMatchObject([{ name: 'Yann Kervella' }]);
    expect(await kept()).toBe(before);
    expect(await keys.destroy(['person-1'])).toBe(0);
  });

  it('is erased of one person in the middle of others', async () => {
    const guests = [
      { id: '2', name: 'Yann' },
      { id: '3', name: 'Inès' },
    ];
    const invited = tried({
      type: 'Invited',
      data: { day: 'lundi', host: { id: '1', name: 'Anne' }, guests },
    });
    await store.append('evening-1', 'none', [invited]);
    await keys.destroy(['person-2']);
    expect(await dataOf('evening-1')).toEqual([
      { day: 'lundi', host: { id: '1', name: 'Anne' }, guests: [{ id: '2', name: ERASED }, guests[1]] },
    ]);
  });

  it('is left out of what is said of one of them', async () => {
    const guests = [{ id: '2', name: 'Yann' }];
    const data = { day: 'lundi', host: { id: '1', name: 'Anne' }, guests };
    await store.append('evening-2', 'none', [tried({ type: 'Invited', data })]);
    const [event] = await store.readStream('evening-2');
    expect(codec.withoutOthers(event!, (subject) => subject !== 'person-1').data).toEqual({
      ...data,
      guests: [{ id: '2' }],
    });
  });

  it('is erased of one month, of everybody but those who are kept', async () => {
    const seen = (id: string, month: string) =>
      tried({ type: 'Seen', data: { id, address: '192.0.2.1' } }, `${month}-15T09:00:00.000Z`);
    await store.append('visits-1', 'none', [
      seen('1', '2025-10'),
      seen('1', '2025-11'),
      seen('2', '2025-10'),
    ]);
    expect(await keys.destroyMonth('2025-10', ['person-2'])).toBe(1);
    expect(await dataOf('visits-1')).toMatchObject([
      { address: null },
      { address: '192.0.2.1' },
      { address: '192.0.2.1' },
    ]);
    expect(await keys.destroy(['person-1', 'person-2'])).toBe(2);
    expect(await dataOf('visits-1')).toMatchObject([{ address: null }, { address: null }, { address: null }]);
  });

  it('cannot be written any more once it has been erased', async () => {
    await store.append('person-1', 'none', [registered('1', 'Anne')]);
    await keys.destroy(['person-1']);
    await expect(store.append('person-1', 0, [registered('1', 'Anne')])).rejects.toMatchObject({
      code: 'subject-erased',
    });
    expect(await stored.readStream('person-1')).toHaveLength(1);
  });

  it('is decrypted once for all followers of one event, and not kept when a key is destroyed', async () => {
    await store.append('person-1', 'none', [registered('1', 'Anne')]);
    const events = await stored.readStream('person-1');
    const [[one], [other]] = await Promise.all([codec.decodeOnce(events), codec.decodeOnce(events)]);
    expect(one).toBe(other);
    expect(one!.data).toMatchObject({ name: 'Anne' });
    await keys.destroy(['person-1']);
    expect((await codec.decodeOnce(events))[0]!.data).toMatchObject({ name: ERASED });
  });

  it('is erased in other processes too, as soon as they hear of it', async () => {
    const elsewhere = new Notifications(log.database, [KEYS_CHANNEL]);
    elsewhere.start();
    const other = new EncryptedEventStore(
      stored,
      new EventCodec(serializer, new KeyRing(log.database, elsewhere, MASTER_KEY)),
    );
    await store.append('person-1', 'none', [registered('1', 'Anne')]);
    expect(await dataOf('person-1', other)).toMatchObject([{ name: 'Anne' }]);
    await keys.destroy(['person-1']);
    await eventually(async () => {
      expect(await dataOf('person-1', other)).toMatchObject([{ name: ERASED }]);
      return true;
    });
    await elsewhere.stop();
  });

  it('has one key, whoever writes first', async () => {
    const rings = Array.from({ length: 8 }, () => new KeyRing(log.database, log.notifications, MASTER_KEY));
    const made = await Promise.all(rings.map((ring) => ring.ofSubjects(new Set(['person-1']))));
    expect(new Set(made.map((found) => found.get('person-1')!.id)).size).toBe(1);
  });

  it.each<[string, (event: StoredEvent) => StoredEvent]>([
    ['changed', (event) => JSON.parse(JSON.stringify(event).replace(/"fields":"..../, '"fields":"AAAA'))],
    ['moved to another event', (event) => ({ ...event, id: randomUUID() })],
  ])('is not read when it was %s', async (_, forge) => {
    await store.append('person-1', 'none', [registered('1', 'Anne')]);
    const [event] = (await stored.readStream('person-1')) as StoredEvent[];
    await expect(codec.decode([forge(event!)])).rejects.toThrow();
  });

  it('has the keys of many persons made together, when they are first spoken of at one time', async () => {
    const asked = jest.spyOn(log.database, 'query');
    const people = Array.from({ length: 20 }, () => randomUUID());
    await Promise.all(
      people.map((id) => store.append(`person-${id}`, 'none', [registered(id, `Anne ${id}`)])),
    );
    const ofKeys = asked.mock.calls.filter(([query]) => String(query).includes('personal_data.keys'));
    expect(ofKeys.length).toBeGreaterThan(0);
    expect(ofKeys.length).toBeLessThanOrEqual(4);
    for (const id of people) {
      expect(await store.readStream(`person-${id}`)).toMatchObject([{ data: { name: `Anne ${id}` } }]);
    }
  });

  it('is nothing where it is null: no key is made for it, and none is wanted', async () => {
    const seen = (address: string | null) => tried({ type: 'Seen', data: { id: '1', address } });
    await store.append('person-1', 'none', [seen(null)]);
    expect(await keys.kept.exported()).toEqual([]);
    await store.append('person-1', 0, [seen('192.0.2.1')]);
    await keys.destroy(['person-1']);
    await store.append('person-1', 1, [seen(null)]);
    await expect(store.append('person-1', 2, [seen('192.0.2.1')])).rejects.toMatchObject({
      code: 'subject-erased',
    });
    expect(await dataOf('person-1')).toEqual(Array(3).fill({ id: '1', address: null }));
  });

  it('is not taken for erased when its key is missing', async () => {
    await store.append('person-1', 'none', [registered('1', 'Anne')]);
    await log.database.query('DELETE FROM personal_data.keys');
    const later = new KeyRing(log.database, log.notifications, MASTER_KEY);
    const reader = new EncryptedEventStore(stored, new EventCodec(serializer, later));
    await expect(reader.readStream('person-1')).rejects.toThrow(KeyMissing);
  });

  it('reads as erased where the log says so and a restored backup has no key, not even a destroyed one', async () => {
    await store.append('person-1', 'none', [registered('1', 'Anne')]);
    await store.append('person-2', 'none', [registered('2', 'Zoé')]);
    await log.database.query('DELETE FROM personal_data.keys');
    const later = new KeyRing(log.database, log.notifications, MASTER_KEY);
    const reader = new EncryptedEventStore(stored, new EventCodec(serializer, later));
    await later.destroy(['person-1']);
    expect(await reader.readStream('person-1')).toMatchObject([{ data: { name: ERASED } }]);
    await expect(reader.readStream('person-2')).rejects.toThrow(KeyMissing);
  });

  it('is read with the key of before and with the one made since, where a backup was restored and keys taken in late', async () => {
    await store.append('person-1', 'none', [registered('1', 'Anne')]);
    const exported = await keys.kept.exported();
    await log.database.query('DELETE FROM personal_data.keys');
    const later = new KeyRing(log.database, log.notifications, MASTER_KEY);
    const reader = new EncryptedEventStore(stored, new EventCodec(serializer, later));
    await reader.append('person-1', 0, [registered('1', 'Anna')]);
    expect([await later.import(exported), await later.import(exported)]).toEqual([1, 0]);
    const both = await later.kept.exported();
    await log.database.query('DELETE FROM personal_data.keys');
    expect(await later.import(both)).toBe(2);
    expect((await dataOf('person-1', reader)).map((data) => (data as { name: string }).name)).toEqual([
      ...['Anne', 'Anna'],
    ]);
    expect(await later.destroy(['person-1'])).toBe(2);
    expect(await dataOf('person-1', reader)).toMatchObject([{ name: ERASED }, { name: ERASED }]);
    expect(await later.import(both)).toBe(0);
  });

  it('is not read with another master key', async () => {
    await store.append('person-1', 'none', [registered('1', 'Anne')]);
    const other = new KeyRing(log.database, log.notifications, `${MASTER_KEY}!`);
    await expect(other.kept.check()).rejects.toThrow(WrongMasterKey);
  });

  it('is read from before it was encrypted, and of older schemas', async () => {
    const { id: _, metadata, ...event } = registered('1', 'Anne');
    const old = { ...event, id: randomUUID(), metadata, schema: 1, data: { id: '1', name: 'Anne' } };
    await stored.append('person-1', 'none', [old]);
    expect(await dataOf('person-1')).toEqual([{ id: '1', name: 'ANNE', title: null }]);
  });

  it('can be proved value by value, each without the others', async () => {
    await store.append('person-1', 'none', [registered('1', 'Anne')]);
    const [event] = (await stored.readStream('person-1')) as StoredEvent[];
    const { commitments } = (event!.data as { $personal: { commitments: Record<string, string> } }).$personal;
    const opened = await codec.openedValues(event!);
    expect(opened.map(({ path, value }) => [path, value])).toEqual([
      ['/name', 'Anne'],
      ['/title', 'Directrice'],
    ]);
    for (const { path, value, opening } of opened) {
      const commitment = commitments[path.slice(1)];
      expect(commitmentTo(Buffer.from(opening, 'base64url'), canonicalJson(value))).toBe(commitment);
      expect(commitmentTo(Buffer.from(opening, 'base64url'), canonicalJson('Yann'))).not.toBe(commitment);
    }
    await keys.destroy(['person-1']);
    expect(await codec.openedValues(event!)).toEqual([]);
  });
});
