import {
  checkpointSteps,
  EVENTS_CHANNEL,
  EventCodec,
  EventSerializer,
  type EventStore,
  type EventTypeRegister,
  FOLLOWERS_CHANNEL,
  installEventLog,
  KEYS_CHANNEL,
  KeyRing,
  keySteps,
  PostgresEventStore,
  parsePosition,
} from '#event-sourcing';
import { type Database, migrate, Notifications } from '#platform';
import { eventually } from './eventually.ts';
import { type Template, testDatabase } from './test-database.ts';

/** An empty log, with what follows it, on a database of its own. */
export interface TestLog {
  readonly database: Database;
  readonly url: string;
  readonly notifications: Notifications;
  readonly store: PostgresEventStore;
  readonly codec: EventCodec;
  drop(): Promise<void>;
}

const template: Template = {
  name: 'event-sourcing',
  prepare: async (database) => {
    await installEventLog(database);
    await migrate(database, 'followers', checkpointSteps);
    await migrate(database, 'personal-data', keySteps);
  },
};

export async function testLog(types: EventTypeRegister): Promise<TestLog> {
  const { database, url, drop } = await testDatabase(template);
  const notifications = new Notifications(database, [EVENTS_CHANNEL, FOLLOWERS_CHANNEL, KEYS_CHANNEL]);
  notifications.start();
  const serializer = new EventSerializer(types);
  const store = new PostgresEventStore(database, notifications, serializer);
  const codec = new EventCodec(serializer, new KeyRing(database, notifications, 'no key is needed'));
  const stop = () => notifications.stop().then(drop);
  return { database, url, notifications, store, codec, drop: stop };
}

/**
 * Waits until readers of the log see all that is written: other transactions of the server may delay it, those of other tests
 * among them.
 */
export async function visible({
  database,
  store,
}: {
  readonly database: Database;
  readonly store: Pick<EventStore, 'head'>;
}): Promise<void> {
  const { rows } = await database.query(
    'SELECT coalesce(max(transaction_id), 0)::text AS last FROM event_log.events',
  );
  await eventually(async () => parsePosition(await store.head()).major >= BigInt(rows[0]!.last), 30_000);
}
