import { Database } from '#platform';
import { type TestLog, testLog, visible } from '../../../../test/support/test-log.ts';
import { counted, serializer } from '../contract/fixture.ts';
import { START } from '../position.ts';
import { PostgresEventStore } from './postgres-event-store.ts';

const EVENTS = 50_000;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** What is asked again and again must not read the whole log, whichever plan PostgreSQL settles on. */
describe('query plans of the log', () => {
  let log: TestLog;
  beforeAll(async () => {
    log = await testLog({});
    // Many transactions of a few events; one event in a thousand is of a rare category.
    await log.database.query(
      `INSERT INTO event_log.events (transaction_id, stream, revision, id, type, schema, data, metadata)
       SELECT n / 3, CASE WHEN n % 1000 = 7 THEN 'rare-' ELSE 'common-' END || n / 10, n % 10, gen_random_uuid(),
              'Counted', 1, json_build_object('n', n), '{}' FROM generate_series(1, $1::int) AS n`,
      [EVENTS],
    );
    await log.database.query(`UPDATE event_log.cluster SET transaction_offset = $1`, [EVENTS]);
  });
  afterAll(() => log.drop());

  /** The rows of the log that `ask` looks at. */
  async function rowsTouched(ask: (store: PostgresEventStore) => Promise<unknown>): Promise<number> {
    const plans: Plan[] = [];
    await log.database.transaction(async (sql) => {
      const explaining = {
        query: async (query: { text: string; values?: unknown[] }) => {
          const parameters = (query.values ?? []).map(literal).join(', ');
          await sql.query(`PREPARE asked AS ${query.text}`);
          const { rows } = await sql.query(
            `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked ${parameters && `(${parameters})`}`,
          );
          await sql.query('DEALLOCATE asked');
          plans.push(rows[0]!['QUERY PLAN'][0].Plan);
          return sql.query(query);
        },
      };
      await sql.query(`SET LOCAL plan_cache_mode TO ${mode}`);
      await ask(
        new PostgresEventStore(
          Object.assign(Object.create(log.database), explaining),
          log.notifications,
          serializer,
        ),
      );
    });
    const all = plans.flatMap(nodes);
    expect(
      all.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'events'),
    ).toEqual([]);
    return all
      .filter((node) => node['Relation Name'] === 'events')
      .map((node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'])
      .reduce((sum, rows) => sum + rows, 0);
  }

  it('plans reads of one stream, and appends, no more after some times', async () => {
    const single = new Database(log.url, undefined, { poolSize: 1 });
    const store = new PostgresEventStore(single, log.notifications, serializer);
    for (let time = 0; time < 20; time++) {
      await store.readStream(`common-${time}`);
      await store.readStream(`common-${time}`, { direction: 'backwards', limit: 4 });
      await store.append('planned-1', time === 0 ? 'none' : time - 1, [counted(time)]);
      await store.append('planned-2', 'any', [counted(time)]);
    }
    const { rows } = await single.query(
      'SELECT name FROM pg_prepared_statements WHERE custom_plans < 10 ORDER BY name',
    );
    expect(rows.map(({ name }) => name)).toEqual([
      ...['event-log-read-one-backwards', 'event-log-read-one-forwards', 'event-log-write'],
    ]);
    await single.close();
  });

  let mode: string;
  describe.each(['force_generic_plan', 'force_custom_plan'])('%s', (planCacheMode) => {
    describe.each([false, true])('statistics gathered: %s', (analyzed) => {
      beforeAll(async () => {
        mode = planCacheMode;
        if (analyzed) await log.database.query('ANALYZE event_log.events');
      });

      it.each([
        ['everything', undefined, 101],
        ['a frequent category', ['common'], 101],
        ['a rare category', ['rare'], 50],
        ['both', ['rare', 'common'], 151],
        ['a category that is not there', ['missing'], 0],
      ])('reads no more than a page of %s', async (_, categories, page) => {
        const touched = await rowsTouched((store) => store.readAll({ after: START, categories, limit: 100 }));
        expect(touched).toBeLessThanOrEqual(page + 2);
      });

      it('reads next to nothing at the end of the log', async () => {
        await visible(log);
        const after = await new PostgresEventStore(log.database, log.notifications, serializer).head();
        for (const categories of [undefined, ['common'], ['rare', 'common']]) {
          expect(await rowsTouched((store) => store.readAll({ after, categories }))).toBeLessThanOrEqual(3);
        }
      });

      it('reads what it gives of a stream', async () => {
        expect(await rowsTouched((store) => store.readStream('common-201'))).toBe(10);
        expect(
          await rowsTouched((store) => store.readStream('common-201', { direction: 'backwards', limit: 2 })),
        ).toBe(2);
      });

      it('reads one event to know the head', async () => {
        expect(await rowsTouched((store) => store.head())).toBe(1);
      });
    });
  });
});

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return `'{${value.join(',')}}'`;
  return typeof value === 'number' ? String(value) : `'${value}'`;
}
