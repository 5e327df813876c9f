import { type EventStore, type KeyRing, type Position, START } from '#event-sourcing';
import type { ConnectionDataEvent } from './domain/connection-data.ts';
import type { ConventionDataEvent } from './domain/convention-data.ts';
import type { ErasureEvent } from './domain/erasure.ts';

/** What says that something of the log can be read no more. */
export type ErasingEvent = ErasureEvent | ConnectionDataEvent | ConventionDataEvent;

/** Where the log says what was erased. */
export const ERASING = ['erasure', 'connectiondata', 'conventiondata'];

/** Destroys the keys that an event says are to be. */
export async function destroyKeys(keys: KeyRing, event: ErasingEvent): Promise<number> {
  switch (event.type) {
    case 'PersonErased':
    case 'ErasureExtended':
    case 'ConventionErased':
      return keys.destroy(event.data.subjects);
    case 'MonthExpired':
      return keys.destroyMonth(event.data.month, event.data.kept);
    default:
      return 0;
  }
}

/**
 * Destroys again what the log says was erased: a restored backup of the keys brings nobody back, and one that is older than a key
 * does not miss it. Before anything else is read, so of events as they are kept. How many keys there were, and up to where.
 */
export async function eraseAgain(
  stored: EventStore,
  keys: KeyRing,
  after = START,
): Promise<{ destroyed: number; upTo: Position }> {
  const done = { destroyed: 0, upTo: after };
  for await (const { events, position } of stored.catchUp({ after, categories: ERASING })) {
    for (const event of events) done.destroyed += await destroyKeys(keys, event as unknown as ErasingEvent);
    done.upTo = position;
  }
  return done;
}

/**
 * The same; and the subjects whose keys were destroyed though the log does not say so. They read as erased, and nobody has decided it: what
 * `greffe keys export` has kept of them can be taken in again.
 */
export async function destroyedUnsaid(stored: EventStore, keys: KeyRing): Promise<string[]> {
  // Before the log is read: what is erased meanwhile is not among them.
  const destroyed = await keys.kept.destroyed();
  await eraseAgain(stored, keys);
  return destroyed.filter((subject) => !keys.isErased(subject));
}
