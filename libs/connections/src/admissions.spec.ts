import fc from 'fast-check';
import { Database, type Instant, migrate } from '#platform';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.ts';
import { Admissions, type Beginning } from './admissions.ts';
import { connections } from './index.ts';

const NOW = '2026-03-10T09:00:00.000Z';
const later = (seconds: number): Instant => new Date(Date.parse(NOW) + seconds * 1000).toISOString();

let db: TestDatabase;
let other: Database;
/** Two portals on one PostgreSQL. */
let portals: [Admissions, Admissions];

beforeAll(async () => {
  db = await testDatabase();
  other = new Database(db.url);
  await migrate(db.database, 'connections', connections.migrations ?? [], { nameSecret: '' });
  portals = [new Admissions(db.database), new Admissions(other)];
});
afterAll(async () => {
  await other.close();
  await db.drop();
});
beforeEach(() => db.database.query('TRUNCATE admission.counts'));

const from = (network: string, change: Partial<Beginning> = {}): Beginning => ({
  subject: 'code',
  origin: network,
  network,
  ofFactor: false,
  at: NOW,
  ...change,
});
const known = (browser: string): Beginning => from(`browser ${browser}`, { network: null });
/** At one of the portals; when the attempt may begin, once that is written. */
async function begin(portal: number, attempt: Beginning): Promise<Instant | null> {
  const { retryAt, counted } = await portals[portal]!.begin(attempt);
  await counted;
  return retryAt;
}
/** So many at once, at both portals; how many may begin. */
async function burst(count: number, attempt: (index: number) => Beginning): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) => begin(index % 2, attempt(index))),
  );
  return answers.filter((retryAt) => retryAt === null).length;
}

describe('R18: attempts count when they begin, exactly, at all portals together', () => {
  it('60 at once on one code from one network: six, as one after the other', async () => {
    expect(await burst(60, () => from('10.0.0.1'))).toBe(6);
    expect(await begin(0, from('10.0.0.1'))).toBe(later(60));
  });

  it('1,500 at once from one network on as many codes: 30', async () => {
    expect(await burst(1500, (index) => from('10.0.0.1', { subject: `code ${index}` }))).toBe(30);
    expect(await begin(1, from('10.0.0.1', { subject: 'another' }))).toBe(later(600));
  });

  it('any attempts at once: as many as the same one after the other', async () => {
    const attempts = fc.array(
      fc.record({ subject: fc.constantFrom('a', 'b'), network: fc.constantFrom('10.0.0.1', '10.0.0.2') }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(attempts, async (wanted) => {
        const beginning = wanted.map(({ subject, network }) => from(network, { subject }));
        const begun = await burst(beginning.length, (index) => beginning[index]!);
        await db.database.query('TRUNCATE admission.counts');
        let expected = 0;
        for (const attempt of beginning) if ((await begin(0, attempt)) === null) expected++;
        await db.database.query('TRUNCATE admission.counts');
        // The networks together stay below 30 here, so that order changes nothing.
        expect(begun).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('those that were right, or that nobody looked at, count no more', async () => {
    for (let index = 0; index < 40; index++) {
      const attempt = from('10.0.0.1', { at: later(index) });
      expect(await begin(0, attempt)).toBeNull();
      await portals[1].takeBack(attempt, index % 2 === 0);
    }
  });
});

describe('R18: an attempt may begin while its count is written', () => {
  it('and whoever asks next comes behind it, wherever', async () => {
    const begun = [];
    for (let index = 0; index < 6; index++) begun.push(await portals[index % 2]!.begin(from('10.0.0.1')));
    expect((await portals[0].begin(from('10.0.0.1'))).retryAt).toBe(later(60));
    await Promise.all(begun.map(({ counted }) => counted));
  });

  it('and is told where that cannot be', async () => {
    await db.database.query(
      `ALTER TABLE admission.counts ADD CONSTRAINT refuses CHECK (subject <> 'refused')`,
    );
    const { retryAt, counted } = await portals[0].begin(from('10.0.0.1', { subject: 'refused' }));
    expect(retryAt).toBeNull();
    await expect(counted).rejects.toThrow('refuses');
    const { rows } = await db.database.query('SELECT FROM admission.counts');
    expect(rows).toHaveLength(0);
    expect(await begin(1, from('10.0.0.1'))).toBeNull();
    await db.database.query('ALTER TABLE admission.counts DROP CONSTRAINT refuses');
  });
});

describe('R18: wrong second factors count by code, wherever they come from', () => {
  const ofFactor = (origin: string, at = NOW): Beginning => from(origin, { ofFactor: true, at });

  it('60 at once from as many networks and browsers: eleven, as one after the other', async () => {
    const attempt = (index: number): Beginning =>
      index % 3 === 0 ? { ...known(`b${index}`), ofFactor: true } : ofFactor(`10.0.${index}.1`);
    expect(await burst(60, attempt)).toBe(11);
    expect(await begin(0, ofFactor('10.1.0.1'))).toBe(later(60));
  });

  it('the password of that code does not wait for it, nor does another code', async () => {
    await burst(60, (index) => ofFactor(`10.0.${index}.1`));
    expect(await begin(1, from('10.1.0.1'))).toBeNull();
    expect(await portals[0].waits(NOW)).toEqual(new Map([['code', { until: later(60), origins: 0 }]]));
    expect(await begin(0, from('10.1.0.2', { subject: 'other', ofFactor: true }))).toBeNull();
  });

  it('they wait twice as long each time, over days, until one was right', async () => {
    await burst(11, (index) => ofFactor(`10.0.${index}.1`));
    let at = later(60);
    for (let wait = 120; wait < 100 * 86_400; wait *= 2) {
      expect(await begin(0, ofFactor('10.1.0.1', at))).toBeNull();
      await portals[0].purge(at);
      const until = new Date(Date.parse(at) + wait * 1000).toISOString();
      expect(await begin(1, ofFactor('10.1.0.2', at))).toBe(until);
      at = until;
    }
    const right = ofFactor('10.1.0.3', at);
    expect(await begin(0, right)).toBeNull();
    await portals[0].takeBack(right, true);
    expect(await burst(60, (index) => ofFactor(`10.2.${index}.1`, at))).toBe(11);
  });

  it('another password does not end that wait, and the Caf does', async () => {
    await burst(60, (index) => ofFactor(`10.0.${index % 12}.1`));
    await portals[0].endPasswordWaits('code');
    expect(await begin(0, from('10.0.1.1'))).toBeNull();
    expect(await begin(0, ofFactor('10.1.0.1'))).toBe(later(60));
    await portals[0].endWaits('code');
    expect(await begin(0, ofFactor('10.1.0.1'))).toBeNull();
  });
});

describe('R18: an outsider keeps nobody out', () => {
  it('waits by code and network, and by code and browser', async () => {
    await burst(60, () => from('10.0.0.1'));
    expect(await begin(0, from('10.0.0.2'))).toBeNull();
    expect(await begin(0, known('b1'))).toBeNull();
    expect(await burst(60, () => known('b1'))).toBe(5);
    expect(await begin(0, known('b2'))).toBeNull();
    expect(await begin(0, from('10.0.0.2'))).toBeNull();
  });

  it('a browser that is known does not wait for the failures of its network', async () => {
    await burst(60, (index) => from('10.0.0.1', { subject: `code ${index}` }));
    expect(await begin(0, from('10.0.0.1'))).not.toBeNull();
    expect(await begin(0, known('b1'))).toBeNull();
  });

  it('who waits is told, until the waits are ended or over', async () => {
    await burst(20, () => from('10.0.0.1'));
    await burst(20, () => from('10.0.0.2'));
    expect(await portals[0].waits(NOW)).toEqual(new Map([['code', { until: later(60), origins: 2 }]]));
    expect(await portals[0].waits(later(60))).toEqual(new Map());
    await portals[1].endWaits('code');
    expect(await portals[0].waits(NOW)).toEqual(new Map());
    expect(await burst(60, () => from('10.0.0.1'))).toBe(6);
  });

  it('what counts no more is removed', async () => {
    await burst(2, (index) => from('10.0.0.1', { subject: `code ${index}` }));
    expect(await portals[0].purge(later(86_400))).toBe(0);
    expect(await portals[0].purge(later(86_401))).toBe(3);
  });
});

it('plans nothing anew for each attempt, and by the key though nothing was counted yet', async () => {
  await db.database.query('ANALYZE admission.counts');
  const single = new Database(db.url, undefined, { poolSize: 1 });
  const portal = new Admissions(single);
  for (let index = 0; index < 5; index++) await (await portal.begin(known(`b${index}`))).counted;
  const { rows } = await single.query(
    `SELECT name, custom_plans::int FROM pg_prepared_statements WHERE name LIKE 'admission%' ORDER BY name`,
  );
  expect(rows.map(({ name, custom_plans }) => [name, custom_plans])).toEqual([
    ['admission-read', 0],
    ['admission-write', 0],
  ]);
  await single.query('SET plan_cache_mode = force_generic_plan');
  const plan = await single.query(`EXPLAIN (COSTS off) EXECUTE "admission-read" ('{a}', '{b}')`);
  expect(plan.rows.map((row) => row['QUERY PLAN'].trim())).toContain(
    'Index Cond: ((subject = wanted.subject) AND (origin = wanted.origin))',
  );
  await single.close();
});

it('R18: a portal that stops in the middle holds the others up no longer than two seconds', async () => {
  const stopped = await db.database.dedicated();
  await stopped.query(
    `BEGIN; SET LOCAL idle_in_transaction_session_timeout = '2s';
     SELECT pg_advisory_xact_lock(hashtext('greffe:admission'))`,
  );
  expect(await begin(0, from('10.0.0.1'))).toBeNull();
  await stopped.end().catch(() => {});
});
