import { setTimeout as delay } from 'node:timers/promises';
import { type Database, type Notifications } from '#platform';
import type { Batch, EventStore } from '../event-store.ts';
import { Follower, type FollowerLog } from '../follower.ts';
import type { Position } from '../position.ts';
import { moveWithOthers } from './checkpoint-moves.ts';
import { CheckpointMoved, expectInLog, FOLLOWERS_CHANNEL, findCheckpoint } from './checkpoints.ts';
import { applyUpToObstacle, CannotProject, recordObstacle } from './obstacle.ts';
import type { Projection } from './projection.ts';
import { applyBatch, BATCH, batchSettings, createReadModel } from './read-model.ts';
import { rebuild } from './rebuild.ts';
import { setAsideBy } from './set-aside.ts';

const BUILT_ELSEWHERE_MS = 1000;
/** So many events that come at once are no load: nothing rests after them, and nobody waits for it. */
const FEW = 5;

/** Keeps one read model up to date, in one process at a time. */
export class ProjectionRunner extends Follower {
  constructor(
    database: Database,
    private readonly store: EventStore,
    private readonly notifications: Notifications,
    private readonly projection: Projection,
    log: FollowerLog,
  ) {
    super('projection', projection, database, log);
  }

  protected override async follow(signal: AbortSignal): Promise<void> {
    const { name, categories } = this.projection;
    while (!signal.aborted) {
      let after = await this.prepare(signal);
      const aside = await setAsideBy(this.store, this.projection);
      try {
        for await (const batch of this.store.subscribe({ after, categories, limit: BATCH, signal })) {
          if (batch.position !== after) {
            await this.apply(after, batch, aside);
            after = batch.position;
            this.notifications.notify(FOLLOWERS_CHANNEL);
          }
          this.worked();
          if (batch.caughtUp && batch.events.length > FEW) await this.rest(signal);
        }
      } catch (error) {
        // A rebuild has switched the tables: go on from where the new ones stand.
        if (!(error instanceof CheckpointMoved)) throw error;
        this.log.info(`${name}: the checkpoint was moved, resuming`);
      }
    }
  }

  /** The position to go on from; creates the read model, or builds it anew when its version has changed. */
  private async prepare(signal: AbortSignal): Promise<Position> {
    const { name, version } = this.projection;
    for (;;) {
      const checkpoint = await findCheckpoint(this.database, name);
      if (checkpoint?.version === version) {
        await expectInLog(checkpoint, this.store);
        return checkpoint.position;
      }
      if (!checkpoint) {
        await this.database.batch((sql) => createReadModel(sql, this.projection, name));
        continue;
      }
      this.log.info(`${name}: building version ${version} beside version ${checkpoint.version}`);
      const built = await rebuild(this.database, this.store, this.projection, { signal });
      if (!built) await delay(BUILT_ELSEWHERE_MS, undefined, { signal });
    }
  }

  private async apply(after: Position, batch: Batch, aside: ReadonlySet<string>): Promise<void> {
    const { projection } = this;
    if (batch.events.length === 0) return moveWithOthers(this.database, projection, after, batch);
    const { name } = projection;
    const apply = (from: Position, part: Batch) =>
      this.database.batch((sql) => applyBatch(sql, projection, name, from, part, aside), batchSettings(name));
    // What fails once may pass by itself.
    if (this.failingSince === null) return apply(after, batch);
    try {
      await applyUpToObstacle(projection, after, batch, apply);
    } catch (error) {
      if (error instanceof CannotProject) await recordObstacle(this.database, name, error.obstacle);
      throw error;
    }
  }
}
