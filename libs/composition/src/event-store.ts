import { Logger } from '@nestjs/common';
import {
  type EventSerializer,
  type EventStore,
  openEventStoreDb,
  PostgresEventStore,
  verbatim,
} from '#event-sourcing';
import type { Config, Database, Notifications } from '#platform';

const logger = new Logger('EventStore');

export interface OpenEventStore {
  readonly store: EventStore;
  /** The same log, its events as they are kept. */
  readonly stored: EventStore;
  close(): Promise<void>;
}

/**
 * Opens the log that the configuration names: EventStoreDB, or PostgreSQL where it names none. The tables are prepared.
 * @throws StoreUnavailable; ServerTooOld
 */
export async function openEventStore(
  { eventStoreUrl }: Pick<Config, 'eventStoreUrl'>,
  database: Database,
  notifications: Notifications,
  serializer: EventSerializer,
): Promise<OpenEventStore> {
  if (!eventStoreUrl) {
    const store = new PostgresEventStore(database, notifications, serializer);
    const stored = new PostgresEventStore(database, notifications, verbatim);
    return { store, stored, close: async () => {} };
  }
  const store = await openEventStoreDb(eventStoreUrl, serializer, (line) => logger.warn(line));
  const stored = await openEventStoreDb(eventStoreUrl, verbatim).catch(async (error) => {
    await store.close();
    throw error;
  });
  const close = async () => {
    await Promise.all([store.close(), stored.close()]);
  };
  return { store, stored, close };
}
