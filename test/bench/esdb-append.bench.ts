import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { eventSerializer } from '#composition';
import { EventStoreDbEventStore } from '#event-sourcing';
import { attempted } from './attempts.ts';
import { withEventStoreDb } from './eventstoredb.ts';
import { elapsed, inParallel, median, report } from './figure.ts';

const APPENDS = 2000;
const AT_ONCE = 8;
const ROUNDS = 7;

/** Any: without them the client would use its shared stream, and without TLS it does not send them. */
const credentials = { username: '', password: '' };

/**
 * One-event appends through the adapter, against the bare client on the same server: making the same calls, and
 * through the stream that it shares among appends, which the adapter does without (docs/decisions/006).
 */
export const esdbAppend = () =>
  withEventStoreDb(async (url) => {
    const store = new EventStoreDbEventStore(url, eventSerializer);
    const client = EventStoreDBClient.connectionString(url as unknown as TemplateStringsArray);
    const newStream = () => `connections-${randomUUID()}`;
    const ours = (index: number) => store.append(newStream(), 'none', [attempted(index)]);
    const bare = (index: number, options = {}) =>
      client.appendToStream(newStream(), jsonEvent(attempted(index)), {
        expectedRevision: NO_STREAM,
        ...options,
      });

    const figure = async (name: string, reference: (index: number) => Promise<unknown>) => {
      const rates: { ours: number; bare: number }[] = [];
      await inParallel(500, AT_ONCE, ours);
      await inParallel(500, AT_ONCE, reference);
      for (let round = 0; round < ROUNDS; round++) {
        const bareMs = await elapsed(() => inParallel(APPENDS, AT_ONCE, reference));
        const ourMs = await elapsed(() => inParallel(APPENDS, AT_ONCE, ours));
        rates.push({ ours: (APPENDS / ourMs) * 1000, bare: (APPENDS / bareMs) * 1000 });
      }
      report({
        name,
        value: median(rates.map(({ ours }) => ours)),
        unit: 'appends/s',
        reference: median(rates.map(({ bare }) => bare)),
        ratio: median(rates.map(({ ours, bare }) => ours / bare)),
      });
    };
    await figure('esdb-append', (index) => bare(index, { credentials, requiresLeader: true }));
    await figure('esdb-append-to-shared-stream', bare);
    await store.close();
    await client.dispose();
  });
