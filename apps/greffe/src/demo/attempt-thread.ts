import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
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

const { databaseUrl, config } = workerData as LogToWrite;
const database = new Database(databaseUrl);
const notifications = new Notifications(database, [KEYS_CHANNEL]);
// Nobody sees what is written here before the simulation shows it, and then it signals.
notifications.holdBack(EVENTS_CHANNEL);
notifications.start();
const { codec } = openKeys(config, database, notifications);
const { stored } = await openStoredEvents(config, database, notifications);
const store = new EncryptedEventStore(stored, codec);

parentPort!.on('message', async (attempts: readonly AttemptToRecord[]) => {
  let last = START;
  const append = async (few: readonly AttemptToRecord[]) => {
    const streams = groupBy(few, ({ data }) => connectionsStream(data));
    const appended = await Promise.all(
      [...streams].map(([stream, events]) => store.append(stream, 'any', events)),
    );
    last = appended.reduce((newest, { position }) => later(newest, position), last);
  };
  // Two at a time: one is encrypted while PostgreSQL writes the other.
  await inTurn([...inSlices(attempts, AT_ONCE)], append, 2);
  parentPort!.postMessage(last satisfies Position);
});
