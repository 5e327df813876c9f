import type { Database } from '#platform';
import type { EventStore } from '../event-store.ts';
import type { EventCodec } from '../personal-data/event-codec.ts';
import { type Position, START } from '../position.ts';
import { AheadOfLog, allCheckpoints } from '../projections/checkpoints.ts';
import { LogDigest, logOf, type StoredEvent, textOf } from '../stored-events.ts';

/** What a reading of the whole log has found. */
export interface Verification {
  readonly events: number;
  readonly streams: number;
  readonly digest: string;
  /** One line for each event that is not as it must be, at most `MOST_FAULTS`. */
  readonly faults: readonly string[];
}

const MOST_FAULTS = 100;

/**
 * Reads the log of a store opened `verbatim` from end to end: revisions follow each other in every stream, positions grow,
 * nothing stands twice in a stream, every event says where it comes from, and this program (`codec`) can read it.
 */
export async function verifyLog(store: EventStore, codec: EventCodec): Promise<Verification> {
  const digest = new LogDigest();
  const faults: string[] = [];
  const revisions = new Map<string, number>();
  let position = START;
  for await (const event of logOf(store)) {
    digest.add(textOf(event));
    for await (const fault of faultsOf(event, revisions.get(event.stream) ?? -1, position, codec)) {
      if (faults.length < MOST_FAULTS) faults.push(`${event.stream} ${event.revision}: ${fault}`);
    }
    revisions.set(event.stream, event.revision);
    position = event.position;
  }
  return { events: digest.events, streams: revisions.size, digest: digest.value, faults };
}

/** A line for each checkpoint of `database` that is beyond the end of the log, as after a restore in the wrong order. */
export async function verifyCheckpoints(database: Database, store: EventStore): Promise<string[]> {
  const { rows } = await database.query<{ any: boolean }>(
    `SELECT to_regclass('followers.checkpoints') IS NOT NULL AS any`,
  );
  if (!rows[0]!.any) return [];
  const head = await store.head();
  const beyond = (await allCheckpoints(database)).filter(({ position }) => position > head);
  return beyond.map((checkpoint) => new AheadOfLog(checkpoint).message);
}

async function* faultsOf(event: StoredEvent, before: number, position: Position, codec: EventCodec) {
  const { correlationId, causationId, actor, occurredAt } = event.metadata;
  if (event.revision !== before + 1) yield `follows revision ${before}`;
  if (event.position <= position) yield `position ${event.position} does not follow ${position}`;
  if (!correlationId || !causationId || !actor || !occurredAt) yield 'does not say where it comes from';
  try {
    await codec.decode([event]);
  } catch (error) {
    yield (error as Error).message;
  }
}
