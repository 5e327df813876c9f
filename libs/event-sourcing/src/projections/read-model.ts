import { BEGUN_NOT_WAITING, type Database, LONGEST_STEP_MS, type Sql } from '#platform';
import type { Batch } from '../event-store.ts';
import type { Position } from '../position.ts';
import { mustBeReadable } from '../unreadable-event.ts';
import { createCheckpoint, findCheckpoint, moveCheckpoint } from './checkpoints.ts';
import type { Projection } from './projection.ts';

/** Most events that a read model takes in with one transaction. */
export const BATCH = 5000;

/** The schema a read model is built in, while the one of the same name is being read. */
export const besideOf = (name: string): string => `${name}__beside`;

/** The schema of the one that has just been replaced. */
export const retiredOf = (name: string): string => `${name}__retired`;

/** Creates the tables of the read models that have none yet, so that queries find them, empty, from the start. */
export function installReadModels(database: Database, projections: readonly Projection[]): Promise<void> {
  return database.transaction(async (sql) => {
    await sql.query(`SELECT pg_advisory_xact_lock(hashtext('greffe:read-models'))`);
    for (const projection of projections) {
      if (!(await findCheckpoint(sql, projection.name)))
        await createReadModel(sql, projection, projection.name);
    }
  });
}

/** Creates a read model, empty, and its checkpoint. */
export async function createReadModel(sql: Sql, projection: Projection, schema: string): Promise<void> {
  await createTables(sql, projection, schema);
  await createIndexes(sql, projection, schema);
}

/** Creates the empty tables of a read model without the indexes that only queries need, and its checkpoint. */
export async function createTables(sql: Sql, projection: Projection, schema: string): Promise<void> {
  await sql.query(`CREATE SCHEMA ${schema}; SET LOCAL search_path TO ${schema}; ${projection.tables}`);
  await createCheckpoint(sql, schema, projection.version);
}

export async function createIndexes(sql: Sql, { indexes }: Projection, schema: string): Promise<void> {
  if (!indexes) return;
  const text = `SET LOCAL search_path TO ${schema}; ${indexes}`;
  await sql.query({ text, query_timeout: LONGEST_STEP_MS });
}

/**
 * Settings of a transaction that applies batches to the read model in `schema`: it begins with them. It does not wait for the disk,
 * for what a crash takes away is projected again from the checkpoint that is left.
 */
export const batchSettings = (schema: string): string =>
  `${BEGUN_NOT_WAITING}; SET LOCAL search_path TO ${schema}`;

/**
 * Applies a batch to the read model in `schema`, but for the events of the ids `aside`, and moves its checkpoint, in the
 * transaction of `sql`, which has begun with `batchSettings`. The checkpoint comes first: its row is what two runners, or a runner and a switch, meet at.
 */
export async function applyBatch(
  sql: Sql,
  projection: Projection,
  schema: string,
  from: Position,
  batch: Batch,
  aside: ReadonlySet<string>,
): Promise<void> {
  const events = aside.size === 0 ? batch.events : batch.events.filter(({ id }) => !aside.has(id));
  mustBeReadable(events);
  await moveCheckpoint(
    sql,
    { name: schema, version: projection.version },
    from,
    batch,
    batch.events.length - events.length,
  );
  if (events.length > 0) await projection.project(events, sql);
}
