import { setTimeout as delay } from 'node:timers/promises';
import {
  END,
  eventTypeFilter,
  jsonEvent,
  START,
  type StreamSubscription,
  streamNameFilter,
} from '@eventstore/db-client';
import { eventually } from '../support/eventually.ts';
import { event, events, numbers, take, testServers, upTo } from './client.fixture.ts';
import type { EventStoreDbServer } from './server.ts';
import { checkpoint, subscribeOnTheWire } from './wire.fixture.ts';

const { start, startWithClient, connect } = testServers();

const placeOf = (server: EventStoreDbServer, index: number) => {
  const { position } = server.log.events[index]!;
  return { commit: position, prepare: position };
};

describe('a subscription of the client', () => {
  it('to $all gives what there is, then what comes, behind a position', async () => {
    const { client, server } = await startWithClient();
    await client.appendToStream('tried-1', events(5));
    const subscription = client.subscribeToAll({ fromPosition: placeOf(server, 1) });
    const read = take(subscription, 6);
    await eventually(() => server.subscriptions === 1);
    await client.appendToStream('tried-1', events(3, 5));
    expect(numbers(await read)).toEqual([2, 3, 4, 5, 6, 7]);
    await subscription.unsubscribe();
    await eventually(() => server.subscriptions === 0);
  });

  it('to $all from its end gives only what comes', async () => {
    const { client, server } = await startWithClient();
    await client.appendToStream('tried-1', events(2));
    const read = take(client.subscribeToAll({ fromPosition: END }), 1);
    await eventually(() => server.subscriptions === 1);
    await client.appendToStream('tried-1', event(2));
    expect(numbers(await read)).toEqual([2]);
  });

  it('to a stream gives what there is, then what comes, behind a revision', async () => {
    const { client, server } = await startWithClient();
    await client.appendToStream('tried-1', events(3));
    const read = (options: Parameters<typeof client.subscribeToStream>[1], count: number) =>
      take(client.subscribeToStream('tried-1', options) as StreamSubscription, count).then(numbers);
    const found = Promise.all([
      read({ fromRevision: START }, 5),
      read({ fromRevision: 0n }, 4),
      read({ fromRevision: END }, 2),
      take(client.subscribeToStream('tried-2'), 1).then(numbers),
    ]);
    await eventually(() => server.subscriptions === 4);
    await client.appendToStream('tried-2', event(9));
    await client.appendToStream('tried-1', events(2, 3));
    expect(await found).toEqual([upTo(5), upTo(4, 1), upTo(2, 3), [9]]);
  });

  it.each([
    ['prefixes of streams', streamNameFilter({ prefixes: ['b-', 'c-'] }), [1, 2, 4, 5]],
    ['an expression for streams', streamNameFilter({ regex: '^[^a]' }), [1, 2, 4, 5]],
    ['prefixes of types', eventTypeFilter({ prefixes: ['Of-a', 'Of-c'] }), [0, 2, 3, 5]],
    ['an expression for types', eventTypeFilter({ regex: '-b$' }), [1, 4]],
  ])('may filter by %s', async (_, filter, expected) => {
    const { client } = await startWithClient();
    for (const n of upTo(6)) {
      const category = ['a', 'b', 'c'][n % 3]!;
      await client.appendToStream(`${category}-1`, jsonEvent({ type: `Of-${category}`, data: { n } }));
    }
    const read = await take(client.subscribeToAll({ filter }), expected.length);
    expect(numbers(read)).toEqual(expected);
  });

  it('is not written to while it does not read', async () => {
    const { client, server } = await startWithClient();
    const large = (n: number) => jsonEvent({ type: 'Tried', data: { n, text: 'x'.repeat(50_000) } });
    for (const n of upTo(10)) await client.appendToStream('tried-1', upTo(20, 20 * n).map(large));
    const subscription = client.subscribeToAll({}, { highWaterMark: 1 });
    await eventually(() => server.delivered > 0);
    await delay(200);
    expect(server.delivered).toBeLessThan(150);
    expect(numbers(await take(subscription, 200))).toEqual(upTo(200));
  });
});

describe('on the wire', () => {
  it('begins by saying that it was caught up, when it was', async () => {
    const server = await start();
    const { seen, close } = subscribeOnTheWire(server, 'start');
    await eventually(() => seen.length === 2);
    expect(seen).toEqual(['confirmation', 'caught up']);
    close();
  });

  it('tells checkpoints after what they cover, the last one before it has caught up', async () => {
    const { client, server } = await startWithClient();
    for (const n of upTo(10)) await client.appendToStream(n % 4 === 0 ? 'a-1' : 'b-1', event(n));
    const filter = { prefix: 'a-', window: 3 };
    const { seen, close } = subscribeOnTheWire(server, 'start', filter);
    await eventually(() => seen.includes('caught up'));
    // Pages of three events: what a checkpoint says is the last event sent, or where the page began.
    expect(seen).toEqual([
      'confirmation',
      '0',
      checkpoint(placeOf(server, 0)),
      '4',
      checkpoint(placeOf(server, 4)),
      '8',
      checkpoint(placeOf(server, 8)),
      checkpoint({ commit: placeOf(server, 9).commit, prepare: 0n }),
      'caught up',
    ]);

    // Live, every third event is a checkpoint, whomever it concerns.
    for (const n of upTo(7, 10)) await client.appendToStream(n === 12 ? 'a-1' : 'b-1', event(n));
    await eventually(() => seen.length === 12);
    expect(seen.slice(9)).toEqual(['12', checkpoint(placeOf(server, 12)), checkpoint(placeOf(server, 15))]);
    close();
  });

  it('has checkpoints that mean nothing without their second half', async () => {
    const { client, server } = await startWithClient();
    for (const n of upTo(6)) await client.appendToStream('b-1', event(n));
    const filter = { prefix: 'a-', window: 3 };
    const first = subscribeOnTheWire(server, 'start', filter);
    await eventually(() => first.seen.includes('caught up'));
    first.close();
    await client.appendToStream('a-1', event(6));
    // The checkpoint of the empty page behind the last event: its commit is the place of the event to come.
    const { commit } = placeOf(server, 6);
    expect(first.seen.at(-2)).toBe(checkpoint({ commit, prepare: 0n }));

    const whole = subscribeOnTheWire(server, { commit, prepare: 0n }, filter);
    await eventually(() => whole.seen.includes('caught up'));
    expect(whole.seen).toContain('6');
    whole.close();
    const half = subscribeOnTheWire(server, { commit, prepare: commit }, filter);
    await eventually(() => half.seen.includes('caught up'));
    expect(half.seen).not.toContain('6');
    half.close();
  });

  it('tells of checkpoints no more often than it was asked to', async () => {
    const { client, server } = await startWithClient();
    await client.appendToStream('b-1', events(100));
    const { seen, close } = subscribeOnTheWire(server, 'start', { prefix: 'a-', window: 10, multiplier: 3 });
    await eventually(() => seen.includes('caught up'));
    const covered = [20, 50, 80].map((index) =>
      checkpoint({ commit: placeOf(server, index).commit, prepare: 0n }),
    );
    expect(seen.slice(1, -2)).toEqual(covered);
    close();
  });

  it('has none without a filter', async () => {
    const { client, server } = await startWithClient();
    await client.appendToStream('b-1', events(100));
    const { seen, close } = subscribeOnTheWire(server, 'start');
    await eventually(() => seen.includes('caught up'));
    expect(seen).toEqual(['confirmation', ...upTo(100).map(String), 'caught up']);
    close();
  });

  it('falls behind when more comes at once than may wait, and catches up again', async () => {
    const { client, server } = await startWithClient({ liveBuffer: 5 });
    const { seen, close } = subscribeOnTheWire(server, 'start', { prefix: 'a-', window: 100 });
    await client.appendToStream('a-1', event(0));
    await eventually(() => seen.length === 3);
    await client.appendToStream('a-1', events(6, 1));
    await eventually(() => seen.filter((one) => one === 'caught up').length === 2);
    expect(seen).toEqual([
      ...['confirmation', 'caught up', '0', 'fell behind', checkpoint(placeOf(server, 0))],
      ...[...upTo(6, 1).map(String), checkpoint(placeOf(server, 6)), 'caught up'],
    ]);
    close();
  });
});

describe('of the generation 22.10', () => {
  it('does not say when it has caught up', async () => {
    const { client, server } = await startWithClient({ generation: '22.10' });
    await client.appendToStream('a-1', event(0));
    const { seen, close } = subscribeOnTheWire(server, 'start', { prefix: 'a-', window: 10 });
    await eventually(() => seen.includes('0'));
    await client.appendToStream('a-1', event(1));
    await eventually(() => seen.includes('1'));
    expect(seen).toEqual(['confirmation', '0', '1']);
    close();
  });

  it('drops a consumer that is too slow', async () => {
    const { client, server } = await startWithClient({ generation: '22.10', liveBuffer: 10 });
    const slow = connect(server.connectionString).subscribeToAll({ fromPosition: END }, { highWaterMark: 1 });
    const read: unknown[] = [];
    const failure = (async () => {
      for await (const one of slow) {
        read.push(one);
        if (read.length === 1) await eventually(() => server.subscriptions === 0);
      }
    })().catch((error) => error);
    await eventually(() => server.subscriptions === 1);
    const large = (n: number) => jsonEvent({ type: 'Tried', data: { n, text: 'x'.repeat(50_000) } });
    for (let n = 0; n < 400 && server.subscriptions > 0; n++) {
      await client.appendToStream('tried-1', upTo(10).map(large));
    }
    await expect(failure).resolves.toMatchObject({
      type: 'timeout',
      message: expect.stringContaining('Consumer too slow to handle event while live'),
    });
    expect(read.length).toBeLessThan(server.log.events.length);
  });
});
