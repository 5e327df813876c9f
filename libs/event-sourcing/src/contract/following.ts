import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../../../test/support/eventually.ts';
import type { EventStore } from '../event-store.ts';
import { appendVisibly, counted, countedUpTo, follow, newCategory, newStream, numbers } from './fixture.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

export function followingContract(store: () => EventStore): void {
  describe('subscribe', () => {
    it('gives what there is, then what comes', async () => {
      const category = newCategory();
      const stream = newStream(category);
      const after = await store().head();
      await store().append(stream, 'none', countedUpTo(3));
      const subscription = follow(store(), { after, categories: [category] });
      await eventually(() => subscription.events().length === 3);
      for (let n = 3; n < 8; n++) await store().append(stream, n - 1, [counted(n)]);
      await eventually(() => subscription.events().length === 8);
      await subscription.stop();
      expect(numbers(subscription.events())).toEqual(upTo(8));
      expect(subscription.events()).toEqual(await store().readStream(stream));
    });

    it('says when it has caught up, also when there was nothing to catch up with', async () => {
      const category = newCategory();
      const after = await store().head();
      const subscription = follow(store(), { after, categories: [category] });
      await eventually(() => subscription.batches.some(({ caughtUp }) => caughtUp));
      await subscription.stop();
    });

    it('says so at the end of a full batch too', async () => {
      const category = newCategory();
      const after = await store().head();
      await appendVisibly(store(), newStream(category), 'none', countedUpTo(10));
      const subscription = follow(store(), { after, categories: [category], limit: 5 });
      await eventually(() => subscription.batches.at(-1)?.caughtUp);
      await subscription.stop();
      expect(numbers(subscription.events())).toEqual(upTo(10));
      expect(subscription.batches[0]!.caughtUp).toBe(false);
    });

    it('resumes from any of its positions, without loss or repetition', async () => {
      const category = newCategory();
      const after = await store().head();
      for (let n = 0; n < 5; n++) await store().append(newStream(category), 'none', countedUpTo(5, 5 * n));
      const whole = follow(store(), { after, categories: [category], limit: 4 });
      await eventually(() => whole.events().length === 25);
      await whole.stop();
      for (const { position } of whole.batches) {
        const rest = follow(store(), { after: position, categories: [category] });
        await eventually(() => rest.batches.at(-1)?.caughtUp);
        await rest.stop();
        expect(rest.events()).toEqual(whole.events().filter((event) => event.position > position));
      }
    });

    it('moves on past what does not concern it', async () => {
      const after = await store().head();
      const subscription = follow(store(), { after, categories: [newCategory()] });
      const { position } = await store().append(newStream(), 'none', [counted(0)]);
      await eventually(() => (subscription.batches.at(-1)?.position ?? after) >= position);
      await subscription.stop();
      expect(subscription.events()).toEqual([]);
    });

    it('ends soon after its signal, idle as it is', async () => {
      const subscription = follow(store(), { after: await store().head(), categories: [newCategory()] });
      await eventually(() => subscription.batches.length > 0);
      const before = Date.now();
      await subscription.stop();
      expect(Date.now() - before).toBeLessThan(500);
    });

    it('gives nothing when its signal has aborted before', async () => {
      const seen = [];
      for await (const batch of store().subscribe({
        after: await store().head(),
        signal: AbortSignal.abort(),
      })) {
        seen.push(batch);
      }
      expect(seen).toEqual([]);
    });

    it('may be left in the middle', async () => {
      const category = newCategory();
      const after = await store().head();
      await appendVisibly(store(), newStream(category), 'none', countedUpTo(10));
      const { signal } = new AbortController();
      for await (const { events } of store().subscribe({ after, categories: [category], limit: 3, signal })) {
        expect(numbers(events)).toEqual([0, 1, 2]);
        break;
      }
    });

    it('waits for a slow consumer, which loses nothing and keeps the order', async () => {
      const category = newCategory();
      const stream = newStream(category);
      const after = await store().head();
      let busy = 0;
      const subscription = follow(
        store(),
        { after, categories: [category], limit: 7 },
        async ({ events }) => {
          expect(++busy).toBe(1);
          expect(events.length).toBeLessThanOrEqual(7);
          await delay(2);
          busy--;
        },
      );
      for (let n = 0; n < 60; n++) await store().append(stream, 'any', countedUpTo(5, 5 * n));
      await eventually(() => subscription.events().length >= 300);
      await subscription.stop();
      expect(numbers(subscription.events())).toEqual(upTo(300));
    });

    it('gives everybody the same order while many write', async () => {
      const category = newCategory();
      const after = await store().head();
      const followers = upTo(3).map((n) =>
        follow(store(), { after, categories: [category], limit: 5 + 40 * n }),
      );
      const streams = upTo(8).map(() => newStream(category));
      await Promise.all(
        streams.map(async (stream) => {
          for (let n = 0; n < 15; n++) await store().append(stream, n === 0 ? 'none' : n - 1, [counted(n)]);
        }),
      );
      for (const { events } of followers) await eventually(() => events().length >= 120);
      for (const { stop } of followers) await stop();
      const [order, ...others] = followers.map(({ events }) => events().map(({ position }) => position));
      expect(order).toEqual([...new Set(order)].sort());
      for (const other of others) expect(other).toEqual(order);
      for (const stream of streams) {
        const seen = followers[0]!.events().filter((event) => event.stream === stream);
        expect(numbers(seen)).toEqual(upTo(15));
      }
    });
  });
}
