import type { Batch, EventStore, ExpectedRevision } from '../event-store.ts';
import type { NewEvent } from '../events.ts';
import { isPosition, START } from '../position.ts';
import {
  appendVisibly,
  counted,
  countedUpTo,
  newCategory,
  newStream,
  numbers,
  readToEnd,
} from './fixture.ts';

export function readingContract(store: () => EventStore): void {
  const append = (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]) =>
    appendVisibly(store(), stream, expected, events);

  describe('readStream', () => {
    let stream: string;
    beforeAll(async () => {
      stream = newStream();
      await store().append(stream, 'none', countedUpTo(5));
    });

    it.each([
      [{}, [0, 1, 2, 3, 4]],
      [{ direction: 'forwards', from: 3 }, [3, 4]],
      [{ from: 1, limit: 2 }, [1, 2]],
      [{ from: 5 }, []],
      [{ limit: 0 }, []],
      [{ direction: 'backwards' }, [4, 3, 2, 1, 0]],
      [{ direction: 'backwards', limit: 2 }, [4, 3]],
      [{ direction: 'backwards', from: 2 }, [2, 1, 0]],
      [{ direction: 'backwards', from: 2, limit: 1 }, [2]],
      [{ direction: 'backwards', from: 99, limit: 1 }, [4]],
    ] as const)('%j', async (options, expected) => {
      const read = await store().readStream(stream, options);
      expect(numbers(read)).toEqual(expected);
      expect(read.map(({ revision }) => revision)).toEqual(expected);
    });

    it('finds nothing where there is no stream', async () => {
      await expect(store().readStream(newStream())).resolves.toEqual([]);
      await expect(store().readStream(newStream(), { direction: 'backwards', limit: 1 })).resolves.toEqual(
        [],
      );
    });

    it('tells streams of similar names apart', async () => {
      const name = newStream();
      await store().append(`${name}1`, 'none', [counted(1)]);
      await store().append(name.toUpperCase(), 'none', [counted(2)]);
      await expect(store().readStream(name)).resolves.toEqual([]);
    });
  });

  describe('readAll', () => {
    it('gives all streams in one order, which each of them shares', async () => {
      const category = newCategory();
      const streams = [newStream(category), newStream(category), newStream(category)];
      const after = await store().head();
      for (let n = 0; n < 12; n++) await append(streams[n % 3]!, 'any', countedUpTo(2, 2 * n));

      const [batch] = await readToEnd(store(), { after, categories: [category] });
      expect(numbers(batch!.events)).toEqual(Array.from({ length: 24 }, (_, n) => n));
      const positions = batch!.events.map(({ position }) => position);
      expect(positions.every(isPosition)).toBe(true);
      expect(positions).toEqual([...new Set(positions)].sort());
      expect(positions[0]! > after).toBe(true);
      for (const stream of streams) {
        const inLog = batch!.events.filter((event) => event.stream === stream);
        expect(inLog).toEqual(await store().readStream(stream));
      }
    });

    it('goes on behind the position it is given', async () => {
      const category = newCategory();
      const first = await append(newStream(category), 'none', [counted(1)]);
      const second = await append(newStream(category), 'none', [counted(2)]);
      const from = (after: string) => store().readAll({ after, categories: [category] });
      expect(numbers((await from(first.position)).events)).toEqual([2]);
      expect((await from(second.position)).events).toEqual([]);
    });

    it('counts what stands behind a position, in the categories that are asked for', async () => {
      const [category, other] = [newCategory(), newCategory()];
      const { position: after } = await append(newStream(other), 'none', [counted(0)]);
      const first = await append(newStream(category), 'none', countedUpTo(3));
      await append(newStream(category), 'none', countedUpTo(4));
      const count = (after: string, ...categories: string[]) => store().countAfter({ after, categories });
      expect(await count(after, category, other)).toEqual({ events: 7, isEstimate: false });
      expect(await count(first.position, category)).toEqual({ events: 4, isEstimate: false });
      expect(await count(after, other)).toEqual({ events: 0, isEstimate: false });
    });

    it('counts many, or tells at least how many they are about', async () => {
      const category = newCategory();
      const after = await store().head();
      for (let n = 0; n < 10; n++) await append(newStream(category), 'none', countedUpTo(300));
      const { events, isEstimate } = await store().countAfter({ after, categories: [category] });
      if (!isEstimate) expect(events).toBe(3000);
      expect(events).toBeGreaterThan(2000);
      expect(events).toBeLessThan(4500);
    });

    it('tells categories apart, though one begins like the other', async () => {
      const account = newCategory();
      const after = await store().head();
      await append(`${account}s-1`, 'none', [counted(1)]);
      await append(`${account}-1`, 'none', [counted(2)]);
      await append(`x${account}-1`, 'none', [counted(3)]);
      await append(`${account}_-1`, 'none', [counted(4)]);
      const read = async (...categories: string[]) =>
        numbers((await store().readAll({ after, categories })).events);
      expect(await read(account)).toEqual([2]);
      expect(await read(`${account}s`, account)).toEqual([1, 2]);
      expect(await read(account, account)).toEqual([2]);
      expect(await read(account.slice(0, -1), '%')).toEqual([]);
      expect(await read()).toEqual([]);
    });

    it('gives every category when none is named', async () => {
      const after = await store().head();
      const streams = [newStream(), newStream(), newStream()];
      for (const stream of streams) await append(stream, 'none', [counted(0)]);
      const batches = await readToEnd(store(), { after });
      const seen = batches.flatMap(({ events }) => events.map(({ stream }) => stream));
      expect(seen.filter((stream) => streams.includes(stream))).toEqual(streams);
    });

    it.each([
      [10, [10, 10, 5]],
      [12, [12, 12, 1]],
    ])('gives batches of at most %i events', async (limit, expected) => {
      const category = newCategory();
      const after = await store().head();
      await append(newStream(category), 'none', countedUpTo(25));
      const batches = await readToEnd(store(), { after, categories: [category], limit });
      const sizes = batches.map(({ events }) => events.length).filter((size) => size > 0);
      expect(sizes).toEqual(expected);
      expect(batches.flatMap(({ events }) => numbers(events))).toEqual(
        Array.from({ length: 25 }, (_, n) => n),
      );
      for (const { events, position } of batches)
        if (events.length > 0) expect(position >= events.at(-1)!.position).toBe(true);
    });

    it('passes events of other categories, so as not to meet them again', async () => {
      const after = await store().head();
      const { position } = await append(newStream(), 'none', countedUpTo(3));
      const [batch] = (await readToEnd(store(), { after, categories: [newCategory()] })).slice(-1);
      expect(batch).toMatchObject({ events: [], caughtUp: true });
      expect(batch!.position >= position).toBe(true);
    });

    it('stays where it is at the end of the log', async () => {
      await append(newStream(), 'none', [counted(0)]);
      const end = await store().head();
      const { position, head, ...batch } = await store().readAll({ after: end });
      expect(batch).toEqual({ events: [], caughtUp: true });
      expect(position).toBe(head);
      expect(head >= end).toBe(true);
    });

    it('reads from the start', async () => {
      const category = newCategory();
      await append(newStream(category), 'none', [counted(1)]);
      const batches = await readToEnd(store(), { after: START, categories: [category] });
      expect(batches.flatMap(({ events }) => numbers(events))).toEqual([1]);
    });
  });

  describe('catchUp', () => {
    it.each([
      [10, [10, 10, 5]],
      [25, [25]],
      [30, [25]],
    ])('gives the log to its end, in batches of at most %i events', async (limit, expected) => {
      const category = newCategory();
      const after = await store().head();
      await append(newStream(category), 'none', countedUpTo(25));
      const batches: Batch[] = [];
      for await (const batch of store().catchUp({ after, categories: [category], limit }))
        batches.push(batch);
      const sizes = batches.map(({ events }) => events.length).filter((size) => size > 0);
      expect(sizes).toEqual(expected);
      expect(batches.flatMap(({ events }) => numbers(events))).toEqual(countedUpTo(25).map((_, n) => n));
      expect(batches.map(({ caughtUp }) => caughtUp)).toEqual([...batches.slice(1).map(() => false), true]);
      for (const { position, head } of batches) expect(position <= head).toBe(true);
    });

    it('begins where there is nothing to read, and ends at once', async () => {
      const after = await store().head();
      const batches: Batch[] = [];
      for await (const batch of store().catchUp({ after, categories: [newCategory()] })) batches.push(batch);
      expect(batches).toMatchObject([{ events: [], caughtUp: true }]);
    });

    it.each(['aborts', 'leaves'])('ends early when its reader %s', async (how) => {
      const category = newCategory();
      const after = await store().head();
      await append(newStream(category), 'none', countedUpTo(50));
      const reader = new AbortController();
      const seen: number[] = [];
      const options = { after, categories: [category], limit: 10, signal: reader.signal };
      for await (const { events } of store().catchUp(options)) {
        seen.push(...numbers(events));
        if (seen.length < 20) continue;
        if (how === 'leaves') break;
        reader.abort();
      }
      expect(seen).toEqual(countedUpTo(20).map((_, n) => n));
      await expect(store().readAll(options)).resolves.toMatchObject({ position: expect.any(String) });
    });
  });

  describe('head', () => {
    it('is the position of the last event, which may be one of the store’s own', async () => {
      const { position } = await append(newStream(), 'none', countedUpTo(2));
      const head = await store().head();
      expect(head >= position).toBe(true);
      await expect(store().readAll({ after: head })).resolves.toMatchObject({ events: [], caughtUp: true });
    });
  });

  describe('stream metadata', () => {
    it('is empty at first, and then what was said last', async () => {
      const stream = newStream();
      await expect(store().streamMetadata(stream)).resolves.toEqual({});
      await store().setStreamMetadata(stream, { $maxAge: 60 });
      await store().setStreamMetadata(stream, { $maxAge: 3600, label: 'Été' });
      await expect(store().streamMetadata(stream)).resolves.toEqual({ $maxAge: 3600, label: 'Été' });
      await store().setStreamMetadata(stream, { $maxAge: 60 });
      await expect(store().streamMetadata(stream)).resolves.toEqual({ $maxAge: 60 });
    });

    it('is no event of the log, nor of the stream', async () => {
      const stream = newStream();
      const after = await store().head();
      await store().setStreamMetadata(stream, { $maxAge: 60 });
      await append(stream, 'none', [counted(1)]);
      const batches = await readToEnd(store(), { after });
      const seen = batches.flatMap(({ events }) => events);
      expect(seen.filter((event) => event.stream.includes(stream))).toMatchObject([{ stream, revision: 0 }]);
    });
  });
}
