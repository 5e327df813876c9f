import { arrayOf, type Instant, parisDateOf, type Sql, startOfHour } from '#platform';
import type { AttemptOrigin } from '../../domain/imported-attempt.ts';

/** What of an attempt is counted: `organism_id` is null for an identifier that belongs to nobody. */
export interface Counted {
  readonly at: Instant;
  readonly user_code: string | null;
  readonly network: string;
  readonly browser: string;
  readonly outcome: string;
  readonly origin: AttemptOrigin;
  readonly organism_id: string | null;
  readonly count: number;
}

/** The fields whose values are counted by day. */
export const COUNTED_FIELDS = ['user_code', 'network', 'browser', 'origin'] as const;
export type CountedField = (typeof COUNTED_FIELDS)[number];

/** The days of all attempts, whatever their code, network or browser. */
export const ALL = 'all';

/**
 * How many attempts: by hour (UTC), and by day (Paris) for all of them and for each value of each field. No code, and no
 * organism, are an empty text. Every attempt is counted once in `hourly`, and once for each field in `daily`, where each
 * field has pages of its own: one is read without the others. Room is left on each page, for the rows of the present hour
 * and day change with every batch.
 */
export const rollUpTables = `
  CREATE TABLE hourly (
    hour timestamptz NOT NULL,
    outcome text COLLATE "C" NOT NULL,
    organism_id text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (hour, outcome, organism_id)
  ) WITH (fillfactor = 80);
  CREATE TABLE daily (
    field text COLLATE "C" NOT NULL,
    day date NOT NULL,
    value text COLLATE "C" NOT NULL,
    outcome text COLLATE "C" NOT NULL,
    organism_id text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (field, day, value, outcome, organism_id)
  ) PARTITION BY LIST (field);
  ${[ALL, ...COUNTED_FIELDS].map(partitionOf).join('')}
`;

function partitionOf(field: string): string {
  return `
  CREATE TABLE daily_${field} PARTITION OF daily FOR VALUES IN ('${field}') WITH (fillfactor = 80);`;
}

export const rollUpIndexes = `
  CREATE INDEX daily_by_value ON daily (field, value, day);
`;

/** A batch summed up: a row of a roll-up is touched once, however many attempts of the batch it counts. */
export function sumsOf(attempts: readonly Counted[]): { hourly: Sums; daily: Sums } {
  const hourly = new Sums();
  const daily = new Sums();
  for (const attempt of attempts) {
    const { at, outcome, organism_id, count } = attempt;
    const hour = startOfHour(at);
    const day = parisDateOf(hour);
    const group = `${outcome}\0${organism_id ?? ''}`;
    hourly.add(`${hour}\0${group}`, count);
    daily.add(`${ALL}\0${day}\0\0${group}`, count);
    for (const field of COUNTED_FIELDS)
      daily.add(`${field}\0${day}\0${attempt[field] ?? ''}\0${group}`, count);
  }
  return { hourly, daily };
}

export async function addToRollUps(sql: Sql, { hourly, daily }: ReturnType<typeof sumsOf>): Promise<void> {
  const columns = [...hourly.columns(), ...daily.columns()];
  await sql.query({ name: 'add-to-roll-ups', text: ADD, values: columns.map(arrayOf) });
}

const ADD = `
  WITH by_hour AS (
    INSERT INTO hourly SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::bigint[])
    ON CONFLICT (hour, outcome, organism_id) DO UPDATE SET n = hourly.n + excluded.n)
  INSERT INTO daily SELECT * FROM unnest($5::text[], $6::date[], $7::text[], $8::text[], $9::text[], $10::bigint[])
  ON CONFLICT (field, day, value, outcome, organism_id) DO UPDATE SET n = daily.n + excluded.n`;

/** Sums by key, whose parts `\0` divides, in the order of the keys: two writers never wait for each other crosswise. */
class Sums {
  readonly #sums = new Map<string, number>();

  add(key: string, count: number): void {
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + count);
  }

  /** One array for each part of the keys, and one for the sums. */
  columns(): (string | number)[][] {
    const rows = [...this.#sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, sum]) => [...key.split('\0'), sum]);
    return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]!));
  }
}
