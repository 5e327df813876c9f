import { type Database, Grouping, NOT_WAITING } from '#platform';
import type { Batch } from '../event-store.ts';
import type { Position } from '../position.ts';
import { AheadOfLog, type Checkpoint, moveCheckpoint } from './checkpoints.ts';

interface Move extends Pick<Checkpoint, 'name' | 'version'> {
  readonly from: Position;
  readonly to: Position;
}

const moves = new WeakMap<Database, Grouping<Move, boolean>>();

/**
 * Moves a checkpoint that nothing has to be written with: most followers find nothing of theirs in what was appended, and
 * those of one time move in one statement.
 * @throws AheadOfLog; CheckpointMoved when it is no longer at `from`, or belongs to another version
 */
export async function moveWithOthers(
  database: Database,
  checkpoint: Pick<Checkpoint, 'name' | 'version'>,
  from: Position,
  to: Pick<Batch, 'position' | 'head'>,
): Promise<void> {
  const { name, version } = checkpoint;
  if (to.position > to.head) throw new AheadOfLog({ name });
  const isMoved = await movesOf(database).ask({ name, version, from, to: to.position });
  // By itself it waits for whoever holds it, or is told that it was moved.
  if (!isMoved) await moveCheckpoint(database, checkpoint, from, to);
}

function movesOf(database: Database): Grouping<Move, boolean> {
  const known = moves.get(database);
  if (known) return known;
  const grouping = new Grouping<Move, boolean>(
    (group) => moveAll(database, group),
    ({ name }, group) => group.every((other) => other.name !== name),
  );
  moves.set(database, grouping);
  return grouping;
}

/**
 * Without waiting for the disk, as everything that followers write: after a crash they go on from an earlier checkpoint. Nor for
 * one that is held, as by the switch of a rebuild: the others have nothing to do with that.
 */
async function moveAll(database: Database, group: readonly Move[]): Promise<boolean[]> {
  const { rows } = await database.query<{ name: string }>({
    name: 'followers-move-checkpoints',
    text: `UPDATE followers.checkpoints AS checkpoint
           SET position = move.to_position, moved_at = clock_timestamp(), obstacle = NULL
           FROM (SELECT ${NOT_WAITING}) AS local, (
             SELECT free.name, asked.to_position
             FROM unnest($1::text[], $2::int[], $3::text[], $4::text[]) AS asked (name, version, from_position, to_position)
             JOIN followers.checkpoints AS free ON free.name = asked.name AND free.version = asked.version
               AND free.position = asked.from_position
             FOR UPDATE OF free SKIP LOCKED) AS move
           WHERE checkpoint.name = move.name
           RETURNING checkpoint.name`,
    values: [
      group.map(({ name }) => name),
      group.map(({ version }) => version),
      group.map(({ from }) => from),
      group.map(({ to }) => to),
    ],
  });
  const moved = new Set(rows.map(({ name }) => name));
  return group.map(({ name }) => moved.has(name));
}
