import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import type { Processes } from '../systems/processes.ts';

/** How long an engine is away or slow. */
const HARM_MS = 2000;
const LATE_BY_MS = 800;

/** The work alone, which the others are read beside: everybody finishes what they are at, and does one more thing. */
export const noFault: Fault<Processes> = { name: 'no-fault', strike: async () => {} };

export const restartPostgres: Fault<Processes> = {
  name: 'restart-postgresql',
  strike: ({ on }) => on.postgres.restart(),
};

export const crashPostgres: Fault<Processes> = {
  name: 'crash-postgresql',
  strike: ({ on }) => on.postgres.crash(),
};

export const cutEventStore: Fault<Processes> = {
  name: 'cut-event-store',
  strike: async ({ on: { eventStore } }) => eventStore.proxy!.cut(),
};

export const resetEventStore: Fault<Processes> = {
  name: 'reset-event-store',
  strike: async ({ on: { eventStore } }) => eventStore.proxy!.reset(),
};

/** What it writes meanwhile, nobody hears of. */
export const loseEventStoreAnswers: Fault<Processes> = {
  name: 'lose-event-store-answers',
  strike: async ({ on: { eventStore } }) => {
    eventStore.proxy!.loseAnswers(true);
    await delay(HARM_MS);
    eventStore.proxy!.loseAnswers(false);
    eventStore.proxy!.cut();
  },
};

export const delayEventStore: Fault<Processes> = {
  name: 'delay-event-store',
  strike: async ({ on: { eventStore } }) => {
    eventStore.proxy!.delay(LATE_BY_MS);
    await delay(HARM_MS);
    eventStore.proxy!.delay(0);
  },
};

export const shutEventStore: Fault<Processes> = {
  name: 'shut-event-store',
  strike: async ({ on: { eventStore } }) => {
    await eventStore.proxy!.close();
    await delay(HARM_MS);
    await eventStore.proxy!.open();
  },
};

/** How long a node stands still: longer than an election takes. */
const PAUSE_MS = 5000;

const endEventStore = (name: string, signal: 'SIGKILL' | 'SIGTERM'): Fault<Processes> => ({
  name,
  needs: 'event store',
  strike: async ({ on: { eventStore } }) => {
    await eventStore.node!.end(signal);
    await eventStore.node!.start();
  },
});
export const killEventStore = endEventStore('kill-event-store', 'SIGKILL');
export const stopEventStore = endEventStore('stop-event-store', 'SIGTERM');

export const pauseEventStore: Fault<Processes> = {
  name: 'pause-event-store',
  needs: 'event store',
  strike: async ({ on: { eventStore } }) => {
    eventStore.node!.signal('SIGSTOP');
    await delay(PAUSE_MS);
    eventStore.node!.signal('SIGCONT');
  },
};

export const flushRedis: Fault<Processes> = {
  name: 'flush-redis',
  needs: 'redis',
  strike: async ({ on: { redis } }) => {
    await redis!.ask((connection) => connection.flushall());
  },
};

/** It keeps nothing on disk: it comes back empty. */
export const restartRedis: Fault<Processes> = {
  name: 'restart-redis',
  needs: 'redis',
  strike: async ({ on: { redis } }) => {
    await redis!.kill();
    await redis!.start();
  },
};
