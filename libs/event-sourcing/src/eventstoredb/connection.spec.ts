import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Connection } from './connection.ts';
import { serverAddress } from './server-address.ts';

it('lets a search for a node fail that the client began for itself: nobody waits for it there', async () => {
  const client = { handleError: () => Promise.reject(new Error('Failed to discover after 10 attempts')) };
  new Connection(client as unknown as EventStoreDBClient, 1000);
  await expect(client.handleError()).resolves.toBeUndefined();
});

describe('the private parts of the client that decision 6 names', () => {
  it.each(['getGRPCClient', 'handleError', 'callArguments', 'capabilities'])('has %s', (part) => {
    expect(part in EventStoreDBClient.connectionString`esdb://127.0.0.1:1?tls=false`).toBe(true);
  });

  it('has the generated calls', () => {
    expect(StreamsClient.prototype).toMatchObject({
      read: expect.any(Function),
      batchAppend: expect.any(Function),
    });
  });

  it.each([
    [
      'esdb://greffe:p%40ss@a:1,b:2?tls=false',
      {
        nodes: [
          { address: 'a', port: 1 },
          { address: 'b', port: 2 },
        ],
        user: 'greffe',
        tls: null,
      },
    ],
    [
      'esdb+discover://cluster?tls=true',
      { nodes: [{ address: 'cluster', port: 2113 }], user: null, tls: {} },
    ],
  ])('reads connection strings: %s', (text, address) => expect(serverAddress(text)).toEqual(address));

  it('says which file of an authority cannot be read', () => {
    expect(() => serverAddress('esdb://a?tlsCAFile=/nowhere/ca.crt')).toThrow(
      'The authority’s certificate (tlsCAFile) cannot be read: /nowhere/ca.crt',
    );
  });
});
