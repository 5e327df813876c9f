import { type EventStore, type KeyRing, mustBeReadable, START } from '#event-sourcing';
import type { ConnectionDataEvent } from './domain/connection-data.ts';
import type { ErasureEvent } from './domain/erasure.ts';

/** Where the log says what was erased. */
export const ERASING = ['erasure', 'connectiondata'];

/** Destroys the keys that an event says are to be. */
export async function destroyKeys(keys: KeyRing, event: ErasureEvent | ConnectionDataEvent): Promise<number> {
  if (event.type === 'PersonErased' || event.type === 'ErasureExtended') {
    return keys.destroy(event.data.subjects);
  }
  if (event.type === 'MonthExpired') return keys.destroyMonth(event.data.month, event.data.kept);
  return 0;
}

/**
 * Destroys again what the log says was erased: a restored backup of the keys brings nobody back. Before anything else is read.
 * How many keys there were.
 */
export async function eraseAgain(store: EventStore, keys: KeyRing): Promise<number> {
  let destroyed = 0;
  for await (const { events } of store.catchUp({ after: START, categories: ERASING })) {
    mustBeReadable(events);
    for (const event of events) {
      destroyed += await destroyKeys(keys, event as unknown as ErasureEvent | ConnectionDataEvent);
    }
  }
  return destroyed;
}
