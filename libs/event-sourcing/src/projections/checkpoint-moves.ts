import { type Database, Grouping } from '#platform';
import type { Batch } from '../event-store.ts';
import type { Position } from '../position.ts';
import { AheadOfLog, type Checkpoint, CheckpointMoved } from './checkpoints.ts';

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
  { name, version }: Pick<Checkpoint, 'name' | 'version'>,
  from: Position,
  { position, head }: Pick<Batch, 'position' | 'head'>,
): Promise<void> {
  if (position > head) throw new AheadOfLog({ name });
  const isMoved = await movesOf(database).ask({ name, version, from, to: position });
  if (!isMoved) throw new CheckpointMoved(`${name} (version ${version}) is no longer at ${from}`);
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

/** Without waiting for the disk, as everything that followers write: after a crash they go on from an earlier checkpoint. */
async function moveAll(database: Database, group: readonly Move[]): Promise<boolean[]> {
  const { rows } = await database.query<{ name: string }>({
    name: 'followers-move-checkpoints',
    text: `UPDATE followers.checkpoints AS checkpoint
           SET position = move.to_position, moved_at = clock_timestamp(), obstacle = NULL
           FROM (SELECT set_config('synchronous_commit', 'off', true)) AS local,
             unnest($1::text[], $2::int[], $3::text[], $4::text[]) AS move (name, version, from_position, to_position)
           WHERE checkpoint.name = move.name AND checkpoint.version = move.version
             AND checkpoint.position = move.from_position
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
