import type { Instant, Sql } from '#platform';
import type { Batch, EventStore } from '../event-store.ts';
import { type Position, START } from '../position.ts';

export const checkpointSteps = [
  `
  CREATE SCHEMA followers;
  CREATE TABLE followers.checkpoints (
    name text PRIMARY KEY,
    version int NOT NULL,
    position text COLLATE "C" NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  `,
  // What a read model stands at, and how many events it goes on without: see `obstacle.ts`.
  `ALTER TABLE followers.checkpoints ADD COLUMN obstacle jsonb, ADD COLUMN set_aside int NOT NULL DEFAULT 0`,
  // What finds parts of words: `searchIndex` of the platform.
  `CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public`,
];

/** Signals that a projection or a reactor has moved on. */
export const FOLLOWERS_CHANNEL = 'greffe_followers';

/** How far a projection or a reactor has come. */
export interface Checkpoint {
  readonly name: string;
  readonly version: number;
  readonly position: Position;
  readonly movedAt: Instant;
}

/** Another runner has moved the checkpoint: this one must look again where it stands. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
}

/** A place beyond the last event: whoever went on from there would pass over what is written until then. */
export class AheadOfLog extends Error {
  override readonly name = 'AheadOfLog';

  constructor({ name }: Pick<Checkpoint, 'name'>) {
    super(
      `the checkpoint of ${name} is beyond the end of the log: if PostgreSQL was restored, restore one that is not newer than the log; else "greffe projections rebuild", or "greffe reactors rewind", mends it`,
    );
  }
}

interface CheckpointRow {
  name: string;
  version: number;
  position: Position;
  moved_at: Date;
}

export async function allCheckpoints(sql: Sql): Promise<Checkpoint[]> {
  const { rows } = await sql.query<CheckpointRow>('SELECT * FROM followers.checkpoints ORDER BY name');
  return rows.map(toCheckpoint);
}

export async function findCheckpoint(sql: Sql, name: string): Promise<Checkpoint | undefined> {
  const { rows } = await sql.query<CheckpointRow>('SELECT * FROM followers.checkpoints WHERE name = $1', [
    name,
  ]);
  return rows.map(toCheckpoint)[0];
}

/** @throws AheadOfLog */
export async function expectInLog(checkpoint: Checkpoint, store: EventStore): Promise<void> {
  if (checkpoint.position > (await store.head())) throw new AheadOfLog(checkpoint);
}

export async function createCheckpoint(
  sql: Sql,
  name: string,
  version: number,
  position = START,
): Promise<Checkpoint> {
  const { rows } = await sql.query<CheckpointRow>(
    'INSERT INTO followers.checkpoints (name, version, position) VALUES ($1, $2, $3) RETURNING *',
    [name, version, position],
  );
  return toCheckpoint(rows[0]!);
}

/**
 * The only way for a checkpoint to move on: to a place in the log, whatever a store says; without `setAside` of the events.
 * @throws AheadOfLog; CheckpointMoved when it is no longer at `from`, or belongs to another version
 */
export async function moveCheckpoint(
  sql: Sql,
  { name, version }: Pick<Checkpoint, 'name' | 'version'>,
  from: Position,
  { position, head }: Pick<Batch, 'position' | 'head'>,
  setAside = 0,
): Promise<void> {
  if (position > head) throw new AheadOfLog({ name });
  const { rowCount } = await sql.query({
    name: 'followers-move-checkpoint',
    text: `UPDATE followers.checkpoints SET position = $4, moved_at = clock_timestamp(), obstacle = NULL,
             set_aside = set_aside + $5
           WHERE name = $1 AND version = $2 AND position = $3`,
    values: [name, version, from, position, setAside],
  });
  if (rowCount !== 1) throw new CheckpointMoved(`${name} (version ${version}) is no longer at ${from}`);
}

const toCheckpoint = ({ name, version, position, moved_at }: CheckpointRow): Checkpoint => ({
  name,
  version,
  position,
  movedAt: moved_at.toISOString(),
});
