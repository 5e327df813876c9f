import { AccountsQuery } from '#accounts';
import { ConventionsQuery } from '#conventions';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const IDLE = 1000;
const SHARES = 5;
const FEW = 10_000;
const MANY = 100_000;
const ROUNDS = 9;
const SWEEPS = 31;
const WARM_UP = 20;

/** Finding 1,000 idle codes, in five shares, among 100,000, against the same among 10,000: the cost follows the idle ones. */
export const idleSweep = () =>
  withEngines(async ({ database, clock }) => {
    const accounts = new AccountsQuery(database, new ConventionsQuery(database, clock));
    const sweep = async () => {
      const idle = await accounts.idleCount(clock.now());
      let found = 0;
      for (let index = 0; index < SHARES; index++) {
        found += (await accounts.idleCodes(clock.now(), { index, of: SHARES })).length;
      }
      if (idle !== IDLE || found !== IDLE) throw new Error(`${idle} codes are idle, ${found} in the shares`);
    };
    const measure = async (codes: number) => {
      // Only one of the two read models has the name that the query looks for.
      await database.query(`ALTER SCHEMA among_${codes} RENAME TO accounts`);
      for (let warmUp = 0; warmUp < WARM_UP; warmUp++) await sweep();
      const times: number[] = [];
      for (let time = 0; time < SWEEPS; time++) times.push(await elapsed(sweep));
      await database.query(`ALTER SCHEMA accounts RENAME TO among_${codes}`);
      return median(times);
    };

    for (const codes of [FEW, MANY]) {
      await database.query(`CREATE SCHEMA among_${codes}`);
      await database.query(`CREATE TABLE among_${codes}.accounts (LIKE accounts.accounts INCLUDING ALL)`);
      await database.query(fill(`among_${codes}.accounts`), [codes, IDLE, clock.now()]);
      await database.query(`VACUUM (ANALYZE) among_${codes}.accounts`);
    }
    await database.query('DROP SCHEMA accounts CASCADE');

    const rounds: { few: number; many: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ few: await measure(FEW), many: await measure(MANY) });
    }
    const value = median(rounds.map(({ many }) => many));
    const reference = median(rounds.map(({ few }) => few));
    const ratio = median(rounds.map(({ few, many }) => many / few));
    report({ name: 'idle-sweep', value, unit: 'ms', reference, ratio });
  });

/** The idle ones scattered among the others, all of them active and last used within the 45 days. */
const fill = (table: string) => `
  INSERT INTO ${table} (user_code, person_id, role, organism_id, organism_name, name, email, state, activated,
    delivered_at, last_success)
  SELECT 'A' || lpad(n::text, 6, '0'), gen_random_uuid(), 'agent', (n % 500)::text, 'Mairie ' || n % 500,
    'Agent ' || n, 'agent.' || n || '@mairie.example', 'active', true, $3::timestamptz - interval '1 year',
    $3::timestamptz - CASE WHEN n % ($1::int / $2::int) = 0 THEN interval '60 days' ELSE interval '1 day' END
      - n * interval '1 second'
  FROM generate_series(1, $1::int) AS n`;
