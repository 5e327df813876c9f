import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { probe } from './probe.ts';

it('tells a node that says nothing from one that is not there', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket.on('error', () => {}))).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const node = { address: '127.0.0.1', port: (silent.address() as AddressInfo).port };
  try {
    await expect(probe(node, {})).resolves.toEqual({ what: 'away', words: 'does not answer' });
  } finally {
    for (const socket of sockets) socket.destroy();
    silent.close();
    await once(silent, 'close');
  }
  const words = 'ECONNREFUSED, nobody listens there';
  await expect(probe(node, {})).resolves.toEqual({ what: 'away', words });
});
