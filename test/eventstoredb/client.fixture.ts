import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, type JSONEventType, jsonEvent } from '@eventstore/db-client';
import { EventStoreDbServer, type ServerOptions } from './server.ts';

export type Tried = JSONEventType<'Tried', { n: number }>;

export const event = (n: number, id: string = randomUUID()) =>
  jsonEvent<Tried>({ id, type: 'Tried', data: { n } });

export const events = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => event(from + index));

export const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

export const newStream = (category = 'tried') => `${category}-${randomUUID()}`;

export const numbers = (read: readonly { event?: unknown }[]) =>
  read.map(({ event }) => (event as { data: { n: number } }).data.n);

/** All that comes of it, until it ends. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const read: Item[] = [];
  for await (const item of items) read.push(item);
  return read;
}

/** The first `count` that come of it. */
export async function take<Item>(items: AsyncIterable<Item>, count: number): Promise<Item[]> {
  const read: Item[] = [];
  if (count === 0) return read;
  for await (const item of items) if (read.push(item) === count) break;
  return read;
}

/** What a promise fails with. */
export const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error('It did not fail')),
    (error) => error,
  );

/** Servers and clients that end with the test. */
export function testServers() {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const start = async (options?: ServerOptions) => {
    const server = await EventStoreDbServer.start({ indexingMs: 0, ...options });
    ends.push(() => server.stop());
    return server;
  };
  const connect = (connectionString: string) => {
    const client = EventStoreDBClient.connectionString(connectionString);
    ends.push(() => client.dispose());
    return client;
  };
  const startWithClient = async (options?: ServerOptions) => {
    const server = await start(options);
    return { server, client: connect(server.connectionString) };
  };
  return { start, connect, startWithClient };
}
