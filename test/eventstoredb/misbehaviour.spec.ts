import {
  CancelledError,
  DeadlineExceededError,
  NO_STREAM,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
} from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { eventually } from '../support/eventually.ts';
import { all, event, events, failureOf, numbers, testServers, upTo } from './client.fixture.ts';
import type { Ending } from './misbehaviour.ts';

const { startWithClient } = testServers();

const LATE_MS = 1_000;
const PATIENCE = { deadline: 400 };

describe('late', () => {
  it('answers come after the client has given up: what it asked has been done', async () => {
    const { client, server } = await startWithClient({ batchAppend: false });
    server.misbehave.answerLate('append', LATE_MS);
    const append = () => client.appendToStream('tried-1', event(0), PATIENCE);
    expect(await failureOf(append())).toBeInstanceOf(DeadlineExceededError);
    expect(server.log.events).toHaveLength(1);
    server.misbehave.behave();
    await append();
  });

  it('answers to a batched append come when they come', async () => {
    const { client, server } = await startWithClient();
    server.misbehave.answerLate('batchAppend', LATE_MS);
    const begun = Date.now();
    await client.appendToStream('tried-1', event(0), PATIENCE);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(LATE_MS - 5);
  });

  it('work is done after the client has given up', async () => {
    const { client, server } = await startWithClient({ batchAppend: false });
    server.misbehave.workLate('append', LATE_MS);
    const failure = await failureOf(client.appendToStream('tried-1', event(0), PATIENCE));
    expect(failure).toBeInstanceOf(DeadlineExceededError);
    expect(server.log.events).toHaveLength(0);
    await eventually(() => server.log.events.length === 1);
  });

  it('answers to a read come whole', async () => {
    const { client, server } = await startWithClient();
    await client.appendToStream('tried-1', event(0));
    server.misbehave.answerLate('read', LATE_MS);
    const begun = Date.now();
    expect(numbers(await all(client.readStream('tried-1')))).toEqual([0]);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(LATE_MS - 5);
  });
});

describe.each([false, true])('lost (batch append: %s)', (batchAppend) => {
  it('answers are those to appends that were made', async () => {
    const { client, server } = await startWithClient({ batchAppend });
    server.misbehave.lose('answer');
    const written = event(0);
    const append = () => client.appendToStream('tried-1', written, { expectedRevision: NO_STREAM });
    expect(await failureOf(append())).toBeInstanceOf(UnavailableError);
    expect(server.log.events).toHaveLength(1);
    await expect(append()).resolves.toMatchObject({ nextExpectedRevision: 0n });
    expect(server.log.events).toHaveLength(1);
  });

  it('requests are never made', async () => {
    const { client, server } = await startWithClient({ batchAppend });
    server.misbehave.lose('request', 2);
    const append = () => client.appendToStream('tried-1', event(0));
    expect(await failureOf(append())).toBeInstanceOf(UnavailableError);
    expect(await failureOf(append())).toBeInstanceOf(UnavailableError);
    expect(server.log.events).toHaveLength(0);
    await append();
  });
});

describe('subscriptions', () => {
  const ended = async (how: Ending) => {
    const { client, server } = await startWithClient();
    await client.appendToStream('tried-1', events(10));
    const subscription = client.subscribeToAll();
    const seen: number[] = [];
    const end = (async () => {
      for await (const one of subscription) seen.push(...numbers([one]));
    })();
    return { server, seen, end: () => end, how };
  };

  it('may end without an error', async () => {
    const { server, seen, end, how } = await ended('completed');
    await eventually(() => seen.length === 10);
    server.endSubscriptions(how);
    await end();
    expect(server.subscriptions).toBe(0);
  });

  it.each([
    ['unavailable', UnavailableError],
    ['cancelled', CancelledError],
    ['too slow', TimeoutError],
    ['cut', UnavailableError],
  ] as const)('may end: %s', async (how, failure) => {
    const { server, seen, end } = await ended(how);
    await eventually(() => seen.length === 10);
    server.endSubscriptions(how);
    expect(await failureOf(end())).toBeInstanceOf(failure);
    await eventually(() => server.subscriptions === 0);
  });

  it('may end in the middle, one after the other', async () => {
    const { client, server } = await startWithClient();
    await client.appendToStream('tried-1', events(10));
    server.misbehave.endSubscriptionsAfter(4, 'completed', 2);
    const read = async () => numbers(await all(client.subscribeToAll()));
    expect(await read()).toEqual(upTo(4));
    expect(await read()).toEqual(upTo(4));
    const third = client.subscribeToAll();
    const seen: unknown[] = [];
    third.on('data', (one) => seen.push(one));
    await eventually(() => seen.length === 10);
    await third.unsubscribe();
  });
});

describe('away', () => {
  // A client that has to ask for the server's features first fails with what gRPC says, not an error of its own.
  const unavailable = { code: status.UNAVAILABLE };

  it('refuses all calls, and then serves them again', async () => {
    const { client, server } = await startWithClient();
    server.misbehave.refuseCalls();
    expect(await failureOf(client.appendToStream('tried-1', event(0)))).toMatchObject(unavailable);
    expect(await failureOf(all(client.readAll()))).toBeInstanceOf(UnavailableError);
    server.misbehave.behave();
    await client.appendToStream('tried-1', event(0));
  });

  it('leaves its port, and comes back to it with the same log', async () => {
    const { client, server } = await startWithClient();
    await client.appendToStream('tried-1', event(0));
    const subscription = all(client.subscribeToAll());
    await eventually(() => server.subscriptions === 1);
    await server.leave();
    expect(await failureOf(subscription)).toBeInstanceOf(UnavailableError);
    expect(await failureOf(client.appendToStream('tried-1', event(1)))).toMatchObject(unavailable);
    await server.comeBack();
    await eventually(() =>
      client.appendToStream('tried-1', event(1)).then(
        () => true,
        () => false,
      ),
    );
    expect(numbers(await all(client.readStream('tried-1'))).slice(0, 2)).toEqual([0, 1]);
  });

  it('names a leader that is none', async () => {
    const { client, server } = await startWithClient({ batchAppend: false });
    server.misbehave.nameLeader({ host: '127.0.0.1', port: 9 });
    const failure = await failureOf(client.appendToStream('tried-1', event(0), { requiresLeader: true }));
    expect(failure).toBeInstanceOf(NotLeaderError);
    expect(failure).toMatchObject({ leader: { address: '127.0.0.1', port: 9 } });
    expect(await failureOf(client.appendToStream('tried-1', event(0)))).toMatchObject(unavailable);
    server.misbehave.behave();
    await client.appendToStream('tried-1', event(0));
  });
});
