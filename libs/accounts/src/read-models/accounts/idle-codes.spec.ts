import { ConventionsQuery } from '#conventions';
import { checkpointSteps, installReadModels } from '#event-sourcing';
import { migrate } from '#platform';
import { FixedClock } from '../../../../../test/support/test-clock.ts';
import { type TestDatabase, testDatabase } from '../../../../../test/support/test-database.ts';
import { accountsProjection } from './projection.ts';
import { AccountsQuery } from './query.ts';

const NOW = '2026-06-10T10:00:00.000Z';
const CODES = 20_000;
const IDLE = 500;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

describe('R21: the codes that the sweep looks at', () => {
  let db: TestDatabase;
  let accounts: AccountsQuery;
  beforeAll(async () => {
    db = await testDatabase();
    await migrate(db.database, 'followers', checkpointSteps);
    await installReadModels(db.database, [accountsProjection]);
    await db.database.query(
      `INSERT INTO accounts.accounts (user_code, role, organism_id, organism_name, name, email, state, activated,
         delivered_at, last_success)
       SELECT 'A' || lpad(n::text, 6, '0'), 'agent', 'mairie', 'Mairie', 'Agent', 'agent@mairie.example', 'active',
         true, $3::timestamptz - interval '1 year',
         $3::timestamptz - CASE WHEN n % ($1::int / $2::int) = 0 THEN interval '60 days' ELSE interval '1 day' END
       FROM generate_series(1, $1::int) AS n`,
      [CODES, IDLE, NOW],
    );
    await db.database.query('VACUUM (ANALYZE) accounts.accounts');
    accounts = new AccountsQuery(db.database, new ConventionsQuery(db.database, new FixedClock(NOW)));
  });
  afterAll(() => db.drop());

  it.each([1, 2, 3, 7])('are in exactly one of %i shares, about as many in each', async (of) => {
    const shares = await Promise.all(
      Array.from({ length: of }, (_, index) => accounts.idleCodes(NOW, { index, of })),
    );
    const all = shares.flat();
    expect(all).toHaveLength(IDLE);
    expect(new Set(all).size).toBe(IDLE);
    expect([...all].sort()).toEqual((await accounts.idleCodes(NOW)).sort());
    for (const share of shares) expect(share.length).toBeGreaterThan(IDLE / of / 2);
  });

  it('are counted', async () => {
    expect(await accounts.idleCount(NOW)).toBe(IDLE);
  });

  it.each(['force_generic_plan', 'force_custom_plan'])(
    'are found through the index, without a look at the others (%s)',
    async (mode) => {
      const plans: Plan[] = [];
      await db.database.transaction(async (sql) => {
        await sql.query(`SET LOCAL plan_cache_mode TO ${mode}`);
        const explaining = {
          query: async ({ text, values }: { text: string; values: unknown[] }) => {
            await sql.query(`PREPARE asked AS ${text}`);
            const given = values
              .map((value) => (typeof value === 'number' ? value : `'${value}'`))
              .join(', ');
            const { rows } = await sql.query(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked (${given})`);
            await sql.query('DEALLOCATE asked');
            plans.push(rows[0]!['QUERY PLAN'][0].Plan);
            return { rows: [{ idle: 0 }] };
          },
        };
        const watched = Object.assign(Object.create(db.database), explaining);
        const query = new AccountsQuery(watched, new ConventionsQuery(watched, new FixedClock(NOW)));
        await query.idleCount(NOW);
        await query.idleCodes(NOW, { index: 1, of: 3 });
      });
      const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
      const scans = plans.flatMap(nodes).filter((node) => node['Index Name'] || node['Relation Name']);
      expect(scans.length).toBeGreaterThanOrEqual(2);
      for (const scan of scans) {
        expect(scan['Node Type']).not.toBe('Seq Scan');
        const touched = scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0);
        expect(touched + (scan['Rows Removed by Index Recheck'] ?? 0)).toBeLessThanOrEqual(IDLE);
      }
    },
  );
});
