import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import {
  checkpointSteps,
  EVENTS_CHANNEL,
  eventLogSchemas,
  expectLogAt,
  FOLLOWERS_CHANNEL,
  installEventLog,
  KEYS_CHANNEL,
  KeptKeys,
  keySteps,
} from '#event-sourcing';
import {
  byOwner,
  type Config,
  changeableBy,
  Database,
  expectNameSecret,
  MIGRATIONS_TURN,
  makeProgramRole,
  migrate,
  Notifications,
  nameSecretSteps,
  roleIn,
  runningEmbeddedPostgres,
  shareWithProgram,
  startEmbeddedPostgres,
} from '#platform';
import { contexts } from './contexts.ts';
import { jobRunSteps } from './jobs/job-runs.ts';
import { siemSteps } from './siem/place.ts';

const logger = new Logger('Engines');

/** PostgreSQL, as the program's role. */
export interface OpenDatabase {
  readonly database: Database;
  readonly notifications: Notifications;
  /** The same database as its owner, who makes the tables; null where the configuration names none. */
  readonly ownerUrl: string | null;
  close(): Promise<void>;
}

/** Opens PostgreSQL alone, as it is. */
export async function openDatabase(config: Config, { share = false } = {}): Promise<OpenDatabase> {
  const { url, ownerUrl, stop } = await postgres(config, share);
  const database = new Database(url, lost);
  const notifications = new Notifications(database, [EVENTS_CHANNEL, FOLLOWERS_CHANNEL, KEYS_CHANNEL]);
  const close = async () => {
    await notifications.stop();
    await database.close();
    await stop();
  };
  return { database, notifications, ownerUrl, close };
}

/**
 * Brings the tables to their present shape, as their owner: those of the log and its seals stay the owner's, and what the
 * program may do there is granted.
 * @throws LogElsewhere; OwnerNeeded where the configuration names no owner, and there is something to do; ConfigurationError where the
 * secrets are not those of the register
 */
export async function prepareTables(
  opened: Pick<OpenDatabase, 'database' | 'ownerUrl'>,
  config: Config,
): Promise<void> {
  if (opened.ownerUrl === null) return byOwner(() => makeTables(opened.database, config));
  await asOwner(opened, async (owner) => {
    await owner.transaction(async (sql) => {
      await sql.query(MIGRATIONS_TURN);
      await makeProgramRole(sql, opened.database.url);
    });
    await makeTables(owner, config);
    const ofContexts = contexts.flatMap(({ ownersSchemas = [] }) => ownersSchemas);
    await shareWithProgram(owner, roleIn(opened.database.url).name, [...eventLogSchemas, ...ofContexts]);
  });
}

/** Does `work` as the owner of the database; where the configuration names none, as the program, which may then be the owner. */
export async function asOwner<T>(
  { database, ownerUrl }: Pick<OpenDatabase, 'database' | 'ownerUrl'>,
  work: (owner: Database) => Promise<T>,
): Promise<T> {
  if (ownerUrl === null) return work(database);
  const owner = new Database(ownerUrl, lost);
  try {
    return await work(owner);
  } finally {
    await owner.close();
  }
}

/** Says so where the program could rewrite the past: on whatever it is asked, it should be refused. */
export async function warnIfLogMayChange(database: Database): Promise<void> {
  const changeable = await changeableBy(database, ['event_log.events', 'sealing.signed_heads']);
  if (changeable.length === 0) return;
  logger.warn(
    `the role of DATABASE_URL may change ${changeable.join(' and ')}: name the owner in MIGRATIONS_DATABASE_URL, and another role in DATABASE_URL`,
  );
}

async function makeTables(database: Database, config: Config): Promise<void> {
  const { eventStoreUrl } = config;
  await expectLogAt(database, eventStoreUrl);
  if (!eventStoreUrl) await installEventLog(database);
  await migrate(database, 'personal-data', keySteps);
  // Before anything is sealed with the secrets of another register.
  await new KeptKeys(database, config.masterKey).check();
  await migrate(database, 'name-secret', nameSecretSteps, config);
  await expectNameSecret(database, config.nameSecret);
  await migrate(database, 'followers', checkpointSteps);
  await migrate(database, 'jobs', jobRunSteps);
  await migrate(database, 'siem', siemSteps);
  for (const { name, migrations = [] } of contexts) await migrate(database, name, migrations, config);
}

type RunningPostgres = Pick<OpenDatabase, 'ownerUrl'> & { readonly url: string; stop(): Promise<void> };

async function postgres(
  { databaseUrl, migrationsDatabaseUrl, dataDir }: Config,
  share: boolean,
): Promise<RunningPostgres> {
  const stop = async () => {};
  if (databaseUrl) return { url: databaseUrl, ownerUrl: migrationsDatabaseUrl ?? null, stop };
  const folder = join(dataDir, 'postgres');
  const running = share ? await runningEmbeddedPostgres(folder) : null;
  if (running) return { url: running.programUrl, ownerUrl: running.url, stop };
  const own = await startEmbeddedPostgres({
    dataDir: folder,
    onExit: (error) => {
      logger.fatal(error.message);
      process.exit(1);
    },
  });
  return { url: own.programUrl, ownerUrl: own.url, stop: own.stop };
}

const lost = (error: Error): void => logger.warn(`PostgreSQL connection lost: ${error.message}`);
