import { AccountsQuery } from '#accounts';
import { ConventionsQuery } from '#conventions';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const IDLE = 1000;
const FEW = 10_000;
const MANY = 100_000;
const ROUNDS = 51;

/** Finding 1,000 idle codes among 100,000, against the same among 10,000: the cost follows the idle ones. */
export const idleSweep = () =>
  withEngines(async ({ database, clock }) => {
    const accounts = new AccountsQuery(database, new ConventionsQuery(database, clock));
    const sweep = async () => {
      const found = await accounts.idleCodes(clock.now());
      if (found.length !== IDLE) throw new Error(`${found.length} codes are idle, not ${IDLE}`);
    };
    const fill = async (codes: number) => {
      await database.query('TRUNCATE accounts.accounts');
      await database.query(FILL, [codes, IDLE, clock.now()]);
      await database.query('VACUUM (ANALYZE) accounts.accounts');
    };
    const measure = async (codes: number) => {
      await fill(codes);
      for (let warmUp = 0; warmUp < 10; warmUp++) await sweep();
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) times.push(await elapsed(sweep));
      return median(times);
    };

    const reference = await measure(FEW);
    const value = await measure(MANY);
    report({ name: 'idle-sweep', value, unit: 'ms', reference, ratio: value / reference });
  });

/** The idle ones scattered among the others, all of them active and last used within the 45 days. */
const FILL = `
  INSERT INTO accounts.accounts (user_code, person_id, role, organism_id, organism_name, name, email, state, activated,
    delivered_at, last_success)
  SELECT 'A' || lpad(n::text, 6, '0'), gen_random_uuid(), 'agent', (n % 500)::text, 'Mairie ' || n % 500,
    'Agent ' || n, 'agent.' || n || '@mairie.example', 'active', true, $3::timestamptz - interval '1 year',
    $3::timestamptz - CASE WHEN n % ($1::int / $2::int) = 0 THEN interval '60 days' ELSE interval '1 day' END
      - n * interval '1 second'
  FROM generate_series(1, $1::int) AS n`;
