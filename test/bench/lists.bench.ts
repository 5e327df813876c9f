import type { Database } from '#platform';
import { SEARCHED } from '../../libs/accounts/src/read-models/accounts/searched.ts';
import { elapsed, percentile, report } from './figure.ts';
import { PARTNERS, withPortal } from './workbench.ts';

const PERSONS = Number(process.env.GREFFE_BENCH_PERSONS ?? 100_000);
const PARTNERS_OF_CAF = 422;
const ROUNDS = 200;
const WARM_UP = 20;
const LONGEST_MS = 600_000;

/**
 * Pages of the lists of persons and of codes over HTTP: searched, filtered, sorted, and deep inside. p95 of all of them,
 * against the plain SQL of the first fifty names in the same run; and the size of the largest page.
 */
export const lists = () =>
  withPortal('caf-security', async ({ database, get }) => {
    await fill(database);
    const deep = await cursors(get);
    const times = new Map<string, number[]>();
    const plain: number[] = [];
    let largest = 0;
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const asked = Object.entries(QUESTIONS)[Math.abs(round) % Object.keys(QUESTIONS).length]!;
      const [question, path] = asked;
      for (const list of ['persons', 'accounts']) {
        let answer = '';
        const time = await elapsed(async () => {
          answer = await get(`/api/lists/${list}?${path(Math.abs(round), deep.get(list)!)}`);
        });
        const reference = await elapsed(() => database.query(FIRST_NAMES));
        if (round < 0) continue;
        largest = Math.max(largest, answer.length);
        times.set(question, [...(times.get(question) ?? []), time]);
        plain.push(reference);
      }
    }
    const reference = percentile(plain, 0.95);
    for (const [question, taken] of times) tell(`lists: ${question}`, taken, reference);
    tell('lists', [...times.values()].flat(), reference);
    report({ name: 'lists: largest page', value: largest / 1000, unit: 'kB', reference: null, ratio: null });
  });

function tell(name: string, times: readonly number[], reference: number): void {
  const value = percentile(times, 0.95);
  const unit = `ms, p95 of ${PERSONS} persons`;
  report({ name, value, unit, reference, ratio: value / reference });
}

const FIRST_NAMES = `
  SELECT p.* FROM habilitations.persons p
  ORDER BY p.last_name COLLATE "fr-x-icu", p.first_name COLLATE "fr-x-icu", p.id LIMIT 50`;

/** What is asked in a round; the same of both lists. */
const QUESTIONS: Readonly<Record<string, (round: number, cursor: string) => string>> = {
  first: () => '',
  'by a name': (round) => `q=${NAMES[round % NAMES.length]}`,
  'by parts': (round) => `q=nom${round * 37}%20pre`,
  'by two letters': () => 'q=nc',
  'by a code': (round) => `q=a${String(round * 91).padStart(6, '0')}`,
  'by a mailbox': (round) => `q=agent.${round * 13}@`,
  'by nothing there is': () => 'q=introuvable',
  filtered: (round) => `state=${['blocked', 'active'][round % 2]}`,
  'the other way round': () => 'sort=-name',
  deep: (_, cursor) => `cursor=${cursor}`,
};
const NAMES = ['Lefèvre', 'dubois', 'müller', 'nguyen'];

/** Cursors of pages deep inside each list. */
async function cursors(get: (path: string) => Promise<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const list of ['persons', 'accounts']) {
    let next = '';
    for (let page = 0; page < 50; page++) {
      next = JSON.parse(await get(`/api/lists/${list}?limit=100${next && `&cursor=${next}`}`)).next;
    }
    found.set(list, next);
  }
  return found;
}

async function fill(database: Database): Promise<void> {
  const run = (text: string, values: unknown[] = []) =>
    database.query({ text, values, query_timeout: LONGEST_MS });
  await run(PARTNERS, [PARTNERS_OF_CAF]);
  await run(HABILITATIONS, [PARTNERS_OF_CAF]);
  await run(FILLED_PERSONS, [PERSONS, PARTNERS_OF_CAF, NAMES]);
  await run(HOLDINGS, []);
  await run(CODES, []);
  await run(FOUND_BY);
  await run(
    'VACUUM (ANALYZE) conventions.conventions, habilitations.persons, habilitations.holdings, accounts.accounts, accounts.searched',
  );
}

/** One establishment of each partner, by its convention. */
const HABILITATIONS = `
  WITH filled AS (
    INSERT INTO habilitations.conventions (id, gestionnaire_id, caf_id, gestionnaire, caf, effective_from, until, active_from, active_until)
    SELECT id, gestionnaire_id, caf_id, gestionnaire, caf, effective_from, until, '2020-01-01T00:00:00.000Z', '2099-12-31T00:00:00.000Z'
    FROM conventions.conventions RETURNING id, gestionnaire_id)
  INSERT INTO habilitations.establishments (convention_id, id, name, address) SELECT id, gen_random_uuid(), 'Crèche ' || gestionnaire_id, 'Lille' FROM filled
  WHERE $1::int > 0`;

/** Some names are those of many, the others of a few. */
const FILLED_PERSONS = `
  INSERT INTO habilitations.persons (id, gestionnaire_id, last_name, first_name, function, email)
  SELECT gen_random_uuid(), 'O' || n % $2::int,
    CASE WHEN n % 50 = 0 THEN initcap(($3::text[])[1 + n / 50 % 4]) ELSE 'Nom' || n / 3 END,
    'Prénom' || n % 400, 'Agent', 'agent.' || n || '@mairie.example'
  FROM generate_series(1, $1::int) AS n`;

const HOLDINGS = `
  INSERT INTO habilitations.holdings (id, establishment_id, convention_id, person_id, profile, started_at)
  SELECT gen_random_uuid(), e.id, e.convention_id, p.id, 'activity', '2026-01-01T00:00:00.000Z'
  FROM habilitations.persons p JOIN habilitations.conventions c ON c.gestionnaire_id = p.gestionnaire_id
  JOIN habilitations.establishments e ON e.convention_id = c.id`;

const CODES = `
  INSERT INTO accounts.accounts (user_code, person_id, role, organism_id, organism_name, name, email, state, activated,
    delivered_at, last_success)
  SELECT 'A' || lpad(n::text, 6, '0'), id, 'agent', gestionnaire_id, 'Mairie', first_name || ' ' || last_name, email,
    CASE WHEN n % 20 = 0 THEN 'blocked' ELSE 'active' END, true, now() - interval '1 year', now() - n % 50 * interval '1 day'
  FROM (SELECT row_number() OVER () AS n, p.* FROM habilitations.persons p) AS numbered`;

const FOUND_BY = `INSERT INTO accounts.searched SELECT ${SEARCHED} FROM accounts.accounts`;
