import { EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client';
import { eventSerializer } from '#composition';
import { journalProjection } from '#connections';
import { openEventStoreDb, rebuild } from '#event-sourcing';
import { recordAttempts } from './attempts.ts';
import { withEventStoreDb } from './eventstoredb.ts';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const EVENTS = 200_000;
const ROUNDS = 5;
/** As the store asks for them. */
const filter = streamNameFilter({
  prefixes: (journalProjection.categories ?? []).map((category) => `${category}-`),
  maxSearchWindow: 500,
  checkpointInterval: 1,
});

/** The journal catching up over EventStoreDB's protocol, against the bare client that subscribes to the same events and drops them. */
export const esdbCatchUp = () =>
  withEventStoreDb((url) =>
    withEngines(async ({ database }) => {
      const store = await openEventStoreDb(url, eventSerializer);
      const client = EventStoreDBClient.connectionString(url);
      await recordAttempts(store, EVENTS);
      // A server that was used before holds more.
      let events = 0;
      const onProgress = (done: number) => {
        events = done;
      };
      const ours = () => rebuild(database, store, journalProjection, { onProgress });
      const bare = async () => {
        let left = events;
        for await (const { event } of client.subscribeToAll({ fromPosition: START, filter })) {
          if (event && --left === 0) break;
        }
      };

      await ours();
      const rounds: { ours: number; bare: number }[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const bareMs = await elapsed(bare);
        const ourMs = await elapsed(ours);
        rounds.push({ ours: (events / ourMs) * 1000, bare: (events / bareMs) * 1000 });
      }
      await store.close();
      await client.dispose();
      report({
        name: 'esdb-catch-up',
        value: median(rounds.map(({ ours }) => ours)),
        unit: 'events/s',
        reference: median(rounds.map(({ bare }) => bare)),
        ratio: median(rounds.map(({ ours, bare }) => ours / bare)),
      });
    }),
  );
