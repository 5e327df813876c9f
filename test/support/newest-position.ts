import { formatPosition, type Position, START } from '#event-sourcing';
import type { Database } from '#platform';

/**
 * Where the last event written stands, even while readers are held back: other suites have transactions open on the
 * same cluster, and `EventStore.head` stays below them.
 */
export async function newestPosition(database: Database): Promise<Position> {
  const { rows } = await database.query<{ transaction_id: string; sequence: string }>(
    'SELECT transaction_id, sequence FROM event_log.events ORDER BY transaction_id DESC, sequence DESC LIMIT 1',
  );
  return rows[0] ? formatPosition(BigInt(rows[0].transaction_id), BigInt(rows[0].sequence)) : START;
}
