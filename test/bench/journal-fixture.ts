import { journalProjection } from '#connections';
import type { Database } from '#platform';
import { PARTNERS, withPortal } from './workbench.ts';

/** Ten million are the size that the figures are stated for; filling the tables takes some minutes then. */
const ATTEMPTS = Number(process.env.GREFFE_BENCH_ATTEMPTS ?? 2_000_000);
const ORGANISMS = 300;
const CODES = 3000;
const DAYS = 365;
const LONGEST_MS = 3_600_000;

/** A year of attempts up to now, in the read model alone, and an officer of the Caf of all of them who reads over HTTP. */
export interface FilledJournal {
  readonly attempts: number;
  readonly database: Database;
  /** Asks for a path below `/api/connections`, and reads the answer. */
  get(path: string): Promise<void>;
}

export const withFilledJournal = (measure: (journal: FilledJournal) => Promise<void>) =>
  withPortal('caf-security', async ({ database, get }) => {
    await fill(database);
    const read = async (path: string) => {
      await get(`/api/connections${path}`);
    };
    await measure({ attempts: ATTEMPTS, database, get: read });
  });

async function fill(database: Database): Promise<void> {
  const run = (text: string, values: unknown[] = []) =>
    database.query({ text, values, query_timeout: LONGEST_MS });
  const { rows: indexes } = await run(
    `SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'journal' AND NOT indexname LIKE '%_pkey'
     AND tablename IN ('attempts', 'daily')`,
  );
  for (const { name } of indexes) await run(`DROP INDEX journal.${name}`);
  await run('TRUNCATE journal.attempts, journal.hourly, journal.daily');
  await run(PARTNERS, [ORGANISMS]);
  await run(PARTITIONS);
  await run(GENERATED, [ATTEMPTS, DAYS, CODES, ORGANISMS]);
  await run(HOURLY);
  for (const [field, value] of Object.entries(DAILY)) await run(daily(field, value));
  await run(`SET search_path TO journal; ${journalProjection.indexes}; RESET search_path`);
  await run('VACUUM (ANALYZE) journal.attempts, journal.hourly, journal.daily');
}

const PARTITIONS = `
  DO $$ DECLARE month timestamptz; BEGIN
    FOR month IN SELECT generate_series(date_trunc('month', now() - interval '366 days', 'UTC'), now(), interval '1 month') LOOP
      EXECUTE format('CREATE TABLE IF NOT EXISTS journal.attempts_%s PARTITION OF journal.attempts FOR VALUES FROM (%L) TO (%L)',
        to_char(month AT TIME ZONE 'UTC', 'YYYY_MM'), month, month + interval '1 month');
    END LOOP;
  END $$`;

/**
 * Mostly in office hours; some codes, and the networks of large organisms, far more than others; one attempt in twelve
 * fails, each way of failing rarer than the one before.
 */
const GENERATED = `
  INSERT INTO journal.attempts
    (at, id, user_code, outcome, count, address, network, user_agent, browser, organism_id, place, factors)
  SELECT at, gen_random_uuid(), 'A' || lpad(code::text, 6, '0'), outcome, 1, network, network, browser || '/1', browser,
    'O' || code % $4::int, place, 'password'
  FROM (SELECT place,
      date_trunc('day', now()) - make_interval(days => floor(random() * $2::int)::int) + interval '6 hours'
        + random() * random() * interval '15 hours' AS at,
      floor(power(random(), 2) * $3::int)::int AS code,
      (ARRAY['wrong-password', 'throttled', 'idle', 'not-habilitated', 'blocked'])[1 + floor(power(random(), 3) * 5)::int] AS failure,
      random() AS luck, random() AS post,
      'Browser ' || floor(power(random(), 3) * 15)::int || ', Windows' AS browser
    FROM generate_series(1, $1::int) AS place) AS drawn,
  LATERAL (SELECT
    CASE WHEN luck < 1 / 12.0 THEN failure ELSE 'success' END AS outcome,
    CASE WHEN post < 0.15 THEN '10.0.0.1' ELSE '10.' || 1 + code % 200 || '.' || code / 200 || '.' || floor(post * 4)::int
    END AS network) AS derived`;

const HOURLY = `
  INSERT INTO journal.hourly SELECT date_trunc('hour', at, 'UTC'), outcome, organism_id, sum(count)
  FROM journal.attempts GROUP BY 1, 2, 3`;

const DAILY = {
  all: `''`,
  user_code: 'user_code',
  network: 'network',
  browser: 'browser',
  origin: `'portal'`,
};
const daily = (field: string, value: string) => `
  INSERT INTO journal.daily
  SELECT '${field}', (hour AT TIME ZONE 'Europe/Paris')::date, value, outcome, organism_id, sum(n) FROM (
    SELECT date_trunc('hour', at, 'UTC') AS hour, ${value} AS value, outcome, organism_id, sum(count) AS n
    FROM journal.attempts GROUP BY 1, 2, 3, 4) AS hours
  GROUP BY 2, 3, 4, 5`;
