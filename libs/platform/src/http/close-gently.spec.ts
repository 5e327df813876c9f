import { once } from 'node:events';
import { Agent, createServer, get, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { eventually } from '../../../../test/support/eventually.ts';
import { closeGently } from './close-gently.ts';

it('answers what is under way, keeps no connection for more, and lets nobody in', async () => {
  const waiting: ServerResponse[] = [];
  const server = createServer((_request, response) => waiting.push(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const ask = () => get({ port, host: '127.0.0.1', agent });

  const request = ask();
  await eventually(() => waiting.length === 1);
  let closed = false;
  const closing = closeGently(server).then(() => {
    closed = true;
  });
  const [refused] = await once(get({ port, host: '127.0.0.1' }), 'error');
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
  expect(closed).toBe(false);

  const answered = performance.now();
  waiting[0]!.end('done');
  const [response] = await once(request, 'response');
  response.resume();
  await closing;
  expect(performance.now() - answered).toBeLessThan(1000);
  await closeGently(server);
  agent.destroy();
});

it.each([
  ['nothing', ''],
  ['half a request', 'GET / HTTP/1.1\r\nHost: a'],
])('cuts who has sent %s, in the end', async (_, sent) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const silent = connect(port, '127.0.0.1');
  silent.on('error', () => {});
  await Promise.all([once(silent, 'connect'), once(server, 'connection')]);
  const cut = once(silent, 'close');
  if (sent) silent.write(sent);
  await closeGently(server, 100);
  await cut;
});
