import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import {
  checkpointSteps,
  EVENTS_CHANNEL,
  EventSerializer,
  type EventStore,
  installReadModels,
  PostgresEventStore,
  PROJECTIONS_CHANNEL,
  registerEventTypes,
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
import { contexts, projections } from './contexts.ts';

/** What a program runs on, open and with its tables in place. */
export interface Engines {
  readonly config: Config;
  readonly clock: Clock;
  readonly database: Database;
  readonly notifications: Notifications;
  readonly store: EventStore;
  close(): Promise<void>;
}

/**
 * Opens the engines that the configuration names, and the embedded ones where it names none. With `share`, an
 * embedded engine that another process runs on the same data is used too.
 * @throws EmbeddedPostgresError; the driver's error when a database cannot be reached
 */
export async function openEngines(
  config: Config,
  { clock = new SystemClock(), share = false } = {},
): Promise<Engines> {
  const logger = new Logger('Engines');
  const { url, stop } = await postgres(config, share, logger);
  const database = new Database(url, (error) => logger.warn(`PostgreSQL connection lost: ${error.message}`));
  const notifications = new Notifications(database, [EVENTS_CHANNEL, PROJECTIONS_CHANNEL]);
  const close = async () => {
    await notifications.stop();
    await database.close();
    await stop();
  };
  try {
    const serializer = new EventSerializer(registerEventTypes(contexts.map(({ eventTypes }) => eventTypes)));
    const store = new PostgresEventStore(database, notifications, serializer);
    await store.install();
    await migrate(database, 'followers', checkpointSteps);
    for (const { name, migrations = [] } of contexts) await migrate(database, name, migrations);
    await installReadModels(database, projections);
    notifications.start();
    return { config, clock, database, notifications, store, close };
  } catch (error) {
    await close();
    throw error;
  }
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
