import pg from 'pg';
import type { Config } from '../config/config.ts';
import type { Database, Sql } from './database.ts';

/** A day: for what goes through a large table, and for others who wait for whoever does. */
export const LONGEST_STEP_MS = 86_400_000;

const TABLE = `
  CREATE SCHEMA IF NOT EXISTS platform;
  CREATE TABLE IF NOT EXISTS platform.migrations (
    component text NOT NULL,
    step int NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (component, step)
  )`;

/** Whoever makes tables, or gives them to somebody, waits for whoever does. */
export const MIGRATIONS_TURN = `SELECT pg_advisory_xact_lock(hashtext('greffe:migrations'))`;

/** `insufficient_privilege` */
const NOT_ALLOWED = '42501';

/** The tables are not there yet in their present shape, and are for the owner of the database to make. */
export class OwnerNeeded extends Error {
  override readonly name = 'OwnerNeeded';

  constructor(cause: unknown) {
    super('its tables are for their owner to make: greffe store migrate', { cause });
  }
}

/** What a step may need that the database must not hold. */
type Secrets = Pick<Config, 'nameSecret'>;

const NO_SECRETS: Secrets = { nameSecret: '' };

/** An SQL script; or what does as much, where that takes a secret. */
export type MigrationStep = string | ((sql: Sql, secrets: Secrets) => Promise<void>);

/**
 * Brings the tables of a component to their present shape: `steps` are each run once, in order.
 * Never change a step that has been released; add one. Several processes may start at once.
 * @throws OwnerNeeded where there is something to do that the role of `database` may not
 */
export async function migrate(database: Database, component: string, steps: readonly string[]): Promise<void>;
export async function migrate(
  database: Database,
  component: string,
  steps: readonly MigrationStep[],
  secrets: Secrets,
): Promise<void>;
export async function migrate(
  database: Database,
  component: string,
  steps: readonly MigrationStep[],
  secrets: Secrets = NO_SECRETS,
): Promise<void> {
  await byOwner(() => run(database, component, steps, secrets));
}

/** Does what may be for the owner alone. @throws OwnerNeeded */
export async function byOwner<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof pg.DatabaseError && error.code === NOT_ALLOWED ? new OwnerNeeded(error) : error;
  }
}

function run(
  database: Database,
  component: string,
  steps: readonly MigrationStep[],
  secrets: Secrets,
): Promise<void> {
  return database.transaction(async (sql) => {
    const patiently = (text: string) => sql.query({ text, query_timeout: LONGEST_STEP_MS });
    await patiently(MIGRATIONS_TURN);
    const { rows: tables } = await sql.query(`SELECT to_regclass('platform.migrations') AS found`);
    if (!tables[0]!.found) await sql.query(TABLE);
    const { rows } = await sql.query<{ done: number }>(
      'SELECT coalesce(max(step), 0)::int AS done FROM platform.migrations WHERE component = $1',
      [component],
    );
    for (let step: number = rows[0]!.done; step < steps.length; step++) {
      const next = steps[step]!;
      await (typeof next === 'string' ? patiently(next) : next(sql, secrets));
      await sql.query('INSERT INTO platform.migrations (component, step) VALUES ($1, $2)', [
        component,
        step + 1,
      ]);
    }
  });
}
