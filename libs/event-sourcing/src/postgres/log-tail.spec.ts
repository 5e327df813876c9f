import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
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
import { LogTail } from './log-tail.ts';
import { PostgresEventStore } from './postgres-event-store.ts';

describe('LogTail', () => {
  const [first, second, third] = [newCategory(), newCategory(), newCategory()];
  let log: TestLog;
  let store: PostgresEventStore;
  let head: Position;
  let tail: LogTail;
  let reads: LogReads;
  let statements: number;
  let signals: number;

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
    signals = 0;
    reads = new LogReads((statement) => {
      statements++;
      return log.database.query(statement);
    }, serializer);
    tail = new LogTail(reads, () => signals);
  });

  const write = async (count: number) => {
    const { position } = await appendVisibly(store, newStream(first), 'none', countedUpTo(count));
    signals++;
    return position;
  };

  it('reads once for all who are there, and gives each what it wants', async () => {
    const pages = await Promise.all([
      tail.follower()({ after: START, categories: [first], limit: 10 }, 0),
      tail.follower()({ after: START, categories: [second, first] }, 0),
      tail.follower()({ after: START, categories: [newCategory()] }, 0),
      tail.follower()({ after: START }, 0),
    ]);
    expect(pages.map((page) => numbers(page!.events))).toEqual([
      [0, 1, 2],
      [0, 1, 2, 10, 11],
      [],
      [0, 1, 2, 10, 11, 20, 21],
    ]);
    expect(pages.map((page) => ({ position: page!.position, caughtUp: page!.caughtUp }))).toEqual(
      pages.map(() => ({ position: head, caughtUp: true })),
    );
    expect(statements).toBe(1);
  });

  it('keeps what it has read for those who come later, from wherever they stand', async () => {
    const [one, other] = [tail.follower(), tail.follower()];
    const { position: early } = (await one({ after: START, categories: [first], limit: 2 }, 0))!;
    expect(numbers((await other({ after: early, categories: [first] }, 0))!.events)).toEqual([2]);
    expect(statements).toBe(1);
  });

  it('tells whoever takes little at a time that there is more', async () => {
    const page = (await tail.follower()({ after: START, categories: [first, second], limit: 2 }, 0))!;
    expect(numbers(page.events)).toEqual([0, 1]);
    expect(page).toMatchObject({ caughtUp: false, position: page.events[1]!.position });
  });

  it('shows the rest of a look to whoever took a part of it, without another one', async () => {
    const one = tail.follower();
    const categories = [first, second];
    const seen: number[][] = [];
    let after = START;
    for (let caughtUp = false; !caughtUp; ) {
      const page = (await one({ after, categories, limit: 2 }, 0))!;
      seen.push(numbers(page.events));
      ({ position: after, caughtUp } = page);
    }
    expect(seen).toEqual([[0, 1], [2, 10], [11]]);
    expect(statements).toBe(1);
  });

  it('looks again for whoever has heard of something new, and for nobody else', async () => {
    const [one, other] = [tail.follower(), tail.follower()];
    const { position } = (await one({ after: head }, signals))!;
    await write(2);
    expect(numbers((await other({ after: position }, 0))!.events)).toEqual([]);
    expect(numbers((await one({ after: position }, signals))!.events)).toEqual([0, 1]);
    expect(numbers((await other({ after: position }, signals))!.events)).toEqual([0, 1]);
    expect(statements).toBe(2);
  });

  it('looks again for whoever has seen its last look, though no signal came', async () => {
    const one = tail.follower();
    const { position } = (await one({ after: head }, 0))!;
    await write(1);
    expect(numbers((await one({ after: position }, 0))!.events)).toEqual([0]);
  });

  it('leaves whoever is behind it to read by themselves', async () => {
    await tail.follower()({ after: head }, 0);
    expect(await tail.follower()({ after: START }, 0)).toBeNull();
  });

  it('goes on from where those stand who have read by themselves what was too much for it', async () => {
    const one = tail.follower();
    const before = (await one({ after: head }, 0))!.position;
    const far = await write(5300);
    const page = (await one({ after: before }, signals))!;
    expect(page.caughtUp).toBe(false);
    expect((await tail.follower()({ after: far }, signals))!).toMatchObject({ events: [], caughtUp: true });
    await write(1);
    expect(numbers((await one({ after: far }, signals))!.events)).toEqual([0]);
  });

  it('forgets a look that failed: the next one reads the same again', async () => {
    let away = true;
    tail = new LogTail(
      new LogReads((statement) => {
        if (away) throw new Error('away');
        return log.database.query(statement);
      }, serializer),
      () => signals,
    );
    const one = tail.follower();
    await expect(one({ after: START, categories: [second] }, 0)).rejects.toThrow('away');
    away = false;
    expect(numbers((await one({ after: START, categories: [second] }, 0))!.events)).toEqual([10, 11]);
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
      tail.follower()({ after, categories: [stream.split('-', 1)[0]!] }, 0),
      tail.follower()({ after, categories: [first] }, 0),
    ]);
    expect(wanted.status).toBe('rejected');
    expect(unwanted).toMatchObject({ value: { events: [{ data: { n: 7 } }] } });
  });

  it('shows everybody what they would have read by themselves, however they come and go', async () => {
    const categories = [newCategory(), newCategory()];
    const wants = [[categories[0]!], [categories[1]!], categories];
    const limits = fc.array(fc.integer({ min: 1, max: 25 }), { maxLength: 10 });
    const write = fc.record({
      category: fc.constantFrom(...categories),
      events: fc.integer({ min: 1, max: 30 }),
    });
    const course = fc.record({
      writes: fc.array(write, { minLength: 1, maxLength: 15 }),
      reads: fc.tuple(limits, limits, limits),
    });
    let written = 0;
    const property = fc.asyncProperty(course, async ({ writes, reads: limitsOf }) => {
      const begin = await store.head();
      const followers = wants.map((wanted) => {
        const [readOn, seen] = [tail.follower(), [] as number[]];
        let after = begin;
        const read = async (limit: number) => {
          const options = { after, categories: wanted, limit };
          const page = (await readOn(options, signals)) ?? (await reads.read(options));
          after = page.position;
          seen.push(...numbers(page.events));
          return page.caughtUp;
        };
        return { wanted, seen, read };
      });
      const writing = writes.map(async ({ category, events }) => {
        written += 100;
        await store.append(newStream(category), 'none', countedUpTo(events, written));
        signals++;
      });
      const reading = followers.map(async ({ read }, index) => {
        for (const limit of limitsOf[index]!) await read(limit);
      });
      await Promise.all([...writing, ...reading]);
      await appendVisibly(store, newStream(), 'none', [counted(0)]);
      signals++;
      for (const { wanted, seen, read } of followers) {
        while (!(await read(10)));
        const { events } = await store.readAll({ after: begin, categories: wanted, limit: 10_000 });
        expect(seen).toEqual(numbers(events));
      }
    });
    await fc.assert(property, { numRuns: 20 });
  });
});
