import type pg from 'pg';
import { type Database, deriveId, type Notifications, Refusal, runAs, systemActor } from '#platform';
import type { Batch, EventStore } from '../event-store.ts';
import type { RecordedEvent } from '../events.ts';
import { Follower, type FollowerLog } from '../follower.ts';
import type { Position } from '../position.ts';
import {
  createCheckpoint,
  expectInLog,
  FOLLOWERS_CHANNEL,
  findCheckpoint,
  moveCheckpoint,
} from '../projections/checkpoints.ts';
import { NotUpToDate } from '../projections/progress.ts';
import type { Reactor } from './reactor.ts';

const BATCH = 100;
const VERSION = 1;

/** Shows one reactor every event of its streams at least once, in order, in one process at a time. */
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
    const { name, categories } = this.reactor;
    const checkpoint =
      (await findCheckpoint(connection, name)) ?? (await createCheckpoint(connection, name, VERSION));
    await expectInLog(checkpoint, this.store);
    let at = checkpoint.position;
    const moveTo = async (position: Position, { head }: Batch) => {
      await moveCheckpoint(connection, checkpoint, at, { position, head });
      at = position;
    };
    for await (const batch of this.store.subscribe({ after: at, categories, limit: BATCH, signal })) {
      for (const event of batch.events) {
        if (signal.aborted) return;
        while (!(await this.react(event))) if (signal.aborted) return;
        await moveTo(event.position, batch);
        this.worked();
      }
      if (batch.position > at) await moveTo(batch.position, batch);
      this.notifications.notify(FOLLOWERS_CHANNEL);
      this.worked();
    }
  }

  /** Answers whether it is done with it: no, while read models that it needs are not up to date. */
  private async react(event: RecordedEvent): Promise<boolean> {
    const { name } = this.reactor;
    const context = {
      commandId: deriveId(name, event.id),
      correlationId: event.metadata.correlationId,
      causationId: event.id,
    };
    try {
      await runAs(systemActor(name), () => this.reactor.react(event), context);
    } catch (error) {
      if (error instanceof NotUpToDate) {
        this.waits(error.message);
        return false;
      }
      if (!(error instanceof Refusal)) throw error;
      this.log.info(`${name}: ${event.type} ${event.id}: ${error.code}`);
    }
    return true;
  }
}
