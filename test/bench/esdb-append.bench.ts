import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { eventSerializer } from '#composition';
import { openEventStoreDb } from '#event-sourcing';
import { attempted } from './attempts.ts';
import { withEventStoreDb } from './eventstoredb.ts';
import { elapsed, inParallel, median, report } from './figure.ts';

const APPENDS = 2000;
const AT_ONCE = 8;
const ROUNDS = 7;
const WARM_UP = 500;

/** One-event appends through the adapter, against the bare client's own on the same server. */
export const esdbAppend = () =>
  withEventStoreDb(async (url) => {
    const store = await openEventStoreDb(url, eventSerializer);
    const client = EventStoreDBClient.connectionString(url);
    const newStream = () => `connections-${randomUUID()}`;
    const ours = (index: number) => store.append(newStream(), 'none', [attempted(index)]);
    const bare = (index: number) => {
      const { data, ...event } = attempted(index);
      return client.appendToStream(newStream(), jsonEvent({ ...event, data: { ...data } }), {
        expectedRevision: NO_STREAM,
      });
    };

    const rounds: { ours: number; bare: number }[] = [];
    await inParallel(WARM_UP, AT_ONCE, ours);
    await inParallel(WARM_UP, AT_ONCE, bare);
    for (let round = 0; round < ROUNDS; round++) {
      const bareMs = await elapsed(() => inParallel(APPENDS, AT_ONCE, bare));
      const ourMs = await elapsed(() => inParallel(APPENDS, AT_ONCE, ours));
      rounds.push({ ours: (APPENDS / ourMs) * 1000, bare: (APPENDS / bareMs) * 1000 });
    }
    report({
      name: 'esdb-append',
      value: median(rounds.map(({ ours }) => ours)),
      unit: 'appends/s',
      reference: median(rounds.map(({ bare }) => bare)),
      ratio: median(rounds.map(({ ours, bare }) => ours / bare)),
    });
    await store.close();
    await client.dispose();
  });
