import { Logger } from '@nestjs/common';
import {
  EventCodec,
  type EventStore,
  KeyRing,
  openEventStoreDb,
  PostgresEventStore,
  verbatim,
} from '#event-sourcing';
import type { Config, Database, Notifications } from '#platform';
import { eventSerializer } from './contexts.ts';

const logger = new Logger('EventStore');

export interface StoredEvents {
  /** Its events as they are kept. */
  readonly stored: EventStore;
  close(): Promise<void>;
}

/**
 * Opens the log that the configuration names: EventStoreDB, or PostgreSQL where it names none. The tables are prepared.
 * @throws StoreUnavailable; ServerTooOld
 */
export async function openStoredEvents(
  { eventStoreUrl }: Pick<Config, 'eventStoreUrl'>,
  database: Database,
  notifications: Notifications,
): Promise<StoredEvents> {
  if (!eventStoreUrl) {
    const stored = new PostgresEventStore(database, notifications, verbatim);
    return { stored, close: async () => {} };
  }
  const stored = await openEventStoreDb(eventStoreUrl, verbatim, (line) => logger.warn(line));
  return { stored, close: () => stored.close() };
}

/** The keys of personal data, and what reads and writes events with them: `prepareTables` has checked that they are of this master key. */
export function openKeys(
  { masterKey }: Pick<Config, 'masterKey'>,
  database: Database,
  notifications: Notifications,
): { keys: KeyRing; codec: EventCodec } {
  const keys = new KeyRing(database, notifications, masterKey);
  return { keys, codec: new EventCodec(eventSerializer, keys) };
}
