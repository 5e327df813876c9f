import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { type TestLog, testLog } from '../../../../test/support/test-log.ts';
import { counted, follow, numbers, serializer } from '../contract/fixture.ts';
import { START } from '../position.ts';
import { EVENTS_CHANNEL, PostgresEventStore } from './postgres-event-store.ts';

/**
 * The oldest bug of the kind: sequence numbers are handed out before commit, so that a reader passes the number
 * of an event which a slower transaction commits later, and never sees it.
 */
describe('the order of the log, with slow transactions', () => {
  const WRITERS = 8;
  const TRANSACTIONS = 12;
  const EVENTS = 3;
  const TOTAL = WRITERS * TRANSACTIONS * EVENTS;

  let log: TestLog;
  beforeEach(async () => {
    log = await testLog({});
  });
  afterEach(() => log.drop());

  const append = (sql: Sql, stream: string, n: number) =>
    sql.query('SELECT * FROM event_log.append($1, $2, $3)', [
      stream,
      n === 0 ? -1 : n - 1,
      JSON.stringify([{ ...counted(n), ...serializer.serialize(counted(n)) }]),
    ]);

  /** Each writes its own stream, in transactions that stay open for a while before and after they have written. */
  const writeSlowly = () =>
    Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        for (let transaction = 0; transaction < TRANSACTIONS; transaction++) {
          await log.database.transaction(async (sql) => {
            for (let event = 0; event < EVENTS; event++) {
              await append(sql, `race-${writer}`, transaction * EVENTS + event);
              await delay(Math.random() * 6);
            }
          });
        }
      }),
    );

  it('shows every event once to every reader, all in the same order', async () => {
    const store = new PostgresEventStore(log.database, log.notifications, serializer);
    const readers = [
      follow(store, { after: START, limit: 1 }),
      follow(store, { after: START, limit: 7 }),
      follow(store, { after: START, categories: ['race', 'none'] }),
      follow(store, { after: START, categories: ['race'], limit: 10 }, () => delay(3)),
    ];
    const poller = setInterval(() => log.notifications.notify(EVENTS_CHANNEL), 1);
    await writeSlowly();
    for (const { events } of readers) await eventually(() => events().length >= TOTAL);
    clearInterval(poller);
    for (const { stop } of readers) await stop();

    const [order, ...others] = readers.map(({ events }) => events().map(({ id }) => id));
    expect(new Set(order).size).toBe(TOTAL);
    for (const other of others) expect(other).toEqual(order);
    const events = readers[0]!.events();
    const positions = events.map(({ position }) => position);
    expect(positions).toEqual([...new Set(positions)].sort());
    for (let writer = 0; writer < WRITERS; writer++) {
      const seen = numbers(events.filter(({ stream }) => stream === `race-${writer}`));
      expect(seen).toEqual(Array.from({ length: TRANSACTIONS * EVENTS }, (_, n) => n));
    }
  });

  it('is a real danger: a reader that goes by sequence alone loses events', async () => {
    const seen = new Set<string>();
    let at = '0';
    let writing = true;
    const readOn = async () => {
      const { rows } = await log.database.query<{ sequence: string; id: string }>(
        'SELECT sequence, id FROM event_log.events WHERE sequence > $1 ORDER BY sequence',
        [at],
      );
      for (const { id } of rows) seen.add(id);
      at = rows.at(-1)?.sequence ?? at;
    };
    const naive = (async () => {
      while (writing) await readOn();
    })();
    await writeSlowly();
    writing = false;
    await naive;
    await readOn();
    expect(seen.size).toBeLessThan(TOTAL);
  });

  it('is a real danger even so: by transaction, but not below the oldest one running', async () => {
    const slow = await log.database.dedicated();
    await slow.query('BEGIN');
    await append(slow, 'race-slow', 0);
    await append(log.database, 'race-quick', 0);
    const naive = await log.database.query<{ transaction_id: string }>(
      'SELECT transaction_id FROM event_log.events ORDER BY transaction_id DESC LIMIT 1',
    );
    const store = new PostgresEventStore(log.database, log.notifications, serializer);
    expect((await store.readAll({ after: START })).events).toEqual([]);
    await slow.query('COMMIT');
    const missed = await log.database.query('SELECT FROM event_log.events WHERE transaction_id < $1', [
      naive.rows[0]!.transaction_id,
    ]);
    expect(missed.rowCount).toBe(1);
    await eventually(async () => {
      const { events } = await store.readAll({ after: START });
      return events.map(({ stream }) => stream).join() === 'race-slow,race-quick';
    });
    await slow.end();
  });

  it('keeps events back while the transaction that wrote them is open, and drops them when it gives up', async () => {
    const store = new PostgresEventStore(log.database, log.notifications, serializer);
    const reader = follow(store, { after: START });
    const slow = await log.database.dedicated();
    await slow.query('BEGIN');
    await append(slow, `race-${randomUUID()}`, 0);
    await append(log.database, 'race-quick', 0);
    await slow.query('ROLLBACK');
    log.notifications.notify(EVENTS_CHANNEL);
    await slow.end();
    await eventually(() => reader.events().length > 0);
    await reader.stop();
    expect(reader.events().map(({ stream }) => stream)).toEqual(['race-quick']);
  });
});
