import type { Database } from './database.ts';

/** A day: a step may go through a large table, and others wait for whoever takes it. */
const LONGEST_STEP_MS = 86_400_000;

const TABLE = `
  CREATE SCHEMA IF NOT EXISTS platform;
  CREATE TABLE IF NOT EXISTS platform.migrations (
    component text NOT NULL,
    step int NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (component, step)
  )`;

/**
 * Brings the tables of a component to their present shape: `steps` are SQL scripts, each run once, in order.
 * Never change a step that has been released; add one. Several processes may start at once.
 */
export function migrate(database: Database, component: string, steps: readonly string[]): Promise<void> {
  return database.transaction(async (sql) => {
    const patiently = (text: string) => sql.query({ text, query_timeout: LONGEST_STEP_MS });
    await patiently(`SELECT pg_advisory_xact_lock(hashtext('greffe:migrations'))`);
    await sql.query(TABLE);
    const { rows } = await sql.query<{ done: number }>(
      'SELECT coalesce(max(step), 0)::int AS done FROM platform.migrations WHERE component = $1',
      [component],
    );
    for (let step: number = rows[0]!.done; step < steps.length; step++) {
      await patiently(steps[step]!);
      await sql.query('INSERT INTO platform.migrations (component, step) VALUES ($1, $2)', [
        component,
        step + 1,
      ]);
    }
  });
}
