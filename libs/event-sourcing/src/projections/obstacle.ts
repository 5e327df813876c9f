import { isOutage, type Sql } from '#platform';
import { CannotTakeIn } from '../cannot-take-in.ts';
import type { Batch } from '../event-store.ts';
import type { RecordedEvent } from '../events.ts';
import type { Position } from '../position.ts';
import { AheadOfLog, CheckpointMoved } from './checkpoints.ts';
import type { Projection } from './projection.ts';

/** The event that a read model cannot take in, and why: nothing of what the event holds. */
export interface Obstacle {
  /** Of the projection that could not. */
  readonly version: number;
  readonly position: Position;
  readonly eventId: string;
  readonly type: string;
  readonly reason: string;
}

/** One event keeps a read model from going on. */
export class CannotProject extends CannotTakeIn {
  override readonly name = 'CannotProject';
  readonly obstacle: Obstacle;

  constructor({ version }: Projection, event: RecordedEvent, cause: unknown) {
    super(event, cause);
    const { id: eventId, position, type } = event;
    this.obstacle = { version, position, eventId, type, reason: this.reason };
  }
}

/**
 * Applies a batch by `apply`, or when that fails as much of it as comes before the event that cannot be taken in.
 *
 * @throws CannotProject, when everything before that event has been applied; whatever is not about an event
 */
export async function applyUpToObstacle(
  projection: Projection,
  from: Position,
  batch: Batch,
  apply: (from: Position, batch: Batch) => Promise<void>,
): Promise<void> {
  try {
    await apply(from, batch);
  } catch (error) {
    const [first] = batch.events;
    if (!first || isOutage(error) || error instanceof CheckpointMoved || error instanceof AheadOfLog)
      throw error;
    if (batch.events.length === 1) throw new CannotProject(projection, first, error);
    const half = Math.ceil(batch.events.length / 2);
    const before = batch.events.slice(0, half);
    const middle = before.at(-1)!.position;
    await applyUpToObstacle(projection, from, { ...batch, events: before, position: middle }, apply);
    await applyUpToObstacle(projection, middle, { ...batch, events: batch.events.slice(half) }, apply);
  }
}

/** Keeps what a read model stands at, for all to see, until it has gone on. */
export async function recordObstacle(sql: Sql, name: string, obstacle: Obstacle): Promise<void> {
  await sql.query('UPDATE followers.checkpoints SET obstacle = $2 WHERE name = $1', [name, obstacle]);
}

/** What a read model stands at, and how many events it goes on without. */
export interface Completeness {
  readonly name: string;
  readonly obstacle: Obstacle | null;
  readonly setAside: number;
}

export async function completenessOf(sql: Sql): Promise<Completeness[]> {
  const { rows } = await sql.query<Completeness>(
    'SELECT name, obstacle, set_aside AS "setAside" FROM followers.checkpoints',
  );
  return rows;
}
