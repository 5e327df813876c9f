import { randomUUID } from 'node:crypto';
import { systemActor } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import type { Appended, Batch, EventStore, ExpectedRevision, ReadAllOptions } from '../event-store.ts';
import { EventSerializer, type EventTypes } from '../event-types.ts';
import type { NewEvent, RecordedEvent } from '../events.ts';

/** A store to be tried. The log behind it may hold other events already. */
export interface StoreUnderTest {
  /** Opens the log through `serializer`; several stores may be open on it. */
  open(serializer: EventSerializer): EventStore;
  close(): Promise<void>;
}

type Tried = { type: 'Counted'; data: { n: number } } | { type: 'Noted'; data: { text: string } };

const types: EventTypes<Tried> = { Counted: { schema: 1 }, Noted: { schema: 1 } };
export const serializer = new EventSerializer(types);

const metadata = {
  correlationId: '7a1f7a60-6c0b-4a52-8a52-1a9d7a9f0001',
  causationId: '7a1f7a60-6c0b-4a52-8a52-1a9d7a9f0002',
  actor: systemActor('contract'),
  occurredAt: '2026-03-02T09:00:00.000Z',
};

export const counted = (n: number, id: string = randomUUID()): NewEvent<Tried> => ({
  type: 'Counted',
  data: { n },
  id,
  metadata,
});

export const noted = (text: string): NewEvent<Tried> => ({
  type: 'Noted',
  data: { text },
  id: randomUUID(),
  metadata,
});

export const countedUpTo = (count: number, from = 0): NewEvent<Tried>[] =>
  Array.from({ length: count }, (_, index) => counted(from + index));

export const numbers = (events: readonly RecordedEvent[]): number[] =>
  events.map((event) => (event as RecordedEvent<Tried & { type: 'Counted' }>).data.n);

/** A category that no other test uses. */
export const newCategory = (): string => `c${randomUUID().replaceAll('-', '')}`;

export const newStream = (category = newCategory()): string => `${category}-${randomUUID()}`;

/** Appends, and waits until the log shows it: that may be a moment later, when other transactions are running. */
export async function appendVisibly(
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): Promise<Appended> {
  const appended = await store.append(stream, expected, events);
  await eventually(async () => (await store.head()) >= appended.position);
  return appended;
}

/** All batches up to the end of the log. */
export async function readToEnd(store: EventStore, options: ReadAllOptions): Promise<Batch[]> {
  const batches: Batch[] = [];
  for (let after = options.after; ; ) {
    const batch = await store.readAll({ ...options, after });
    batches.push(batch);
    after = batch.position;
    if (batch.caughtUp) return batches;
  }
}

/** A subscription that keeps what it has seen; `stop` ends it and passes on what it failed with. */
export function follow(
  store: EventStore,
  options: ReadAllOptions,
  onBatch: (batch: Batch) => Promise<void> | void = () => {},
) {
  const stopped = new AbortController();
  const batches: Batch[] = [];
  const ended = (async () => {
    for await (const batch of store.subscribe({ ...options, signal: stopped.signal })) {
      await onBatch(batch);
      batches.push(batch);
    }
  })();
  ended.catch(() => {});
  return {
    batches,
    ended,
    events: () => batches.flatMap(({ events }) => events),
    stop: () => {
      stopped.abort();
      return ended;
    },
  };
}
