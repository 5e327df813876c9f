import { type Database, type Notifications, runAs, systemActor } from '#platform';
import type { EventStore } from '../event-store.ts';
import { Follower, type FollowerLog } from '../follower.ts';
import { moveWithOthers } from '../projections/checkpoint-moves.ts';
import { FOLLOWERS_CHANNEL } from '../projections/checkpoints.ts';
import type { ProjectionProgress } from '../projections/progress.ts';
import type { ReadModelReactor } from './reactor.ts';
import { reactorCheckpoint } from './reactor-checkpoint.ts';

const LOOK_AGAIN_MS = 1000;

/** Shows one reactor all that its read models have come to, at least once, in order, in one process at a time. */
export class ReadModelReactorRunner extends Follower {
  constructor(
    database: Database,
    private readonly store: EventStore,
    private readonly notifications: Notifications,
    private readonly progress: ProjectionProgress,
    private readonly reactor: ReadModelReactor,
    log: FollowerLog,
  ) {
    super('reactor', reactor, database, log);
  }

  protected override async follow(signal: AbortSignal): Promise<void> {
    const { name, readModels } = this.reactor;
    const checkpoint = await reactorCheckpoint(this.database, name, this.store);
    let at = checkpoint.position;
    while (!signal.aborted) {
      const signals = this.notifications.count(FOLLOWERS_CHANNEL);
      const { reached } = await this.progress.stateOf(readModels);
      if (reached > at) {
        const [after, upTo] = [at, reached];
        const position = await runAs(systemActor(name), () => this.reactor.reactBetween(after, upTo));
        await moveWithOthers(this.database, checkpoint, at, { position, head: reached });
        at = position;
        this.notifications.notify(FOLLOWERS_CHANNEL);
        await this.rest(signal);
      } else await this.notifications.next(FOLLOWERS_CHANNEL, LOOK_AGAIN_MS, signal, signals);
      this.worked();
    }
  }
}
