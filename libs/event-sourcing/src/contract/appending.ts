import { randomUUID } from 'node:crypto';
import { type EventStore, type ExpectedRevision, WrongExpectedRevision } from '../event-store.ts';
import { EventSerializer } from '../event-types.ts';
import type { NewEvent } from '../events.ts';
import { NotStorable } from '../storable.ts';
import {
  appendVisibly,
  counted,
  countedUpTo,
  newCategory,
  newStream,
  noted,
  numbers,
  type StoreUnderTest,
} from './fixture.ts';

const revisions = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => first + index);

export function appendingContract(underTest: () => StoreUnderTest, store: () => EventStore): void {
  const append = (stream: string, expected: ExpectedRevision, ...events: NewEvent[]) =>
    store().append(stream, expected, events);

  /** A stream at revision 1. */
  const streamOfTwo = async () => {
    const stream = newStream();
    await append(stream, 'none', counted(0), counted(1));
    return stream;
  };
  const expectUntouched = async (stream: string, ...expected: number[]) =>
    expect(numbers(await store().readStream(stream))).toEqual(expected);

  describe('expected revision', () => {
    it.each<ExpectedRevision>(['none', 'any'])('%s begins a stream, at revision 0', async (expected) => {
      const stream = newStream();
      await expect(append(stream, expected, counted(7))).resolves.toMatchObject({ revision: 0 });
      await expectUntouched(stream, 7);
    });

    it.each<ExpectedRevision>([1, 'exists', 'any'])(
      '%s continues a stream at revision 1',
      async (expected) => {
        const stream = await streamOfTwo();
        await expect(append(stream, expected, counted(2), counted(3))).resolves.toMatchObject({
          revision: 3,
        });
        await expectUntouched(stream, 0, 1, 2, 3);
      },
    );

    it.each<ExpectedRevision>([0, 2, 'none'])('%s is refused by a stream at revision 1', async (expected) => {
      const stream = await streamOfTwo();
      const refusal = await append(stream, expected, counted(9)).catch((error) => error);
      expect(refusal).toBeInstanceOf(WrongExpectedRevision);
      expect(refusal).toMatchObject({ stream, expected, actual: 1 });
      await expectUntouched(stream, 0, 1);
    });

    it.each<ExpectedRevision>([0, 5, 'exists'])('%s is refused by a new stream', async (expected) => {
      const stream = newStream();
      const refusal = await append(stream, expected, counted(9)).catch((error) => error);
      expect(refusal).toBeInstanceOf(WrongExpectedRevision);
      expect(refusal).toMatchObject({ stream, expected, actual: 'none' });
      await expectUntouched(stream);
    });

    it.each([-1, -2, -3, 0.5, Number.NaN])('%s is no revision', async (expected) => {
      await expect(append(newStream(), expected, counted(0))).rejects.toThrow(RangeError);
    });

    it('lets one of many writers at the same revision win', async () => {
      const stream = await streamOfTwo();
      const writers = await Promise.allSettled(
        revisions(0, 12).map((n) => append(stream, 1, counted(100 + n))),
      );
      expect(writers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const writer of writers) {
        if (writer.status === 'rejected') expect(writer.reason).toBeInstanceOf(WrongExpectedRevision);
      }
      expect(await store().readStream(stream)).toHaveLength(3);
    });

    it('lets all of many writers with no expectation win, one after the other', async () => {
      const stream = newStream();
      const written = await Promise.all(
        revisions(0, 12).map((n) => append(stream, 'any', counted(n), counted(n))),
      );
      expect(written.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual(
        revisions(0, 12).map((n) => 2 * n + 1),
      );
      const read = await store().readStream(stream);
      expect(read.map(({ revision }) => revision)).toEqual(revisions(0, 24));
      for (const n of revisions(0, 12)) expect(numbers(read)[2 * n]).toBe(numbers(read)[2 * n + 1]);
    });
  });

  describe('repeated append', () => {
    it('writes nothing and answers as the first time', async () => {
      const stream = newStream();
      const events = countedUpTo(3);
      const first = await append(stream, 'none', ...events);
      await expect(append(stream, 'none', ...events)).resolves.toEqual(first);
      await expectUntouched(stream, 0, 1, 2);
    });

    it('does so although others have written since', async () => {
      const stream = newStream();
      const [before, events] = [counted(0), countedUpTo(2, 1)];
      await append(stream, 'none', before);
      const first = await append(stream, 0, ...events);
      await append(stream, 2, counted(3));
      await append(newStream(), 'none', counted(0));
      await expect(append(stream, 0, ...events)).resolves.toEqual(first);
      await expectUntouched(stream, 0, 1, 2, 3);
    });

    it('does so for twins at the same instant', async () => {
      const twins = async (round: number) => {
        const stream = newStream();
        const events = countedUpTo(2, round);
        const answers = await Promise.all(revisions(0, 6).map(() => append(stream, 'none', ...events)));
        expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
        expect(answers.map(({ revision }) => revision)).toEqual([1, 1, 1, 1, 1, 1]);
        await expectUntouched(stream, round, round + 1);
      };
      await Promise.all(revisions(0, 10).map(twins));
    });

    it.each([
      ['first', (old: NewEvent, fresh: NewEvent) => [old, fresh]],
      ['last', (old: NewEvent, fresh: NewEvent) => [fresh, old]],
    ])('is a conflict when only its %s event is known: all or nothing', async (_, mix) => {
      const stream = newStream();
      const old = counted(0);
      await append(stream, 'none', old);
      await expect(append(stream, 'none', ...mix(old, counted(1)))).rejects.toThrow(WrongExpectedRevision);
      await expectUntouched(stream, 0);
    });

    it('is something else in another stream', async () => {
      const id = randomUUID();
      const [one, other] = [newStream(), newStream()];
      await append(one, 'none', counted(1, id));
      await append(other, 'none', counted(2, id));
      await expectUntouched(one, 1);
      await expectUntouched(other, 2);
    });
  });

  describe('content', () => {
    it('comes back as it was written, with its place', async () => {
      const stream = newStream();
      const event = counted(42);
      const { position } = await append(stream, 'none', event);
      const [read] = await store().readStream(stream);
      expect(read).toEqual({ ...event, stream, revision: 0, position, recordedAt: expect.any(String) });
      expect(new Date(read!.recordedAt).toISOString()).toBe(read!.recordedAt);
      expect(Math.abs(Date.parse(read!.recordedAt) - Date.now())).toBeLessThan(60_000);
    });

    it('keeps the trace it was first written in, whatever trace repeats it', async () => {
      const stream = newStream();
      const event = counted(1);
      const within = (traceparent: string) => ({ ...event, metadata: { ...event.metadata, traceparent } });
      const first = within('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01');
      const written = await append(stream, 'none', first);
      const again = within('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
      await expect(append(stream, 'none', again)).resolves.toEqual(written);
      const [read] = await store().readStream(stream);
      expect(read!.metadata).toEqual(first.metadata);
    });

    it('may be in any script, and large', async () => {
      const stream = `${newCategory()}-établissement n° 7 / ½`;
      const texts = [
        'Éloïse Œuvrard — « à l’été »',
        '日本語 👩‍👩‍👧 \u202e',
        '"\\\n\t\u0001',
        'é'.repeat(100_000),
      ];
      await append(stream, 'none', ...texts.map(noted));
      expect((await store().readStream(stream)).map(({ data }) => data)).toEqual(
        texts.map((text) => ({ text })),
      );
    });

    it('may be a thousand events at once', async () => {
      const stream = newStream();
      await expect(append(stream, 'none', ...countedUpTo(1000))).resolves.toMatchObject({ revision: 999 });
      const read = await store().readStream(stream);
      expect(numbers(read)).toEqual(revisions(0, 1000));
      expect(read.map(({ revision }) => revision)).toEqual(revisions(0, 1000));
    });

    it('may not be empty', async () => {
      await expect(append(newStream(), 'any')).rejects.toThrow(RangeError);
    });

    it('is all refused when one event is of an unknown type', async () => {
      const stream = newStream();
      await expect(append(stream, 'none', counted(0), { ...counted(1), type: 'Unknown' })).rejects.toThrow(
        'Unknown',
      );
      await expectUntouched(stream);
    });
  });

  describe('what no store keeps', () => {
    const { metadata } = counted(0);
    const UNSTORABLE = ['a\0b', 'a\ud83d', '\udc00b', '\udc00\ud83d'];

    it.each(
      UNSTORABLE.flatMap((text): (readonly [string, Partial<NewEvent>])[] => [
        ['a value', { data: { text } }],
        ['a value deep inside', { data: { list: [{ text }] } }],
        ['a key', { data: { [text]: 1 } }],
        ['the metadata', { metadata: { ...metadata, actor: { ...metadata.actor, code: text } } }],
      ]),
    )('is refused in %s: %j', async (_, holding) => {
      const stream = newStream();
      await expect(append(stream, 'none', counted(0), { ...noted(''), ...holding })).rejects.toThrow(
        NotStorable,
      );
      await expectUntouched(stream);
    });

    it.each(UNSTORABLE)(
      'is refused in the name of a stream, and no such stream is found: %j',
      async (text) => {
        const stream = `${newStream()}-${text}`;
        await expect(append(stream, 'any', counted(0))).rejects.toThrow(NotStorable);
        await expect(store().readStream(stream)).resolves.toEqual([]);
        await expect(store().setStreamMetadata(stream, { $maxAge: 1 })).rejects.toThrow(NotStorable);
        await expect(store().streamMetadata(stream)).resolves.toEqual({});
      },
    );

    it('is refused in what a stream says of itself', async () => {
      await expect(store().setStreamMetadata(newStream(), { owner: 'a\0b' })).rejects.toThrow(NotStorable);
    });

    it.each([Number.NaN, Number.POSITIVE_INFINITY])('is the number %s', async (n) => {
      await expect(append(newStream(), 'none', counted(n))).rejects.toThrow(NotStorable);
    });

    it('is not repeated by the refusal', async () => {
      const refusal = await append(newStream(), 'none', noted('secret\0')).catch(String);
      expect(refusal).toBe('NotStorable: Noted.data.text cannot be kept');
    });
  });

  describe('schemas', () => {
    it('brings old events to the present shape, and leaves the log as it is', async () => {
      const stream = newStream();
      await append(stream, 'none', noted('Anne Le Goff'));
      const present = underTest().open(
        new EventSerializer({
          Noted: {
            schema: 3,
            upcasts: { 1: ({ text }) => ({ name: text }), 2: ({ name }) => ({ names: [name] }) },
          },
        }),
      );
      await present.append(stream, 0, [{ ...noted(''), data: { names: ['Yann'] } }]);
      const read = await present.readStream(stream);
      expect(read.map(({ data }) => data)).toEqual([{ names: ['Anne Le Goff'] }, { names: ['Yann'] }]);
      await expect(store().readStream(stream)).rejects.toThrow('schema 3');
      await expect(store().readStream(stream, { limit: 1 })).resolves.toMatchObject([
        { data: { text: 'Anne Le Goff' } },
      ]);
    });

    it('does not read a type it does not know', async () => {
      const category = newCategory();
      const stream = newStream(category);
      const after = await store().head();
      await appendVisibly(store(), stream, 'none', [counted(0)]);
      const ignorant = underTest().open(new EventSerializer({}));
      await expect(ignorant.readStream(stream)).rejects.toThrow('Counted');
      await expect(ignorant.readAll({ after, categories: [category] })).rejects.toThrow('Counted');
    });
  });
}
