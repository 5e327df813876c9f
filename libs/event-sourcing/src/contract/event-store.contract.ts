import type { EventStore } from '../event-store.ts';
import { appendingContract } from './appending.ts';
import { type StoreUnderTest, serializer } from './fixture.ts';
import { followingContract } from './following.ts';
import { placesContract } from './places.ts';
import { readingContract } from './reading.ts';

/**
 * What every adapter of the port must do:
 *
 *     describe('PostgresEventStore', () => eventStoreContract(startStore));
 *
 * The log behind the store may hold other events, and others may write to it meanwhile, but for `head` and the
 * end of the log, which are what they are only while nobody does.
 */
export function eventStoreContract(start: () => Promise<StoreUnderTest>): void {
  describe('event store contract', () => {
    let underTest: StoreUnderTest;
    let store: EventStore;
    beforeAll(async () => {
      underTest = await start();
      store = underTest.open(serializer);
    });
    afterAll(() => underTest.close());

    appendingContract(
      () => underTest,
      () => store,
    );
    readingContract(() => store);
    followingContract(() => store);
    placesContract(start);
  });
}
