import { randomUUID } from 'node:crypto';
import { ConventionsQuery } from '#conventions';
import { type NewEvent, rebuild } from '#event-sourcing';
import { groupBy, type Instant, type Principal, startOfDay, systemActor } from '#platform';
import { TestClock } from '../../../../../test/support/test-clock.ts';
import { type TestLog, testLog, visible } from '../../../../../test/support/test-log.ts';
import type { CodeDirectory } from '../../code-directory.ts';
import { networkOf } from '../../domain/address.ts';
import { browserOf } from '../../domain/browser.ts';
import { attemptOutcomes, type ConnectionsEvent, connectionsStream } from '../../domain/connections.ts';
import { type ImportedAttemptEvent, importedStream } from '../../domain/imported-attempt.ts';
import { connections } from '../../index.ts';
import { barsOf, unitOf } from './bars.ts';
import { AttemptCounts } from './counts.ts';
import { type JournalFilter, JournalFilters } from './filter.ts';
import { HistogramQuery } from './histogram.ts';
import { periodOf } from './period.ts';
import { journalProjection } from './projection.ts';
import { TopQuery } from './top.ts';

type Made = Extract<ConnectionsEvent, { type: 'LoginAttempted' }> | ImportedAttemptEvent;

const OWN = '21590410000017';
const OTHERS = '21590009000014';
const NOW = '2026-10-27T12:00:00.000Z';
/** In half hours, around both changes of hour of a year and over their months. */
const FIRST = Date.parse('2026-03-20T00:00:00.000Z');
const HALF_HOUR_MS = 1_800_000;
const ATTEMPTS = 4000;

const officer = { organism: { id: '595', name: 'Caf du Nord' } } as Principal;
const clock = new TestClock(NOW);
const stays = new AbortController().signal;

class OneGestionnaire extends ConventionsQuery {
  override async overseenBy(caf: string) {
    return [caf, OWN];
  }
}

/** The same numbers each time, in no order that a fault could follow. */
let seed = 7;
const draw = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};
const AGENTS = ['Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', 'curl/8.1', null];
const ADDRESSES = ['10.0.0.1', '10.0.0.2', '2001:db8::1', '2001:db8::2', null];

function attempted(): NewEvent<Made> {
  const isImported = draw(5) === 0;
  const isUnknown = draw(10) === 0;
  const at = new Date(FIRST + draw(222 * 48) * HALF_HOUR_MS).toISOString();
  const metadata = { correlationId: 'c', causationId: 'c', actor: systemActor('t'), occurredAt: at };
  const tried = {
    userCode: isUnknown ? null : `A00000${draw(5)}`,
    identifierHash: null,
    outcome: isUnknown ? 'unknown-code' : attemptOutcomes[draw(4)]!,
    address: ADDRESSES[draw(ADDRESSES.length)]!,
    userAgent: AGENTS[draw(AGENTS.length)]!,
    organism: isUnknown ? null : { id: draw(4) === 0 ? OTHERS : OWN },
    count: 1 + draw(3),
  };
  const id = randomUUID();
  return isImported
    ? { id, type: 'AttemptImported', data: { ...tried, at, source: 'ancien portail' }, metadata }
    : { id, type: 'LoginAttempted', data: { ...tried, sessionId: null, retryAt: null }, metadata };
}

const streamOf = ({ id, type, data }: NewEvent<Made>): string =>
  type === 'AttemptImported' ? importedStream(id) : connectionsStream(data);

let log: TestLog;
const nobodyKnown: CodeDirectory = { namesOf: async () => new Map(), codesNamed: async () => [] };

let histograms: HistogramQuery;
let tops: TopQuery;
const events = Array.from({ length: ATTEMPTS }, attempted);

beforeAll(async () => {
  log = await testLog(connections.eventTypes);
  for (const [stream, made] of groupBy(events, streamOf)) await log.store.append(stream, 'any', made);
  await visible(log);
  await rebuild(log.database, log.store, journalProjection);
  const filters = new JournalFilters(new OneGestionnaire(log.database, clock), clock, nobodyKnown);
  histograms = new HistogramQuery(log.database, filters);
  tops = new TopQuery(log.database, filters);
});
afterAll(() => log.drop());

const VALUES = {
  userCode: ({ data }: NewEvent<Made>) => data.userCode,
  network: ({ data }: NewEvent<Made>) => networkOf(data.address),
  browser: ({ data }: NewEvent<Made>) => browserOf(data.userAgent),
  outcome: ({ data }: NewEvent<Made>) => data.outcome,
  origin: ({ type }: NewEvent<Made>) => (type === 'AttemptImported' ? 'imported' : 'portal'),
};
type Field = keyof typeof VALUES;
const FIELDS = Object.keys(VALUES) as Field[];
const NOT = {
  userCode: 'notUserCode',
  network: 'notNetwork',
  browser: 'notBrowser',
  outcome: 'notOutcome',
  origin: 'notOrigin',
} as const;

/** The attempts that a filter means, found by looking at every one of them. */
function found(filter: JournalFilter): NewEvent<Made>[] {
  const { from, to } = periodOf(filter, NOW);
  return events.filter((event) => {
    const { occurredAt } = event.metadata;
    if (occurredAt < from || occurredAt >= to || event.data.organism?.id === OTHERS) return false;
    return FIELDS.every((field) => {
      const value = VALUES[field](event) as never;
      const [wanted, unwanted] = [
        filter[field] as readonly string[],
        filter[NOT[field]] as readonly string[],
      ];
      return (!wanted || wanted.includes(value)) && !unwanted?.includes(value);
    });
  });
}

const sum = (some: readonly NewEvent<Made>[]) => some.reduce((total, { data }) => total + data.count, 0);

const PERIODS: [name: string, period: Pick<JournalFilter, 'from' | 'to'>][] = [
  ['a week', {}],
  ['the day of 23 hours', { from: '2026-03-29', to: '2026-03-29' }],
  ['the day of 25 hours', { from: '2026-10-25', to: '2026-10-25' }],
  ['some hours', { from: '2026-10-24T21:00:00.000Z', to: '2026-10-25T02:00:00.000Z' }],
  ['days from an hour to another', { from: '2026-03-25T21:00:00.000Z', to: '2026-04-03T02:00:00.000Z' }],
  ['a quarter', { from: '2026-03-01', to: '2026-05-31' }],
  ['a year', { from: '2025-11-01', to: '2026-10-31' }],
  ['two years', { from: '2024-11-01', to: '2026-10-31' }],
];
const FILTERS: [name: string, filter: JournalFilter][] = [
  ['nothing', {}],
  ['outcomes', { outcome: ['wrong-password', 'unknown-code'] }],
  ['no success', { notOutcome: ['success'] }],
  ['a code', { userCode: ['A000001'] }],
  ['no such codes', { notUserCode: ['A000001', 'A000002'] }],
  ['no such codes among failures', { notUserCode: ['A000001', 'A000001'], notOutcome: ['success'] }],
  ['a code that is left out too', { userCode: ['A000001', 'A000002'], notUserCode: ['A000001'] }],
  ['a network and an outcome', { network: ['2001:db8::/56'], outcome: ['success'] }],
  ['imported', { origin: ['imported'] }],
  ['no import', { notOrigin: ['imported'] }],
  ['failures at the portal', { origin: ['portal'], notOutcome: ['success'] }],
  ['a code at the portal', { origin: ['portal'], userCode: ['A000001'] }],
  ['any origin', { origin: ['portal', 'imported'] }],
  ['no such browser', { notBrowser: ['curl 8'] }],
  ['a code and a network', { userCode: ['A000001'], network: ['10.0.0.1'] }],
  [
    'no such code or network, and a browser',
    { notUserCode: ['A000003'], notNetwork: ['unknown'], browser: ['unknown'] },
  ],
];
const CASES = PERIODS.flatMap(([period, range]) =>
  FILTERS.map(([name, filter]) => [`${name} in ${period}`, { ...range, ...filter }] as const),
);

it.each(CASES)('R18: the bars count what the journal holds: %s', async (_, filter) => {
  const { bars, countedSince } = await histograms.read(filter, officer, stays);
  expect(countedSince).toBeNull();
  const counted = found(filter);
  expect(bars).toEqual(
    bars.map(({ from, to }) => {
      const within = counted.filter(({ metadata: { occurredAt: at } }) => from <= at && at < to);
      const successes = sum(within.filter(({ data }) => data.outcome === 'success'));
      // Between its two steps a sign-in has neither succeeded nor failed.
      const pending = sum(within.filter(({ data }) => data.outcome === 'factor-asked'));
      return { from, to, successes, failures: sum(within) - successes - pending, pending };
    }),
  );
  expect(bars[0]!.from).toBe(periodOf(filter, NOW).from);
  expect(bars.at(-1)!.to).toBe(periodOf(filter, NOW).to);
});

it.each(CASES)('R18: the most frequent values are those of the journal: %s', async (_, filter) => {
  const { user_code: userCode, countedSince, ...others } = await tops.read(filter, officer, stays);
  const expected = FIELDS.filter((field) => field !== 'origin').map((field) => {
    const counts = new Map<string, number>();
    for (const event of found(filter)) {
      const value = VALUES[field](event);
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + event.data.count);
    }
    const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    return [field, sorted.slice(0, 10).map(([value, count]) => ({ value, count }))];
  });
  expect({ ...others, userCode }).toEqual(Object.fromEntries(expected));
  expect(countedSince).toBeNull();
});

it.each(['factor-asked', 'wrong-password', undefined] as const)(
  'R18: the count of the journal knows every outcome: %s',
  async (outcome) => {
    const counts = new AttemptCounts(log.database, histograms, new OneGestionnaire(log.database, clock));
    const meant = found(outcome === undefined ? {} : { outcome: [outcome] });
    expect(await counts.countOf({ outcome }, officer, stays)).toBe(sum(meant));
    expect(meant.length).toBeGreaterThan(0);
  },
);

describe('the unit follows the period', () => {
  const bars = (from: string, to: string) => {
    const period = periodOf({ from, to }, NOW);
    return { unit: unitOf(period), bars: barsOf(period, unitOf(period)) };
  };

  it.each([
    ['2026-03-29', '2026-03-29', 'hour', 23],
    ['2026-10-25', '2026-10-25', 'hour', 25],
    ['2026-10-24', '2026-10-26', 'hour', 73],
    ['2026-10-23', '2026-10-26', 'day', 4],
    ['2026-01-01', '2026-12-31', 'week', 53],
    ['2025-01-01', '2026-12-31', 'month', 24],
  ])('%s to %s: %s, %d of them', (from, to, unit, count) => {
    expect(bars(from, to)).toMatchObject({ unit, bars: { length: count } });
  });

  it('days, weeks and months begin at 0:00 in Paris', () => {
    const starts = (from: string, to: string) => bars(from, to).bars.map((bar): Instant => bar.from);
    expect(starts('2026-10-23', '2026-10-26')).toEqual(
      ['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26'].map(startOfDay),
    );
    expect(starts('2026-01-01', '2026-12-31').slice(0, 2)).toEqual(
      ['2026-01-01', '2026-01-05'].map(startOfDay),
    );
    expect(starts('2024-01-15', '2026-01-01').slice(0, 3)).toEqual(
      ['2024-01-15', '2024-02-01', '2024-03-01'].map(startOfDay),
    );
  });
});
