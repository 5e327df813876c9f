import { type Database, runIfFree, type Sql } from '#platform';
import type { EventStore } from '../event-store.ts';
import { type Position, START } from '../position.ts';
import { CheckpointMoved } from './checkpoints.ts';
import { applyUpToObstacle, CannotProject, recordObstacle } from './obstacle.ts';
import type { Projection } from './projection.ts';
import {
  applyBatch,
  BATCH,
  batchSettings,
  besideOf,
  createIndexes,
  createTables,
  retiredOf,
} from './read-model.ts';
import { setAsideBy } from './set-aside.ts';

export interface RebuildOptions {
  /** Hears how many events are in, after each batch. */
  readonly onProgress?: (events: number) => void;
  /** Gives up: the read model in use stays. */
  readonly signal?: AbortSignal;
}

/**
 * Builds a read model from the first event, beside the one in use, and then puts it in its place. Readers see
 * the old one until the switch, the new one after it. Answers whether it did: no, when a rebuild of the same
 * read model is running elsewhere.
 * @throws CannotProject, which is kept for `greffe projections status`
 */
export function rebuild(
  database: Database,
  store: EventStore,
  projection: Projection,
  options: RebuildOptions = {},
): Promise<boolean> {
  return runIfFree(database, `rebuild:${projection.name}`, async () => {
    const beside = besideOf(projection.name);
    await database.transaction(async (sql) => {
      await sql.query(`DROP SCHEMA IF EXISTS ${beside} CASCADE`);
      await sql.query('DELETE FROM followers.checkpoints WHERE name = $1', [beside]);
      await createTables(sql, projection, beside);
    });
    const aside = await setAsideBy(store, projection);
    const reached = await catchUp(database, store, projection, aside, options);
    await database.batch((sql) => createIndexes(sql, projection, beside));
    await database.batch((sql) => switchTo(sql, store, projection, aside, reached), batchSettings(beside));
    await database.query(`DROP SCHEMA IF EXISTS ${retiredOf(projection.name)} CASCADE`);
  });
}

async function catchUp(
  database: Database,
  store: EventStore,
  projection: Projection,
  aside: ReadonlySet<string>,
  { onProgress, signal }: RebuildOptions,
): Promise<Position> {
  const { name, categories } = projection;
  let position = START;
  let done = 0;
  for await (const batch of store.catchUp({ after: START, categories, limit: BATCH, signal })) {
    if (batch.position > position) {
      await applyUpToObstacle(projection, position, batch, (from, part) =>
        database.batch(
          (sql) => applyBatch(sql, projection, besideOf(name), from, part, aside),
          batchSettings(besideOf(name)),
        ),
      ).catch(async (error) => {
        if (error instanceof CannotProject) await recordObstacle(database, name, error.obstacle);
        throw error;
      });
      position = batch.position;
      done += batch.events.length;
      onProgress?.(done);
    }
  }
  signal?.throwIfAborted();
  return position;
}

/**
 * Replaces the read model in use, in one transaction. It holds both checkpoints from the beginning: the old one
 * so that the new read model is never behind it, the new one so that nobody else has begun it again.
 */
async function switchTo(
  sql: Sql,
  store: EventStore,
  projection: Projection,
  aside: ReadonlySet<string>,
  reached: Position,
): Promise<void> {
  const { name, categories } = projection;
  const beside = besideOf(name);
  const retired = retiredOf(name);
  const { rows } = await sql.query<{ name: string; position: Position }>(
    'SELECT name, position FROM followers.checkpoints WHERE name IN ($1, $2) ORDER BY name FOR UPDATE',
    [name, beside],
  );
  const positions = new Map(rows.map((row) => [row.name, row.position]));
  if (positions.get(beside) !== reached)
    throw new CheckpointMoved(`${beside} is being built by another process`);
  const inUse = positions.get(name);

  let position = reached;
  if (inUse && position < inUse) {
    for await (const batch of store.catchUp({ after: reached, categories, limit: BATCH })) {
      if (batch.position > position) await applyBatch(sql, projection, beside, position, batch, aside);
      position = batch.position;
      if (position >= inUse) break;
    }
  }

  await sql.query(`DROP SCHEMA IF EXISTS ${retired} CASCADE`);
  if (inUse) await sql.query(`ALTER SCHEMA ${name} RENAME TO ${retired}`);
  await sql.query(`ALTER SCHEMA ${beside} RENAME TO ${name}`);
  await sql.query('DELETE FROM followers.checkpoints WHERE name = $1', [name]);
  await sql.query('UPDATE followers.checkpoints SET name = $2 WHERE name = $1', [beside, name]);
}
