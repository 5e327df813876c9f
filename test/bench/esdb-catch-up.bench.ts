import { EventStoreDBClient, START } from '@eventstore/db-client';
import { eventSerializer } from '#composition';
import { journalProjection } from '#connections';
import { openEventStoreDb, rebuild } from '#event-sourcing';
import { recordAttempts } from './attempts.ts';
import { withEventStoreDb } from './eventstoredb.ts';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const EVENTS = 200_000;
const ROUNDS = 3;

/** The journal catching up over EventStoreDB's protocol, against the bare client that reads the same events and drops them. */
export const esdbCatchUp = () =>
  withEventStoreDb((url) =>
    withEngines(async ({ database }) => {
      const store = await openEventStoreDb(url, eventSerializer);
      const client = EventStoreDBClient.connectionString(url as unknown as TemplateStringsArray);
      await recordAttempts(store, EVENTS);

      const rounds: { ours: number; bare: number }[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const bareMs = await elapsed(async () => {
          for await (const _ of client.readAll({ fromPosition: START, maxCount: EVENTS }));
        });
        const ourMs = await elapsed(() => rebuild(database, store, journalProjection));
        rounds.push({ ours: (EVENTS / ourMs) * 1000, bare: (EVENTS / bareMs) * 1000 });
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
