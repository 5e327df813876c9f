import { once } from 'node:events';
import { request } from 'node:https';
import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  type JSONEventType,
  jsonEvent,
  NO_STREAM,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { parseConnectionString } from '@eventstore/db-client/dist/Client/parseConnectionString.js';
import { type EventStore, StoreMisconfigured } from '../event-store.ts';
import { EventSerializer } from '../event-types.ts';
import { Connection } from './connection.ts';
import { EventStoreDbEventStore } from './eventstoredb-event-store.ts';
import { type ServerAddress, serverAddress } from './server-address.ts';

const GROUP = 'greffe';
const SILENCE_MS = 10_000;
const [CREATED, CONFLICT] = [201, 409];

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Makes the user of `connectionString` known to the server, in a group that may read `$all`: to read and append is then all that
 * it may. `adminString` names an administrator; what is there already stays. Answers whether the server's rules let it delete
 * nothing: others may have been set before.
 * @throws StoreMisconfigured when one of them names no user, or the server does not take it, or knows it by another password; the
 * client's errors
 */
export async function admitUser(connectionString: string, adminString: string): Promise<boolean> {
  const [user, admin] = [credentialsOf(connectionString), credentialsOf(adminString)];
  const { tls } = serverAddress(adminString);
  if (!tls) throw new StoreMisconfigured(null, 'The event store knows no users without TLS');
  const client = EventStoreDBClient.connectionString(adminString);
  let isNew: boolean;
  let cannotDelete: boolean;
  try {
    isNew = await createUser(await usersAt(client), user, admin, tls);
    cannotDelete = await letNobodyDelete(client);
  } finally {
    await client.dispose();
  }
  await withStore(adminString, letGroupRead);
  // Its password may be another one since.
  if (!isNew) await withStore(connectionString, async () => {});
  return cannotDelete;
}

/** @throws StoreMisconfigured when the server does not let in whom `connectionString` names */
async function withStore(
  connectionString: string,
  work: (store: EventStore) => Promise<void>,
): Promise<void> {
  const store = await EventStoreDbEventStore.open(connectionString, new EventSerializer({}));
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** Where the leader manages users: over HTTP, for the client does not. */
async function usersAt(client: EventStoreDBClient): Promise<URL> {
  const node = await new Connection(client, SILENCE_MS).node();
  return new URL(`https://${node.getChannel().getTarget().replace(/^dns:/, '')}/users/`);
}

function credentialsOf(connectionString: string): Credentials {
  const { defaultCredentials } = parseConnectionString(connectionString);
  if (!defaultCredentials) throw new StoreMisconfigured(null, 'The connection string names no user');
  return defaultCredentials;
}

/**
 * Answers whether it is new; one that is known stays as it is.
 * @throws StoreMisconfigured when the server answers anything else
 */
export async function createUser(
  url: URL,
  { username, password }: Credentials,
  admin: Credentials,
  tls: NonNullable<ServerAddress['tls']>,
): Promise<boolean> {
  const asked = request(url, {
    ...tls,
    method: 'POST',
    auth: `${admin.username}:${admin.password}`,
    headers: { 'Content-Type': 'application/json' },
    signal: AbortSignal.timeout(SILENCE_MS),
  });
  asked.end(JSON.stringify({ LoginName: username, FullName: 'Greffe', Groups: [GROUP], Password: password }));
  const [answer] = await once(asked, 'response');
  answer.resume();
  if (answer.statusCode === CREATED || answer.statusCode === CONFLICT) return answer.statusCode === CREATED;
  throw new StoreMisconfigured(
    null,
    `The event store did not create ${username}: it answered ${answer.statusCode}`,
  );
}

/** Puts the group among the readers of `$all`; who may read it already still may. */
export async function letGroupRead(store: EventStore): Promise<void> {
  const { $acl, ...metadata } = (await store.streamMetadata('$all')) as { $acl?: { $r?: string | string[] } };
  const readers = [$acl?.$r ?? '$admins'].flat();
  if (readers.includes(GROUP)) return;
  await store.setStreamMetadata('$all', { ...metadata, $acl: { ...$acl, $r: [...readers, GROUP] } });
}

/**
 * Servers let every user delete streams, and have them forget what is old (metadata): only administrators may from here on. The rule is
 * for all streams of the server; one that has such rules already keeps them. Answers whether those that hold say the same.
 */
export async function letNobodyDelete(client: EventStoreDBClient): Promise<boolean> {
  const $userStreamAcl = { $r: '$all', $w: '$all', ...ADMINISTRATORS_ALONE, $mr: '$all' };
  const rules = jsonEvent({ type: 'update-default-acl', data: { $userStreamAcl } });
  try {
    await client.appendToStream('$settings', rules, { expectedRevision: NO_STREAM });
    return true;
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error;
  }
  const last = client.readStream<Rules>('$settings', {
    direction: BACKWARDS,
    fromRevision: END,
    maxCount: 1,
  });
  let acl: Acl | undefined;
  for await (const { event } of last) acl = event?.data.$userStreamAcl;
  return Object.entries(ADMINISTRATORS_ALONE).every(([act, who]) => acl?.[act] === who);
}

/** To delete a stream, and to write its metadata. */
const ADMINISTRATORS_ALONE = { $d: '$admins', $mw: '$admins' };

type Acl = Readonly<Record<string, string | readonly string[]>>;
type Rules = JSONEventType<'update-default-acl', { readonly $userStreamAcl?: Acl }>;
