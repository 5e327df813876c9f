import type { Sql } from '#platform';
import type { EventStore } from '../event-store.ts';
import {
  type Checkpoint,
  createCheckpoint,
  expectInLog,
  findCheckpoint,
} from '../projections/checkpoints.ts';

const VERSION = 1;

/**
 * Where a reactor has come to; a new one begins with the log.
 * @throws AheadOfLog
 */
export async function reactorCheckpoint(sql: Sql, name: string, store: EventStore): Promise<Checkpoint> {
  const checkpoint = (await findCheckpoint(sql, name)) ?? (await createCheckpoint(sql, name, VERSION));
  await expectInLog(checkpoint, store);
  return checkpoint;
}
