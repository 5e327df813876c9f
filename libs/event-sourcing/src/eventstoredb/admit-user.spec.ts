import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { EventStoreDbServer } from '../../../../test/eventstoredb/server.ts';
import { certificates, describeOverTls } from '../../../../test/support/certificates.ts';
import { serializer } from '../contract/fixture.ts';
import { StoreMisconfigured } from '../event-store.ts';
import { admitUser, createUser, letGroupRead, letNobodyDelete } from './admit-user.ts';
import { EventStoreDbEventStore } from './eventstoredb-event-store.ts';

const user = { username: 'greffe', password: 'p:ss/w@rd é' };
const admin = { username: 'admin', password: 'changed' };

describeOverTls('the user of EventStoreDB', () => {
  const asked: unknown[] = [];
  let status = 201;
  let server: Server;
  beforeAll(async () => {
    const { certificate: cert, key } = certificates!;
    server = createServer({ cert, key }, async ({ method, url, headers: { authorization } }, response) => {
      asked.push({ method, url, authorization });
      response.writeHead(status).end();
    });
    server.prependListener('request', async (request) => asked.push(JSON.parse(await text(request))));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => server.close());

  const create = async () => {
    const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/users/`);
    return createUser(url, user, admin, { ca: await readFile(certificates!.caFile) });
  };

  it('is created in a group of its own, by the administrator', async () => {
    await expect(create()).resolves.toBe(true);
    expect(asked).toContainEqual({
      method: 'POST',
      url: '/users/',
      authorization: `Basic ${Buffer.from('admin:changed').toString('base64')}`,
    });
    expect(asked).toContainEqual({
      LoginName: 'greffe',
      FullName: 'Greffe',
      Groups: ['greffe'],
      Password: user.password,
    });
  });

  it('stays as it is when it is known', async () => {
    status = 409;
    await expect(create()).resolves.toBe(false);
  });

  it('is not created by who may not', async () => {
    status = 401;
    await expect(create()).rejects.toEqual(
      new StoreMisconfigured(null, 'The event store did not create greffe: it answered 401'),
    );
  });
});

it('nobody but administrators may delete streams or their past, where no other rules are set', async () => {
  const server = await EventStoreDbServer.start();
  const client = EventStoreDBClient.connectionString(server.connectionString);
  expect(await letNobodyDelete(client)).toBe(true);
  expect(await letNobodyDelete(client)).toBe(true);
  const rules: unknown[] = [];
  for await (const { event } of client.readStream('$settings')) rules.push(event?.data);
  expect(rules).toEqual([
    { $userStreamAcl: { $r: '$all', $w: '$all', $d: '$admins', $mr: '$all', $mw: '$admins' } },
  ]);
  const others = jsonEvent({ type: 'update-default-acl', data: { $systemStreamAcl: { $r: '$admins' } } });
  await client.appendToStream('$settings', others);
  expect(await letNobodyDelete(client)).toBe(false);
  await client.dispose();
  await server.stop();
});

describe('the readers of $all', () => {
  it.each<[{ $acl?: object }, string[]]>([
    [{}, ['$admins', 'greffe']],
    [{ $acl: { $r: 'auditors', $w: '$ops' } }, ['auditors', 'greffe']],
  ])('are joined by the group, once: %j', async (before, readers) => {
    const server = await EventStoreDbServer.start();
    const store = new EventStoreDbEventStore(server.connectionString, serializer);
    await store.setStreamMetadata('$all', { ...before, $maxAge: 1 });
    await letGroupRead(store);
    await letGroupRead(store);
    expect(await store.streamMetadata('$all')).toEqual({ $acl: { ...before.$acl, $r: readers }, $maxAge: 1 });
    expect(server.log.stream('$$$all')).toHaveLength(2);
    await store.close();
    await server.stop();
  });

  it('cannot be named where nobody signs in', async () => {
    await expect(admitUser('esdb://a?tls=false', 'esdb://admin:x@a')).rejects.toThrow('names no user');
    await expect(admitUser('esdb://g:x@a', 'esdb://admin:x@a?tls=false')).rejects.toThrow(
      'no users without TLS',
    );
  });
});
