import { randomUUID } from 'node:crypto';
import {
  ANY,
  type AppendExpectedRevision,
  type EventStoreDBClient,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { all, event, events, failureOf, newStream, numbers, testServers, upTo } from './client.fixture.ts';

const { start, startWithClient } = testServers();

describe.each([
  ['Append', false],
  ['BatchAppend', true],
])('appending by %s', (_, batchAppend) => {
  const started = () => startWithClient({ batchAppend });
  const streamOfTwo = async (client: EventStoreDBClient) => {
    const stream = newStream();
    await client.appendToStream(stream, events(2), { expectedRevision: NO_STREAM });
    return stream;
  };
  const read = async (client: EventStoreDBClient, stream: string) =>
    numbers(await all(client.readStream(stream)));

  it.each<AppendExpectedRevision>([NO_STREAM, ANY])('%s begins a stream', async (expectedRevision) => {
    const { client, server } = await started();
    const stream = newStream();
    const appended = await client.appendToStream(stream, events(2), { expectedRevision });
    const { position } = server.log.events.at(-1)!;
    expect(appended).toEqual({
      success: true,
      nextExpectedRevision: 1n,
      position: { commit: position, prepare: position },
    });
    expect(await read(client, stream)).toEqual([0, 1]);
  });

  it.each<AppendExpectedRevision>([1n, STREAM_EXISTS, ANY])(
    '%s continues a stream at revision 1',
    async (expectedRevision) => {
      const { client } = await started();
      const stream = await streamOfTwo(client);
      await expect(client.appendToStream(stream, event(2), { expectedRevision })).resolves.toMatchObject({
        nextExpectedRevision: 2n,
      });
      expect(await read(client, stream)).toEqual([0, 1, 2]);
    },
  );

  it.each<[AppendExpectedRevision, AppendExpectedRevision]>([
    [0n, 0n],
    [5n, 5n],
    [NO_STREAM, NO_STREAM],
  ])('%s is refused by a stream at revision 1', async (expectedRevision, expectedVersion) => {
    const { client } = await started();
    const streamName = await streamOfTwo(client);
    const failure = await failureOf(client.appendToStream(streamName, event(9), { expectedRevision }));
    expect(failure).toBeInstanceOf(WrongExpectedVersionError);
    expect(failure).toMatchObject({ streamName, expectedVersion, actualVersion: 1n });
    expect(await read(client, streamName)).toEqual([0, 1]);
  });

  it.each<AppendExpectedRevision>([0n, STREAM_EXISTS])('%s is refused by a new stream', async (expected) => {
    const { client } = await started();
    const failure = await failureOf(
      client.appendToStream(newStream(), event(9), { expectedRevision: expected }),
    );
    expect(failure).toMatchObject({ expectedVersion: expected, actualVersion: 'no_stream' });
  });

  it('STREAM_EXISTS is content with a stream that only has metadata', async () => {
    const { client } = await started();
    const stream = newStream();
    await client.setStreamMetadata(stream, { maxAge: 60 });
    await client.appendToStream(stream, event(0), { expectedRevision: STREAM_EXISTS });
    expect(await read(client, stream)).toEqual([0]);
  });

  describe('what was appended before', () => {
    const [a, b, c] = [event(0), event(1), event(2)] as const;

    // The stream holds a, b, c.
    it.each<[string, (typeof a)[], AppendExpectedRevision, bigint | 'refused' | 'doubled']>([
      ['all of it, as the first time', [a, b, c], NO_STREAM, 2n],
      ['its end, as the first time', [b, c], 0n, 2n],
      ['its middle, though others have written since', [b], 0n, 1n],
      ['at another revision', [c], 0n, 'refused'],
      ['with something new behind it', [c, event(3)], 1n, 'refused'],
      ['with something new before it', [event(3), c], 0n, 'refused'],
      ['its last event, at the end', [c], 2n, 'doubled'],
      ['all of it, at any revision', [a, b, c], ANY, 2n],
      ['its middle, at any revision', [b], ANY, 1n],
      ['all of it, where there is a stream', [a, b, c], STREAM_EXISTS, 2n],
      ['with something new behind it, at any revision', [c, event(3)], ANY, 'refused'],
      ['with something new before it, at any revision', [event(3), c], ANY, 'doubled'],
    ])('%s', async (_, repeated, expectedRevision, outcome) => {
      const { client, server } = await started();
      const stream = newStream();
      await client.appendToStream(stream, [a, b, c], { expectedRevision: NO_STREAM });
      const append = client.appendToStream(stream, repeated, { expectedRevision });
      if (outcome === 'refused') await expect(append).rejects.toThrow(WrongExpectedVersionError);
      else if (outcome === 'doubled') await append;
      else {
        const position = server.log.at(stream, outcome)!.position;
        await expect(append).resolves.toMatchObject({
          nextExpectedRevision: outcome,
          position: { commit: position, prepare: position },
        });
      }
      expect(server.log.events).toHaveLength(outcome === 'doubled' ? 3 + repeated.length : 3);
    });

    it('is new in another stream', async () => {
      const { client, server } = await started();
      const id = randomUUID();
      await client.appendToStream(newStream(), event(0, id), { expectedRevision: ANY });
      await client.appendToStream(newStream(), event(0, id), { expectedRevision: ANY });
      expect(server.log.events).toHaveLength(2);
    });

    it('is forgotten by a restart, for who expects any revision', async () => {
      const { client, server } = await started();
      const stream = newStream();
      await client.appendToStream(stream, a, { expectedRevision: NO_STREAM });
      server.log.forgetIds();
      await client.appendToStream(stream, a, { expectedRevision: NO_STREAM });
      expect(server.log.events).toHaveLength(1);
      await client.appendToStream(stream, a, { expectedRevision: ANY });
      expect(server.log.events).toHaveLength(2);
    });
  });

  it('takes a thousand events at once', async () => {
    const { client } = await started();
    const stream = newStream();
    await client.appendToStream(stream, events(1000), { expectedRevision: NO_STREAM });
    expect(await read(client, stream)).toEqual(upTo(1000));
  });

  it('refuses more than it takes', async () => {
    const { client, server } = await startWithClient({ batchAppend, maxAppendSize: 1000 });
    const failure = await failureOf(client.appendToStream(newStream(), events(200)));
    expect(failure).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(failure).toMatchObject({ maxAppendSize: 1000 });
    expect(server.log.events).toHaveLength(0);
  });

  it('refuses a stream that was closed for ever, and does not read it', async () => {
    const { client } = await started();
    const stream = await streamOfTwo(client);
    await client.tombstoneStream(stream);
    await expect(client.appendToStream(stream, event(2))).rejects.toThrow(StreamDeletedError);
    expect(await failureOf(all(client.readStream(stream)))).toBeInstanceOf(StreamDeletedError);
  });
});

it('serves one log from several servers, one after the other', async () => {
  const { client, server } = await startWithClient();
  await client.appendToStream('tried-1', event(0));
  await server.stop();
  const next = await start({ log: server.log });
  expect(next.log.events).toHaveLength(1);
});
