import { Logger } from '@nestjs/common';
import {
  EncryptedEventStore,
  type EventCodec,
  type EventStore,
  installReadModels,
  type KeyRing,
  ObservedEventStore,
} from '#event-sourcing';
import { type Clock, type Config, type Database, type Notifications, SystemClock } from '#platform';
import { destroyedUnsaid } from '#privacy';
import { projections } from './contexts.ts';
import { openKeys, openStoredEvents, type StoredEvents } from './event-store.ts';
import { Metrics } from './observation/metrics.ts';
import { startTracing } from './observation/start-tracing.ts';
import { openDatabase, prepareTables, warnIfLogMayChange } from './open-database.ts';

const logger = new Logger('Engines');

/** What a program runs on, open and with its tables in place. */
export interface Engines {
  readonly config: Config;
  readonly clock: Clock;
  readonly database: Database;
  readonly notifications: Notifications;
  readonly store: EventStore;
  /** The same, without telling `metrics` of its appends. */
  readonly unobserved: EventStore;
  /** The same log, its events as they are kept. */
  readonly stored: EventStore;
  /** Between the two. */
  readonly codec: EventCodec;
  readonly keys: KeyRing;
  readonly metrics: Metrics;
  close(): Promise<void>;
}

/**
 * Opens the engines that the configuration names, and the embedded ones where it names none. With `share`, an
 * embedded engine that another process runs on the same data is used too.
 * @throws EmbeddedPostgresError; LogElsewhere; OwnerNeeded; StoreUnavailable; ServerTooOld; the driver's error when a database cannot be reached
 */
export async function openEngines(
  config: Config,
  { clock = new SystemClock(), share = false } = {},
): Promise<Engines> {
  const opened = await openDatabase(config, { share });
  const stopTracing = await startTracing(config);
  const { database, notifications } = opened;
  let log: StoredEvents | undefined;
  const close = async () => {
    await log?.close();
    await opened.close();
    await stopTracing();
  };
  try {
    await prepareTables(opened, config);
    const { keys, codec } = openKeys(config, database, notifications);
    log = await openStoredEvents(config, database, notifications);
    await installReadModels(database, projections);
    if (config.environment === 'production') await warnIfLogMayChange(database);
    notifications.start();
    const metrics = new Metrics();
    const { stored } = log;
    const unobserved = new EncryptedEventStore(stored, codec);
    const { length: unsaid } = await destroyedUnsaid(stored, keys);
    if (unsaid > 0)
      logger.error(
        `${unsaid} keys of personal data were destroyed, and the log does not say so: greffe store verify`,
      );
    const store = new ObservedEventStore(unobserved, metrics.appended);
    return { config, clock, database, notifications, store, unobserved, stored, codec, keys, metrics, close };
  } catch (error) {
    await close();
    throw error;
  }
}
