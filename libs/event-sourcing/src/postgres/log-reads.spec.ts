import { randomUUID } from 'node:crypto';
import { type TestLog, testLog } from '../../../../test/support/test-log.ts';
import {
  appendVisibly,
  counted,
  countedUpTo,
  newCategory,
  newStream,
  numbers,
  serializer,
} from '../contract/fixture.ts';
import { type Position, START } from '../position.ts';
import { LogReads } from './log-reads.ts';
import { PostgresEventStore } from './postgres-event-store.ts';

describe('LogReads', () => {
  const [first, second, third] = [newCategory(), newCategory(), newCategory()];
  let log: TestLog;
  let store: PostgresEventStore;
  let reads: LogReads;
  let statements: number;
  let head: Position;

  beforeAll(async () => {
    log = await testLog({});
    store = new PostgresEventStore(log.database, log.notifications, serializer);
    await store.append(newStream(first), 'none', countedUpTo(3));
    await store.append(newStream(second), 'none', countedUpTo(2, 10));
    ({ position: head } = await appendVisibly(store, newStream(third), 'none', countedUpTo(2, 20)));
  });
  afterAll(() => log.drop());

  beforeEach(() => {
    statements = 0;
    reads = new LogReads((statement) => {
      statements++;
      return log.database.query(statement);
    }, serializer);
  });

  it('reads once for those that go on from one place, and gives each what it wants', async () => {
    const pages = await Promise.all([
      reads.readOn({ after: START, categories: [first], limit: 10 }),
      reads.readOn({ after: START, categories: [second, first] }),
      reads.readOn({ after: START, categories: [newCategory()] }),
    ]);
    expect(pages.map(({ events }) => numbers(events))).toEqual([[0, 1, 2], [0, 1, 2, 10, 11], []]);
    expect(pages.map(({ position, caughtUp }) => ({ position, caughtUp }))).toEqual(
      pages.map(() => ({ position: head, caughtUp: true })),
    );
    expect(statements).toBe(1);
  });

  it('reads everything once when one of them wants everything', async () => {
    const [all, some] = await Promise.all([
      reads.readOn({ after: START }),
      reads.readOn({ after: START, categories: [third] }),
    ]);
    expect(numbers(all.events)).toEqual([0, 1, 2, 10, 11, 20, 21]);
    expect(numbers(some.events)).toEqual([20, 21]);
    expect(statements).toBe(1);
  });

  it('reads for each alone when there is more than the least of them takes', async () => {
    const [few, many] = await Promise.all([
      reads.readOn({ after: START, categories: [first, second], limit: 2 }),
      reads.readOn({ after: START, categories: [first, second], limit: 10 }),
    ]);
    expect(numbers(few.events)).toEqual([0, 1]);
    expect(few).toMatchObject({ caughtUp: false, position: few.events[1]!.position });
    expect(numbers(many.events)).toEqual([0, 1, 2, 10, 11]);
    expect(many).toMatchObject({ caughtUp: true, position: head });
  });

  it('keeps apart those that stand at different places', async () => {
    const { position: after } = await reads.read({ after: START, categories: [first], limit: 2 });
    const [behind, ahead] = await Promise.all([
      reads.readOn({ after: START, categories: [first] }),
      reads.readOn({ after, categories: [first] }),
    ]);
    expect(numbers(behind.events)).toEqual([0, 1, 2]);
    expect(numbers(ahead.events)).toEqual([2]);
  });

  it('tells nobody of an event that they do not want, and whose type is unknown', async () => {
    const stream = newStream(newCategory());
    const after = await store.head();
    await log.database.query(
      `INSERT INTO event_log.events (transaction_id, stream, revision, id, type, schema, data, metadata)
       VALUES (pg_current_xact_id()::text::bigint, $1, 0, $2, 'Unheard', 1, '{}', '{}')`,
      [stream, randomUUID()],
    );
    await appendVisibly(store, newStream(first), 'none', [counted(7)]);
    const [wanted, unwanted] = await Promise.allSettled([
      reads.readOn({ after, categories: [stream.split('-', 1)[0]!] }),
      reads.readOn({ after, categories: [first] }),
    ]);
    expect(wanted.status).toBe('rejected');
    expect(unwanted).toMatchObject({ value: { events: [{ data: { n: 7 } }] } });
  });
});
