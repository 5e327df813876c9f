import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  START,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { all, event, events, failureOf, newStream, numbers, testServers, upTo } from './client.fixture.ts';
import type { EventStoreDbServer } from './server.ts';

const { start, startWithClient, connect } = testServers();

describe('reading a stream', () => {
  const stream = newStream();
  let client: EventStoreDBClient;
  beforeEach(async () => {
    ({ client } = await startWithClient());
    await client.appendToStream(stream, events(5));
  });

  it.each([
    [{}, [0, 1, 2, 3, 4]],
    [{ direction: FORWARDS, fromRevision: 3n }, [3, 4]],
    [{ fromRevision: 1n, maxCount: 2 }, [1, 2]],
    [{ fromRevision: START, maxCount: 1 }, [0]],
    [{ fromRevision: 5n }, []],
    [{ direction: BACKWARDS, fromRevision: END }, [4, 3, 2, 1, 0]],
    [{ direction: BACKWARDS, fromRevision: END, maxCount: 2 }, [4, 3]],
    [{ direction: BACKWARDS, fromRevision: START }, [0]],
    [{ direction: BACKWARDS, fromRevision: 2n }, [2, 1, 0]],
    [{ direction: BACKWARDS, fromRevision: 99n, maxCount: 1 }, [4]],
  ] as const)('%p', async (options, expected) => {
    expect(numbers(await all(client.readStream(stream, options)))).toEqual(expected);
  });

  it('says that there is no such stream', async () => {
    const failure = await failureOf(all(client.readStream('tried-none')));
    expect(failure).toBeInstanceOf(StreamNotFoundError);
    expect(failure).toMatchObject({ streamName: 'tried-none' });
  });

  it('refuses to read nothing', async () => {
    await expect(all(client.readStream(stream, { maxCount: 0 }))).rejects.toThrow('Unexpected');
  });
});

it('gives back all of an event', async () => {
  const { client, server } = await startWithClient();
  const before = Date.now();
  const written = jsonEvent({ type: 'Écrit', data: { n: 'Œuvre 👩‍👩‍👧' }, metadata: { by: 'é' } });
  await client.appendToStream('été-1 / ½', written);
  const [read] = await all(client.readStream('été-1 / ½'));
  const { position } = server.log.events[0]!;
  expect(read!.event).toEqual({
    streamId: 'été-1 / ½',
    id: written.id,
    revision: 0n,
    type: 'Écrit',
    data: { n: 'Œuvre 👩‍👩‍👧' },
    metadata: { by: 'é' },
    isJson: true,
    created: expect.any(Date),
    position: { commit: position, prepare: position },
  });
  expect(read!.event!.created.getTime()).toBeGreaterThanOrEqual(before);
  expect(read!.commitPosition).toBe(position);
});

describe('reading $all', () => {
  let client: EventStoreDBClient;
  let server: EventStoreDbServer;
  beforeEach(async () => {
    ({ client, server } = await startWithClient());
    for (let n = 0; n < 6; n++) await client.appendToStream(`tried-${n % 2}`, event(n));
  });
  const at = (n: number) => {
    const { position } = server.log.events[n]!;
    return { commit: position, prepare: position };
  };

  it.each([
    ['all', {}, upTo(6)],
    ['some', { maxCount: 2 }, [0, 1]],
    ['backwards', { direction: BACKWARDS, fromPosition: END }, [5, 4, 3, 2, 1, 0]],
    ['the last', { direction: BACKWARDS, fromPosition: END, maxCount: 1 }, [5]],
    ['nothing before the beginning', { direction: BACKWARDS, fromPosition: START }, []],
    ['nothing behind the end', { fromPosition: END }, []],
  ] as const)('%s', async (_, options, expected) => {
    expect(numbers(await all(client.readAll(options)))).toEqual(expected);
  });

  it('forwards, begins with the position itself', async () => {
    expect(numbers(await all(client.readAll({ fromPosition: at(2) })))).toEqual([2, 3, 4, 5]);
  });

  it('backwards, begins before it', async () => {
    const read = client.readAll({ direction: BACKWARDS, fromPosition: at(2) });
    expect(numbers(await all(read))).toEqual([1, 0]);
  });

  it('has positions that grow and that are no Number', async () => {
    const positions = (await all(client.readAll())).map(({ event }) => event!.position!.commit);
    for (const [index, position] of positions.entries()) {
      expect(position > Number.MAX_SAFE_INTEGER).toBe(true);
      if (index > 0) expect(position - positions[index - 1]!).toBeGreaterThan(1n);
    }
  });

  it('reads from nowhere that is no position', async () => {
    const { commit, prepare } = at(2);
    const fromPosition = { commit: commit + 1n, prepare };
    await expect(all(client.readAll({ fromPosition }))).rejects.toThrow('invalid position');
  });

  it('holds metadata too', async () => {
    await client.setStreamMetadata('tried-0', { maxAge: 60, label: 'Été' });
    const [last] = await all(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    expect(last!.event).toMatchObject({ streamId: '$$tried-0', type: '$metadata', revision: 0n });
    await expect(client.getStreamMetadata('tried-0')).resolves.toMatchObject({
      metadata: { maxAge: 60, label: 'Été' },
    });
    await expect(client.getStreamMetadata('tried-1')).resolves.toEqual({ streamName: 'tried-1' });
  });
});

it('holds what the server notes for itself, if asked to', async () => {
  const server = await start({ statsEvery: 2 });
  const client = connect(server.connectionString);
  for (let n = 0; n < 6; n++) await client.appendToStream('tried-1', event(n));
  const streams = (await all(client.readAll())).map(({ event }) => event!.streamId);
  expect(streams.filter((stream) => stream.startsWith('$stats-'))).toHaveLength(3);
});
