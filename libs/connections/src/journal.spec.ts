import { randomUUID } from 'node:crypto';
import { ConventionsQuery, conventions } from '#conventions';
import {
  CommandHandling,
  EventSerializer,
  type EventStore,
  type NewEvent,
  ProjectionRunner,
  rebuild,
} from '#event-sourcing';
import { migrate, type Principal, runAs, systemActor } from '#platform';
import { eventually } from '../../../test/support/eventually.ts';
import { TestClock } from '../../../test/support/test-clock.ts';
import { type TestLog, testLog } from '../../../test/support/test-log.ts';
import type { CodeDirectory } from './code-directory.ts';
import { RecordAttempts, RecordAttemptsHandler } from './commands/record-attempts.ts';
import { ConnectionHistory } from './connection-history.ts';
import { Countries } from './countries.ts';
import type { Attempt, ConnectionsEvent } from './domain/connections.ts';
import { connections } from './index.ts';
import { type JournalFilter, JournalFilters } from './read-models/journal/filter.ts';
import { journalProjection } from './read-models/journal/projection.ts';
import { JournalQuery } from './read-models/journal/query.ts';

const OWN = '21590410000017';
const clock = new TestClock('2026-03-29T00:30:00.000Z');
const officer = {
  userCode: 'C000001',
  role: 'caf-security',
  organism: { id: '595', name: 'Caf du Nord' },
} as Principal;

class OneGestionnaire extends ConventionsQuery {
  override async overseenBy(caf: string) {
    return [caf, OWN];
  }
}

const directory: CodeDirectory = {
  namesOf: async () => new Map(),
  codesNamed: async (names) => (names.includes('dupond') ? ['A000001'] : []),
};
const stays = new AbortController().signal;
const read = (filter: JournalFilter, paging: { cursor?: string; limit?: number } = {}) =>
  journal.page(filter, paging, officer, stays);

/** What was read of streams. */
const reading = { calls: 0, events: 0 };
function counting(store: EventStore): EventStore {
  const readStream = store.readStream.bind(store);
  store.readStream = async (stream, options) => {
    const events = await readStream(stream, options);
    reading.calls++;
    reading.events += events.length;
    return events;
  };
  return store;
}

let log: TestLog;
let handler: RecordAttemptsHandler;
let journal: JournalQuery;
let history: ConnectionHistory;
let runner: ProjectionRunner;

beforeAll(async () => {
  log = await testLog({ ...conventions.eventTypes, ...connections.eventTypes });
  await migrate(log.database, 'connections', connections.migrations ?? [], { nameSecret: '' });
  const store = counting(log.store);
  handler = new RecordAttemptsHandler(
    new CommandHandling(store, clock),
    new Countries('test/maxmind/GeoLite2-Country-Test.mmdb'),
  );
  const filters = new JournalFilters(new OneGestionnaire(log.database, clock), clock, directory);
  journal = new JournalQuery(log.database, filters);
  history = new ConnectionHistory(store, log.database);
  runner = new ProjectionRunner(log.database, log.store, log.notifications, journalProjection, {
    info: () => {},
    error: () => {},
  });
  runner.start();
});
afterAll(async () => {
  await runner.stop();
  await log.drop();
});

const attempt = (change: Partial<Attempt> = {}): Attempt => ({
  userCode: 'A000001',
  identifierHash: null,
  outcome: 'success',
  address: '10.0.0.1',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  sessionId: null,
  organism: { id: OWN },
  count: 1,
  retryAt: null,
  ...change,
});
const record = (change: Partial<Attempt> = {}) => {
  const { userCode, identifierHash, organism, ...rest } = attempt(change);
  const tried = { userCode, identifierHash, organism };
  return runAs(systemActor('test'), () => handler.execute(new RecordAttempts(tried, [rest])));
};
const seen = (count: number) =>
  eventually(async () => {
    const { rows } = await log.database.query('SELECT count(*)::int AS n FROM journal.attempts');
    return rows[0]!.n === count;
  });

it('R18: the journal shows every attempt, filtered, paged without gap or repetition', async () => {
  for (let minute = 0; minute < 20; minute++) {
    if (minute % 2) clock.advance({ minutes: 1 });
    await record({
      outcome: minute % 5 === 0 ? 'wrong-password' : 'success',
      address: '10.0.0.1',
    });
  }
  await record({
    userCode: null,
    identifierHash: 'h',
    organism: null,
    outcome: 'unknown-code',
    address: null,
  });
  await record({ userCode: 'A000009', organism: { id: 'another' } });
  clock.set('2026-04-01T10:00:00.000Z');
  await record({ userCode: 'A000002', outcome: 'idle', address: '2001:db8::1' });
  await seen(23);

  const ids: string[] = [];
  let next: string | null = null;
  do {
    const page = await read({}, { cursor: next ?? undefined, limit: 4 });
    ids.push(...page.items.map(({ id }) => id));
    next = page.next;
  } while (next);
  expect(ids).toHaveLength(22);
  expect(new Set(ids).size).toBe(22);

  const found = async (filter: JournalFilter) => (await read(filter, { limit: 200 })).items.length;
  expect(await found({ userCode: ['A000001'] })).toBe(20);
  expect(await found({ userCode: ['A000009'] })).toBe(0);
  expect(await found({ userCode: ['A000001', 'A000002'] })).toBe(21);
  expect(await found({ notUserCode: ['A000001'] })).toBe(2);
  expect(await found({ outcome: ['wrong-password'] })).toBe(4);
  expect(await found({ outcome: ['unknown-code', 'idle'] })).toBe(2);
  expect(await found({ notOutcome: ['success'] })).toBe(6);
  expect(await found({ notOutcome: ['success'], userCode: ['A000001'] })).toBe(4);
  expect(await found({ outcome: ['success'], notOutcome: ['success'] })).toBe(0);
  expect(await found({ network: ['::ffff:a00:1'] })).toBe(20);
  expect(await found({ network: ['2001:db8::77'] })).toBe(1);
  expect(await found({ notNetwork: ['2001:db8::/56', 'unknown'] })).toBe(20);
  expect(await found({ browser: ['Firefox 140, Linux'] })).toBe(22);
  expect(await found({ name: ['dupond'] })).toBe(20);
  expect(await found({ notName: ['dupond', 'autre'] })).toBe(2);
  expect(await found({ from: '2026-03-29', to: '2026-03-29' })).toBe(21);
  expect(await found({ from: '2026-04-01' })).toBe(1);
});

it('R18: an attempt keeps the country that its address was from, where that is known', async () => {
  await record({ userCode: 'A000003', address: '89.160.20.112' });
  await record({ userCode: 'A000003', address: '10.0.0.1' });
  await seen(25);
  const { items } = await read({ userCode: ['A000003'] });
  expect(items.map(({ address, country }) => [address, country]).sort()).toEqual([
    ['10.0.0.1', null],
    ['89.160.20.112', 'SE'],
  ]);
});

it('R18: attempts that were gathered are one line, which says how many and how long the wait is', async () => {
  const retryAt = '2026-04-01T10:07:00.000Z';
  await record({ userCode: 'A000008', outcome: 'throttled', count: 57, retryAt, address: '2001:db8:0:7::1' });
  await seen(26);
  const { items } = await read({ userCode: ['A000008'], network: ['2001:db8::7:0:0:0:1'] });
  expect(items).toMatchObject([{ userCode: 'A000008', outcome: 'throttled', count: 57, retryAt }]);
});

it('R18: beside an attempt stands what came before and after it, on its code and from its network', async () => {
  const { items } = await read({ userCode: ['A000001'] }, { limit: 200 });
  const around = await journal.around(items[7]!, officer, stays);
  const neighbours = { after: items.slice(2, 7), before: items.slice(8, 13) };
  expect(around).toEqual({ userCode: neighbours, network: neighbours });

  const [unknown] = (await read({ outcome: ['unknown-code'] })).items;
  expect((await journal.around(unknown!, officer, stays)).userCode).toBeNull();
  await record({ userCode: 'A000008', outcome: 'wrong-password', address: null });
  await seen(27);
  const [nowhere] = (await read({ userCode: ['A000008'], network: ['unknown'] })).items;
  expect((await journal.around(nowhere!, officer, stays)).network).toBeNull();
  const [others] = (
    await log.database.query(`SELECT id, at FROM journal.attempts WHERE user_code = 'A000009'`)
  ).rows;
  const hidden = { id: others!.id, at: others!.at.toISOString() };
  await expect(journal.around(hidden, officer, stays)).rejects.toMatchObject({ code: 'not-found' });
});

it('R18: nothing is read for a reader who has gone', async () => {
  const reading = journal.page({}, {}, officer, AbortSignal.abort(new Error('gone')));
  await expect(reading).rejects.toThrow('gone');
});

it('refuses a cursor that is none, and a reversed period', async () => {
  const page = (filter: JournalFilter, cursor?: string) => read(filter, { cursor });
  for (const cursor of [
    'x',
    'null',
    Buffer.from("2026-03-29T00:30:00.000Z~' OR 1=1").toString('base64url'),
  ]) {
    await expect(page({}, cursor)).rejects.toMatchObject({ code: 'bad-cursor' });
  }
  await expect(page({ from: '2026-04-02', to: '2026-04-01' })).rejects.toMatchObject({ code: 'bad-period' });
});

it('R21: the last success is found behind any number of failures', async () => {
  clock.set('2026-05-04T08:00:00.000Z');
  await record({ userCode: 'A000003' });
  clock.advance({ days: 1 });
  const metadata = { correlationId: 'c', causationId: 'c', actor: systemActor('t'), occurredAt: clock.now() };
  const failures = Array.from(
    { length: 130 },
    (): NewEvent<ConnectionsEvent> => ({
      type: 'LoginAttempted',
      data: attempt({ userCode: 'A000003', outcome: 'wrong-password' }),
      id: randomUUID(),
      metadata,
    }),
  );
  await log.store.append('connections-A000003', 'any', failures);
  expect(await history.lastSuccess('A000003')).toBe('2026-05-04T08:00:00.000Z');
  expect(await history.lastSuccess('A000004')).toBeNull();
});

it('R21: however long a code is attacked, what was read before is not read again', async () => {
  const reads = async (userCode: string) => {
    const before = reading.events;
    const found = await history.lastSuccess(userCode);
    return { found, events: reading.events - before };
  };
  const found = '2026-05-04T08:00:00.000Z';
  expect((await reads('A000003')).found).toBe(found);
  await record({ userCode: 'A000003', outcome: 'wrong-password' });
  expect(await reads('A000003')).toEqual({ found, events: 104 });
  await record({ userCode: 'A000003' });
  expect(await reads('A000003')).toEqual({ found: clock.now(), events: 4 });
  expect(await reads('A000005')).toEqual({ found: null, events: 0 });
});

it('R18: 60 attempts on one code at once are all recorded', async () => {
  const attempts = Array.from({ length: 60 }, () =>
    record({ userCode: 'A000006', outcome: 'wrong-password' }),
  );
  await Promise.all(attempts);
  expect(await log.store.readStream('connections-A000006')).toHaveLength(60);
});

it('R18: attempts of before count as one each, and say no more how others stood', async () => {
  const standing = { lastSuccess: null, failures: [], inRow: 0 };
  const { count: _, retryAt: __, ...data } = attempt();
  const written = { type: 'LoginAttempted', schema: 2, data: { ...data, standing } };
  const serializer = new EventSerializer(connections.eventTypes);
  expect(serializer.deserialize(written).data).toEqual(attempt());
  expect(serializer.deserialize({ ...written, schema: 1, data }).data).toEqual(attempt());
});

it('equals a rebuild from zero', async () => {
  await seen(27 + 131 + 2 + 60);
  const rows = async () => {
    const tables = ['attempts', 'hourly', 'daily'].map((table) =>
      log.database.query(`SELECT t::text FROM journal.${table} AS t ORDER BY t::text`),
    );
    return (await Promise.all(tables)).map((table) => table.rows);
  };
  const before = await rows();
  await rebuild(log.database, log.store, journalProjection);
  expect(await rows()).toEqual(before);
});
