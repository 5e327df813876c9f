import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import {
  checkpointSteps,
  EncryptedEventStore,
  EVENTS_CHANNEL,
  type EventCodec,
  type EventStore,
  FOLLOWERS_CHANNEL,
  installReadModels,
  KEYS_CHANNEL,
  type KeyRing,
  ObservedEventStore,
} from '#event-sourcing';
import {
  type Clock,
  type Config,
  Database,
  type EmbeddedPostgres,
  migrate,
  Notifications,
  runningEmbeddedPostgres,
  SystemClock,
  startEmbeddedPostgres,
} from '#platform';
import { eraseAgain } from '#privacy';
import { contexts, projections } from './contexts.ts';
import { openKeys, openStoredEvents, type StoredEvents } from './event-store.ts';
import { jobRunSteps } from './jobs/job-runs.ts';
import { Metrics } from './observation/metrics.ts';
import { startTracing } from './observation/start-tracing.ts';
import { siemSteps } from './siem/place.ts';

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
 * @throws EmbeddedPostgresError; LogElsewhere; StoreUnavailable; ServerTooOld; the driver's error when a database cannot be reached
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
    const { keys, codec } = await openKeys(config, database, notifications);
    log = await openStoredEvents(config, database, notifications);
    await migrate(database, 'followers', checkpointSteps);
    await migrate(database, 'jobs', jobRunSteps);
    await migrate(database, 'siem', siemSteps);
    for (const { name, migrations = [] } of contexts) await migrate(database, name, migrations);
    await installReadModels(database, projections);
    notifications.start();
    const metrics = new Metrics();
    const { stored } = log;
    const unobserved = new EncryptedEventStore(stored, codec);
    await eraseAgain(unobserved, keys);
    const store = new ObservedEventStore(unobserved, metrics.appended);
    return {
      ...{ config, clock, database, notifications, store, unobserved, stored, codec, keys, metrics },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens PostgreSQL alone, as it is. */
export async function openDatabase(
  config: Config,
  { share = false } = {},
): Promise<Pick<Engines, 'database' | 'notifications' | 'close'>> {
  const logger = new Logger('Engines');
  const { url, stop } = await postgres(config, share, logger);
  const database = new Database(url, (error) => logger.warn(`PostgreSQL connection lost: ${error.message}`));
  const notifications = new Notifications(database, [EVENTS_CHANNEL, FOLLOWERS_CHANNEL, KEYS_CHANNEL]);
  const close = async () => {
    await notifications.stop();
    await database.close();
    await stop();
  };
  return { database, notifications, close };
}

async function postgres(
  { databaseUrl, dataDir }: Config,
  share: boolean,
  logger: Logger,
): Promise<EmbeddedPostgres> {
  const folder = join(dataDir, 'postgres');
  const running = databaseUrl ?? (share ? await runningEmbeddedPostgres(folder) : null);
  if (running) return { url: running, stop: async () => {} };
  return startEmbeddedPostgres({
    dataDir: folder,
    onExit: (error) => {
      logger.fatal(error.message);
      process.exit(1);
    },
  });
}
