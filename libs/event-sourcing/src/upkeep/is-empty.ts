import type { EventStore } from '../event-store.ts';
import { START } from '../position.ts';

/** Whether the log holds no event of ours. Its head does not tell: an EventStoreDB begins with events of its own. */
export async function isEmpty(store: EventStore): Promise<boolean> {
  const { events } = await store.readAll({ after: START, limit: 1 });
  return events.length === 0;
}
