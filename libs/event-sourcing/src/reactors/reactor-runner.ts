import type pg from 'pg';
import { type Database, deriveId, type Notifications, Refusal, runAs, systemActor } from '#platform';
import type { Batch, EventStore } from '../event-store.ts';
import type { RecordedEvent } from '../events.ts';
import { Follower, type FollowerLog } from '../follower.ts';
import type { Position } from '../position.ts';
import { FOLLOWERS_CHANNEL, moveCheckpoint } from '../projections/checkpoints.ts';
import { NotUpToDate } from '../projections/progress.ts';
import type { Reactor } from './reactor.ts';
import { reactorCheckpoint } from './reactor-checkpoint.ts';

const BATCH = 100;

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

  protected override async follow(connection: pg.Client, signal: AbortSignal): Promise<void> {
    const { reactor } = this;
    const { name, categories } = reactor;
    const checkpoint = await reactorCheckpoint(connection, name, this.store);
    let at = checkpoint.position;
    const moveTo = async (position: Position, { head }: Batch) => {
      await moveCheckpoint(connection, checkpoint, at, { position, head });
      at = position;
    };
    for await (const batch of this.store.subscribe({ after: at, categories, limit: BATCH, signal })) {
      for (const event of batch.events) {
        if (!(await this.until(signal, () => this.react(reactor, event)))) return;
        await moveTo(event.position, batch);
        this.worked();
      }
      if (batch.position > at) await moveTo(batch.position, batch);
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
      await runAs(systemActor(name), () => reactor.react(event), context);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.log.info(`${name}: ${event.type} ${event.id}: ${error.code}`);
    }
  }
}
