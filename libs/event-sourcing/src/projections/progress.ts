import { type Database, type Instant, type Notifications } from '#platform';
import type { EventStore } from '../event-store.ts';
import { type Position, START } from '../position.ts';
import { allCheckpoints, type Checkpoint, FOLLOWERS_CHANNEL, findCheckpoint } from './checkpoints.ts';

const LOOK_AGAIN_MS = 250;
const LONGEST_WAIT_MS = 5000;

/** How far a follower is behind the log. */
export interface Lag {
  /** Events still to come. */
  readonly events: number;
  readonly isEstimate: boolean;
  /** Age of the oldest of them, in seconds; 0 when there is none. */
  readonly seconds: number;
}

interface CheckpointState extends Pick<Checkpoint, 'name' | 'version' | 'position'> {
  readonly isIncomplete: boolean;
}

export interface ReadModelsState {
  readonly incomplete: string[];
  readonly outdated: string[];
  readonly reached: Position;
}

/** Read models have not come far enough yet, as during a long catch-up. */
export class NotUpToDate extends Error {
  override readonly name = 'NotUpToDate';

  constructor(names: readonly string[]) {
    super(`waiting for ${names.join(', ')}`);
  }
}

/**
 * How far the read models have come. One of another version than `versions` says, as in an upgrade, has seen nothing yet: its tables
 * are not those that this program reads.
 */
export class ProjectionProgress {
  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
    private readonly store: EventStore,
    private readonly versions: ReadonlyMap<string, number> = new Map(),
  ) {}

  /** Waits until the read models `names` have seen `position`; answers whether they did within `timeoutMs`. */
  async waitFor(names: readonly string[], position: Position, timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const left = Math.max(0, deadline - Date.now());
      const count = this.notifications.count(FOLLOWERS_CHANNEL);
      if (await this.haveSeen(names, position)) return true;
      if (left === 0) return false;
      await this.notifications.next(FOLLOWERS_CHANNEL, Math.min(left, LOOK_AGAIN_MS), undefined, count);
    }
  }

  /** @throws NotUpToDate when they have not come to `position` in time: a reactor then waits on, and is shown its event again */
  async mustHaveSeen(names: readonly string[], position: Position): Promise<void> {
    if (await this.waitFor(names, position, LONGEST_WAIT_MS)) return;
    throw new NotUpToDate(names);
  }

  /** The position the read model `name` was last brought to. */
  async positionOf(name: string): Promise<Position> {
    return (await findCheckpoint(this.database, name))?.position ?? START;
  }

  /**
   * Of the read models `names`: those that go on without an event (`greffe projections set-aside`), those of another version, and
   * the position that all of them have come to.
   */
  async stateOf(names: readonly string[]): Promise<ReadModelsState> {
    const { rows } = await this.database.query<CheckpointState>({
      name: 'followers-state',
      text: `SELECT name, version, set_aside > 0 AS "isIncomplete", position FROM followers.checkpoints
             WHERE name = ANY ($1) ORDER BY name`,
      values: [names],
    });
    const incomplete = rows.filter(({ isIncomplete }) => isIncomplete).map(({ name }) => name);
    const outdated = rows
      .filter(({ name, version }) => version !== (this.versions.get(name) ?? version))
      .map(({ name }) => name);
    const positions = rows.map(({ position }) => position).sort();
    const areAllThere = positions.length === names.length && outdated.length === 0;
    return { incomplete, outdated, reached: (areAllThere && positions[0]) || START };
  }

  /** The read models of another version than this program reads: they still have to be built. */
  async outdated(): Promise<string[]> {
    return (await this.stateOf([...this.versions.keys()])).outdated;
  }

  checkpoints() {
    return allCheckpoints(this.database);
  }

  async lag(after: Position, categories: readonly string[] | undefined, now: Instant): Promise<Lag> {
    const [count, next] = await Promise.all([
      this.store.countAfter({ after, categories }),
      this.store.readAll({ after, categories, limit: 1 }),
    ]);
    const oldest = next.events[0]?.recordedAt ?? now;
    return { ...count, seconds: Math.max(0, (Date.parse(now) - Date.parse(oldest)) / 1000) };
  }

  private async haveSeen(names: readonly string[], position: Position): Promise<boolean> {
    const { rows } = await this.database.query<{ seen: boolean }>({
      name: 'followers-have-seen',
      text: `SELECT NOT EXISTS (SELECT FROM unnest($1::text[], $2::int[]) AS wanted (name, version) WHERE NOT EXISTS (
               SELECT FROM followers.checkpoints AS checkpoint WHERE checkpoint.name = wanted.name
                 AND checkpoint.version = coalesce(wanted.version, checkpoint.version) AND position >= $3)) AS seen`,
      values: [names, names.map((name) => this.versions.get(name) ?? null), position],
    });
    return rows[0]!.seen;
  }
}
