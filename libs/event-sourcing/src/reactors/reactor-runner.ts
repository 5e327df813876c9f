import {
  type Database,
  deriveId,
  isOutage,
  type Notifications,
  Refusal,
  runAs,
  systemActor,
  whenAllEnded,
} from '#platform';
import { CannotTakeIn } from '../cannot-take-in.ts';
import { type Batch, type EventStore, StoreUnavailable } from '../event-store.ts';
import type { RecordedEvent } from '../events.ts';
import { Follower, type FollowerLog } from '../follower.ts';
import type { Position } from '../position.ts';
import { moveWithOthers } from '../projections/checkpoint-moves.ts';
import { FOLLOWERS_CHANNEL } from '../projections/checkpoints.ts';
import { NotUpToDate } from '../projections/progress.ts';
import { mustBeReadable } from '../unreadable-event.ts';
import type { Reactor } from './reactor.ts';
import { reactorCheckpoint } from './reactor-checkpoint.ts';

const BATCH = 100;
/** How long it goes on before it writes down how far it has come: that is what it may be shown again after a crash. */
const CHECKPOINT_EVERY_MS = 50;

/** Shows one reactor every event of its streams, at least once, in order, in one process at a time. */
export class ReactorRunner extends Follower {
  constructor(
    database: Database,
    private readonly store: EventStore,
    private readonly notifications: Notifications,
    private readonly reactor: Reactor,
    log: FollowerLog,
  ) {
    super('reactor', reactor, database, log);
  }

  protected override async follow(signal: AbortSignal): Promise<void> {
    const { reactor } = this;
    const { name, categories, atOnce = 1 } = reactor;
    const checkpoint = await reactorCheckpoint(this.database, name, this.store);
    let at = checkpoint.position;
    let movedAt = performance.now();
    const moveTo = async (position: Position, { head }: Batch) => {
      if (position === at) return;
      await moveWithOthers(this.database, checkpoint, at, { position, head });
      at = position;
      movedAt = performance.now();
    };
    for await (const batch of this.store.subscribe({ after: at, categories, limit: BATCH, signal })) {
      let done = at;
      try {
        for (const few of ofDifferentStreams(batch.events, atOnce)) {
          const reacted = few.map((event) => this.until(signal, () => this.react(reactor, event)));
          if ((await whenAllEnded(reacted)).includes(false)) return;
          done = few.at(-1)!.position;
          if (performance.now() - movedAt > CHECKPOINT_EVERY_MS) await moveTo(done, batch);
          this.worked();
        }
        done = batch.position;
      } finally {
        await moveTo(done, batch);
      }
      this.notifications.notify(FOLLOWERS_CHANNEL);
      this.worked();
    }
  }

  /** Waits until the read models that `react` needs are up to date. Answers whether it is done: no, when `signal` has ended it. */
  private async until(signal: AbortSignal, react: () => Promise<void>): Promise<boolean> {
    while (!signal.aborted) {
      try {
        await react();
        return true;
      } catch (error) {
        if (!(error instanceof NotUpToDate)) throw error;
        this.waits(error.message);
      }
    }
    return false;
  }

  private async react(reactor: Reactor, event: RecordedEvent): Promise<void> {
    const { name } = reactor;
    const context = {
      commandId: deriveId(name, event.id),
      correlationId: event.metadata.correlationId,
      causationId: event.id,
    };
    try {
      mustBeReadable([event]);
      await runAs(systemActor(name), () => reactor.react(event), context);
    } catch (error) {
      const isOfEngine = error instanceof StoreUnavailable || isOutage(error);
      if (error instanceof NotUpToDate || isOfEngine) throw error;
      if (!(error instanceof Refusal)) throw new CannotTakeIn(event, error);
      this.log.info(`${name}: ${event.type} ${event.id}: ${error.code}`);
    }
  }
}

/** The events in their order, as many together as may be: never two of one stream. */
function* ofDifferentStreams(events: readonly RecordedEvent[], most: number): Generator<RecordedEvent[]> {
  let few: RecordedEvent[] = [];
  for (const event of events) {
    if (few.length === most || few.some(({ stream }) => stream === event.stream)) {
      yield few;
      few = [];
    }
    few.push(event);
  }
  if (few.length > 0) yield few;
}
