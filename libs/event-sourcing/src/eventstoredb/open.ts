import type { EventSerializer } from '../event-types.ts';
import type { EventStoreDbEventStore } from './eventstoredb-event-store.ts';

/** As `EventStoreDbEventStore.open`. Loads the client of EventStoreDB, which a register on PostgreSQL does without. */
export async function openEventStoreDb(
  connectionString: string,
  serializer: EventSerializer,
  warn: (line: string) => void = () => {},
): Promise<EventStoreDbEventStore> {
  const { EventStoreDbEventStore } = await import('./eventstoredb-event-store.ts');
  return EventStoreDbEventStore.open(connectionString, serializer, warn);
}

/** As `admitUser`, of `admit-user.ts`. */
export async function admitToEventStoreDb(connectionString: string, adminString: string): Promise<boolean> {
  const { admitUser } = await import('./admit-user.ts');
  return admitUser(connectionString, adminString);
}
