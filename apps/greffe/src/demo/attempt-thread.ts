import 'reflect-metadata';
import { Tinypool } from 'tinypool';
import { openKeys, openStoredEvents } from '#composition';
import { connectionsStream } from '#connections';
import {
  EncryptedEventStore,
  EVENTS_CHANNEL,
  KEYS_CHANNEL,
  later,
  type Position,
  START,
} from '#event-sourcing';
import { Database, groupBy, inSlices, inTurn, Notifications } from '#platform';
import type { AttemptToRecord, LogToWrite } from './attempt-writer.ts';

/** So many are appended together: within them, those of one code stand together, not in the order of their times. */
const AT_ONCE = 400;

const { databaseUrl, config }: LogToWrite = Tinypool.workerData;
const database = new Database(databaseUrl);
const notifications = new Notifications(database, [KEYS_CHANNEL]);
// Nobody sees what is written here before the simulation shows it, and then it signals.
notifications.holdBack(EVENTS_CHANNEL);
notifications.start();
const { codec } = openKeys(config, database, notifications);
const { stored } = await openStoredEvents(config, database, notifications);
const store = new EncryptedEventStore(stored, codec);

/** Answers where the last of them stands. */
export default async function append(attempts: readonly AttemptToRecord[]): Promise<Position> {
  let last = START;
  const appendTogether = async (few: readonly AttemptToRecord[]) => {
    const streams = groupBy(few, ({ data }) => connectionsStream(data));
    const appended = await Promise.all(
      [...streams].map(([stream, events]) => store.append(stream, 'any', events)),
    );
    last = appended.reduce((newest, { position }) => later(newest, position), last);
  };
  // Two at a time: one is encrypted while PostgreSQL writes the other.
  await inTurn([...inSlices(attempts, AT_ONCE)], appendTogether, 2);
  return last;
}
