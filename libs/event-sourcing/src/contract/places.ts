import { eventually } from '../../../../test/support/eventually.ts';
import { START } from '../position.ts';
import {
  appendVisibly,
  counted,
  countedUpTo,
  follow,
  newCategory,
  newStream,
  numbers,
  type StoreUnderTest,
  serializer,
} from './fixture.ts';

/** What a store says of where a reader stands is a place in the log, also when nothing has happened that concerns it. */
export function placesContract(start: () => Promise<StoreUnderTest>): void {
  // Servers tell readers where they stand once in 500 events that do not concern them.
  describe.each([0, 1, 499, 500, 501])('on a log with %i events of others', (others) => {
    let underTest: StoreUnderTest;
    beforeEach(async () => {
      underTest = await start();
    });
    afterEach(() => underTest.close());

    it('a reader stands at a place in the log, from which the next event reaches it', async () => {
      const store = underTest.open(serializer);
      const beginning = await store.head();
      if (others > 0) await appendVisibly(store, newStream(), 'none', countedUpTo(others));
      for (const after of [START, beginning]) {
        const category = newCategory();
        const following = follow(store, { after, categories: [category] });
        await eventually(() => following.batches.at(-1)?.caughtUp);
        for (const { position, head } of following.batches) expect(position <= head).toBe(true);
        const { position } = following.batches.at(-1)!;
        expect(position <= (await store.head())).toBe(true);

        const anew = underTest.open(serializer);
        await expect(anew.head()).resolves.toBe(await store.head());
        await appendVisibly(store, newStream(category), 'none', [counted(7)]);
        await eventually(() => following.events().length === 1);
        await following.stop();
        const { events } = await anew.readAll({ after: position, categories: [category] });
        expect(numbers(events)).toEqual([7]);
      }
    });
  });
}
