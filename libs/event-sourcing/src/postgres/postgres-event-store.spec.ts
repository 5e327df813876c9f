import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Database, Notifications } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { type TestLog, testLog } from '../../../../test/support/test-log.ts';
import { eventStoreContract } from '../contract/event-store.contract.ts';
import {
  appendVisibly,
  counted,
  countedUpTo,
  follow,
  newCategory,
  newStream,
  numbers,
  readToEnd,
  serializer,
} from '../contract/fixture.ts';
import { type EventStore, StoreUnavailable } from '../event-store.ts';
import { parsePosition, START } from '../position.ts';
import { EVENTS_CHANNEL, installEventLog, PostgresEventStore } from './postgres-event-store.ts';

describe('PostgresEventStore', () => {
  eventStoreContract(async () => {
    const { database, notifications, drop } = await testLog({});
    return {
      open: (through) => new PostgresEventStore(database, notifications, through),
      close: drop,
    };
  });
});

describe('PostgresEventStore, and nobody else', () => {
  let log: TestLog;
  let store: EventStore;
  const open = (of: TestLog) => new PostgresEventStore(of.database, of.notifications, serializer);
  beforeAll(async () => {
    log = await testLog({});
    store = open(log);
  });
  afterAll(() => log.drop());

  describe('append-only', () => {
    it.each([
      `UPDATE event_log.events SET type = 'Forged'`,
      `UPDATE event_log.events SET type = 'Forged' WHERE false`,
      'DELETE FROM event_log.events',
      'TRUNCATE event_log.events',
    ])('the database refuses %s', async (statement) => {
      const { position } = await store.append(newStream(), 'none', [counted(1)]);
      await expect(log.database.query(statement)).rejects.toThrow('append-only');
      await eventually(async () => (await store.head()) === position);
    });
  });

  describe('repeated append', () => {
    it('is known without an expected revision too, whatever was written since', async () => {
      const stream = newStream();
      const events = countedUpTo(2);
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) => store.append(stream, 'any', n % 2 ? events : [counted(9)])),
      );
      const again = await store.append(stream, 'exists', events);
      expect(answers.filter((_, n) => n % 2)).toEqual(Array(5).fill(again));
      expect(await store.readStream(stream)).toHaveLength(7);
    });
  });

  describe('what comes at the same time', () => {
    it('is written with one commit, each append all or nothing whatever becomes of the others', async () => {
      const [taken, ...streams] = Array.from({ length: 20 }, () => newStream());
      await store.append(taken!, 'none', [counted(0)]);
      const [late, unwritable, ...fine] = await Promise.allSettled([
        store.append(taken!, 'none', countedUpTo(2)),
        store.append(newStream(), 'none', [counted(1), counted(2, 'no UUID')]),
        ...streams.map((stream) => store.append(stream, 'none', countedUpTo(3))),
      ]);
      expect(late).toMatchObject({ reason: { name: 'WrongExpectedRevision', actual: 0 } });
      expect(unwritable).toMatchObject({ reason: { code: '22P02' } });
      expect(fine).toEqual(streams.map(() => expect.objectContaining({ status: 'fulfilled' })));
      const read = await Promise.all([taken!, ...streams].map((stream) => store.readStream(stream)));
      expect(read.map(numbers)).toEqual([[0], ...streams.map(() => [0, 1, 2])]);

      const expectations = [2, 'any', 'exists'] as const;
      const together = await Promise.all(
        streams.map((stream, n) => store.append(stream, expectations[n % 3]!, [counted(3)])),
      );
      const commits = new Set(together.map(({ position }) => parsePosition(position).major));
      expect(commits.size).toBe(1);
    });

    it('is written by several programs to one stream, one behind the other', async () => {
      const stream = newStream();
      const programs = [store, open(log), open(log)];
      const written = await Promise.all(
        Array.from({ length: 30 }, (_, n) => programs[n % 3]!.append(stream, 'any', countedUpTo(2, 10 * n))),
      );
      const last = written.map(({ revision }) => revision).sort((one, other) => one - other);
      expect(last).toEqual(Array.from({ length: 30 }, (_, n) => 2 * n + 1));
      const read = numbers(await store.readStream(stream));
      for (const n of last.keys()) expect(read[2 * n + 1]).toBe(read[2 * n]! + 1);
    });

    it('is written by two programs to the same streams, which never wait crosswise', async () => {
      const deadlocks = async () => {
        await log.database.query('SELECT pg_stat_force_next_flush()');
        const { rows } = await log.database.query<{ deadlocks: number }>(
          'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
        );
        return rows[0]!.deadlocks;
      };
      const streams = Array.from({ length: 50 }, () => newStream());
      const write = (program: EventStore, order: readonly string[]) =>
        order.map((stream) => program.append(stream, 'any', countedUpTo(1)));
      const other = open(log);
      for (let round = 0; round < 20; round++) {
        await Promise.all([...write(store, streams), ...write(other, streams.toReversed())]);
      }
      expect(await deadlocks()).toBe(0);
    });

    it('is read each for itself', async () => {
      const streams = Array.from({ length: 5 }, () => newStream());
      await Promise.all(streams.map((stream, n) => store.append(stream, 'none', countedUpTo(4, 10 * n))));
      const read = await Promise.all([
        ...streams.map((stream, n) => store.readStream(stream, { from: n, limit: 2 })),
        ...streams.map((stream) => store.readStream(stream, { direction: 'backwards', limit: 1 })),
        store.readStream(newStream()),
      ]);
      const forwards = [[0, 1], [11, 12], [22, 23], [33], []];
      expect(read.map(numbers)).toEqual([...forwards, [3], [13], [23], [33], [43], []]);
    });
  });

  describe('a restored log', () => {
    it('is continued behind its last event, though the new cluster counts from the beginning', async () => {
      const category = newCategory();
      const last = 4_000_000_000_000n;
      await log.database.query(
        `INSERT INTO event_log.events (transaction_id, stream, revision, id, type, schema, data, metadata)
         VALUES ($1, $2, 0, $3, 'Counted', 1, '{"n": 0}', '{}')`,
        [last.toString(), `${category}-1`, randomUUID()],
      );
      const reader = follow(store, { after: START, categories: [category] });
      await Promise.all([1, 2, 3].map(() => installEventLog(log.database)));

      for (let n = 1; n < 4; n++) {
        const { position } = await store.append(`${category}-1`, n - 1, [counted(n)]);
        expect(parsePosition(position).major > last).toBe(true);
      }
      await eventually(() => reader.events().length === 4);
      await reader.stop();
      expect(numbers(reader.events())).toEqual([0, 1, 2, 3]);
    });

    it('keeps its offset where there is no need to change it', async () => {
      await store.append(newStream(), 'none', [counted(1)]);
      const offset = () => log.database.query('SELECT transaction_offset FROM event_log.cluster');
      const { rows } = await offset();
      await installEventLog(log.database);
      expect((await offset()).rows).toEqual(rows);
    });
  });

  describe('without its server', () => {
    it('says that the store is unavailable, whatever is asked', async () => {
      const database = new Database('postgres://greffe@127.0.0.1:1/greffe');
      const away = new PostgresEventStore(database, new Notifications(database, []), serializer);
      const { signal } = new AbortController();
      const asked = [
        away.append(newStream(), 'none', [counted(1)]),
        away.readStream(newStream()),
        away.readAll({ after: START }),
        away.head(),
        away.streamMetadata(newStream()),
        away.setStreamMetadata(newStream(), {}),
        away.subscribe({ after: START, signal })[Symbol.asyncIterator]().next(),
      ];
      await Promise.all(asked.map((answer) => expect(answer).rejects.toThrow(StoreUnavailable)));
      await database.close();
    });

    it('says so when connections are cut, and works again on new ones', async () => {
      const stream = newStream();
      await store.append(stream, 'none', [counted(0)]);
      const cut = new pg.Client({ connectionString: log.url });
      await cut.connect();
      const outcomes = new Set<string>();
      const cuts: Promise<unknown>[] = [];
      for (let n = 1; n <= 300; n++) {
        if (n % 50 === 0) {
          cuts.push(
            cut.query(
              'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
            ),
          );
        }
        const event = counted(n);
        const write = () => store.append(stream, n - 1, [event]);
        await eventually(() =>
          write().catch((error) => {
            outcomes.add(error.name);
            throw error;
          }),
        );
      }
      await Promise.all(cuts);
      await cut.end();
      expect([...outcomes].filter((name) => name !== 'StoreUnavailable')).toEqual([]);
      // Connections of the pool may not have heard of the last cut yet.
      const written = await eventually(() => store.readStream(stream));
      expect(numbers(written)).toEqual(countedUpTo(301).map(({ data }) => (data as { n: number }).n));
    });

    it('ends a subscription with an error when the store fails', async () => {
      const subscription = follow(store, { after: START });
      await eventually(() => subscription.batches.length > 0);
      await log.database.query('ALTER SCHEMA event_log RENAME TO gone');
      log.notifications.notify(EVENTS_CHANNEL);
      await expect(subscription.ended).rejects.toThrow('event_log');
      await log.database.query('ALTER SCHEMA gone RENAME TO event_log');
    });
  });

  it('reads on while a transaction elsewhere keeps the latest events back, and gives them once it ends', async () => {
    const other = await log.database.dedicated();
    const category = newCategory();
    const first = await appendVisibly(store, newStream(category), 'none', [counted(0)]);
    const subscription = follow(store, { after: START, categories: [category] });
    await other.query('BEGIN; SELECT pg_current_xact_id()');
    const second = await store.append(newStream(category), 'none', [counted(1)]);
    expect(second.position > first.position).toBe(true);
    await expect(store.readAll({ after: first.position })).resolves.toMatchObject({
      events: [],
      caughtUp: true,
    });
    await eventually(() => subscription.events().length === 1);
    expect(numbers(await store.readStream(subscription.events()[0]!.stream))).toEqual([0]);
    await other.query('COMMIT');
    await eventually(() => subscription.events().length === 2);
    await subscription.stop();
    await other.end();
    const batches = await readToEnd(store, { after: START, categories: [category] });
    expect(batches.flatMap(({ events }) => numbers(events))).toEqual([0, 1]);
  });
});
