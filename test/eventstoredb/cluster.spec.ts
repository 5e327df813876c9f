import {
  AccessDeniedError,
  EventStoreDBClient,
  NotLeaderError,
  UnavailableError,
} from '@eventstore/db-client';
import { certificates, describeOverTls } from '../support/certificates.ts';
import { all, event, failureOf, numbers, testServers } from './client.fixture.ts';

const { start, startWithClient, connect } = testServers();

describe('a cluster', () => {
  it.each([
    ['a string with all its nodes', 'connectionString'],
    ['a string that discovers it', 'discoveryString'],
  ] as const)('is found by %s', async (_, string) => {
    const server = await start({ nodes: 3 });
    const client = connect(server[string]);
    await client.appendToStream('tried-1', event(0), { requiresLeader: true });
    expect(numbers(await all(client.readStream('tried-1', { requiresLeader: true })))).toEqual([0]);
    expect(server.leader.connections).toBe(1);
  });

  it('is found by its other nodes when one has gone', async () => {
    const server = await start({ nodes: 3 });
    await server.followers[0]!.close();
    const client = connect(server.connectionString);
    await client.appendToStream('tried-1', event(0), { requiresLeader: true });
  });

  it.each([false, true])(
    'has followers that send writers to the leader (batch append: %s)',
    async (batchAppend) => {
      const server = await start({ nodes: 2, batchAppend });
      const [follower] = server.followers;
      const client = connect(server.connectionStringTo(follower!));
      const append = () => client.appendToStream('tried-1', event(0), { requiresLeader: true });
      const failure = await failureOf(append());
      expect(failure).toBeInstanceOf(NotLeaderError);
      expect(failure).toMatchObject({ leader: { address: '127.0.0.1', port: server.leader.port } });
      await append();
      expect(server.log.events).toHaveLength(1);
    },
  );

  it('has followers that pass on what does not ask for the leader', async () => {
    const server = await start({ nodes: 2 });
    const client = connect(server.connectionStringTo(server.followers[0]!));
    await client.appendToStream('tried-1', event(0));
    expect(numbers(await all(client.readAll()))).toEqual([0]);
    const failure = await failureOf(all(client.readAll({ requiresLeader: true })));
    expect(failure).toBeInstanceOf(NotLeaderError);
  });

  it('may elect another leader', async () => {
    const { server, client } = await startWithClient({ nodes: 2 });
    await client.appendToStream('tried-1', event(0), { requiresLeader: true });
    server.elect(server.followers[0]!);
    const append = () => client.appendToStream('tried-1', event(1), { requiresLeader: true });
    await expect(append()).rejects.toThrow(NotLeaderError);
    await append();
    expect(server.log.events).toHaveLength(2);
  });
});

describeOverTls('TLS and credentials', () => {
  const credentials = { username: 'greffe', password: 'test' };

  const startSecured = async () => {
    const server = await start({ tls: certificates!, credentials });
    const anonymous = server.connectionString.replace('greffe:test@', '');
    return { server, anonymous };
  };

  it('serve who has the authority and the password', async () => {
    const { server } = await startSecured();
    const client = connect(server.connectionString);
    await client.appendToStream('tried-1', event(0));
    await client.appendToStream('tried-1', event(1), { credentials });
    expect(numbers(await all(client.readAll()))).toEqual([0, 1]);
  });

  it.each([false, true])('refuse who has no password (batch append: %s)', async (batchAppend) => {
    const server = await start({ tls: certificates!, credentials, batchAppend });
    const client = connect(server.connectionString.replace('greffe:test@', ''));
    expect(await failureOf(client.appendToStream('tried-1', event(0)))).toBeInstanceOf(AccessDeniedError);
    expect(await failureOf(all(client.readAll()))).toBeInstanceOf(AccessDeniedError);
  });

  it('refuse who has another password', async () => {
    const { server, anonymous } = await startSecured();
    const client = connect(anonymous);
    const wrong = { credentials: { username: 'greffe', password: 'wrong' } };
    expect(await failureOf(client.appendToStream('tried-1', event(0), wrong))).toBeInstanceOf(
      AccessDeniedError,
    );
    expect(await failureOf(all(client.readAll(wrong)))).toBeInstanceOf(AccessDeniedError);
    expect(server.log.events).toHaveLength(0);
  });

  it('are no use to who does not know the authority', async () => {
    const { server } = await startSecured();
    const client: EventStoreDBClient = connect(`${server.connectionString.split('?')[0]}?tls=true`);
    await expect(client.appendToStream('tried-1', event(0))).rejects.toThrow('UNAVAILABLE');
  });

  it('may lose an answer too', async () => {
    const { server } = await startSecured();
    const client = connect(server.connectionString);
    server.misbehave.lose('answer');
    expect(await failureOf(client.appendToStream('tried-1', event(0)))).toBeInstanceOf(UnavailableError);
    expect(server.log.events).toHaveLength(1);
  });

  it('serve a cluster too', async () => {
    const server = await start({ tls: certificates!, credentials, nodes: 2 });
    const client = connect(server.discoveryString);
    await client.appendToStream('tried-1', event(0), { requiresLeader: true });
    expect(server.log.events).toHaveLength(1);
  });
});
