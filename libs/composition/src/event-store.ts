import { Logger } from '@nestjs/common';
import {
  type EventSerializer,
  type EventStore,
  expectLogAt,
  openEventStoreDb,
  PostgresEventStore,
} from '#event-sourcing';
import type { Config, Database, Notifications } from '#platform';

const logger = new Logger('EventStore');

export interface OpenEventStore {
  readonly store: EventStore;
  close(): Promise<void>;
}

/**
 * Opens the log that the configuration names: EventStoreDB, or PostgreSQL where it names none.
 * @throws LogElsewhere when this register's log is in the other one; StoreUnavailable; ServerTooOld
 */
export async function openEventStore(
  { eventStoreUrl }: Pick<Config, 'eventStoreUrl'>,
  database: Database,
  notifications: Notifications,
  serializer: EventSerializer,
): Promise<OpenEventStore> {
  await expectLogAt(database, eventStoreUrl);
  if (!eventStoreUrl) {
    const store = new PostgresEventStore(database, notifications, serializer);
    await store.install();
    return { store, close: async () => {} };
  }
  const store = await openEventStoreDb(eventStoreUrl, serializer, (line) => logger.warn(line));
  return { store, close: () => store.close() };
}
