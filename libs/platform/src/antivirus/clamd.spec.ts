import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { Clamd } from './clamd.ts';

const EICAR = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*');

/** What came over INSTREAM, once its end is there; null before. */
function streamed(received: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  expect(received.subarray(0, command.length).toString()).toBe(command);
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

let server: Server;
let sockets: Socket[];

/** A clamd that does as told with each whole file. */
async function clamd(answer: (socket: Socket, file: Buffer) => void, withinMs?: number): Promise<Clamd> {
  sockets = [];
  server = createServer((socket) => {
    sockets.push(socket);
    let received = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      const file = received.length > 10 ? streamed(received) : null;
      if (file) answer(socket, file);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new Clamd(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, withinMs);
}

beforeEach(() => Logger.overrideLogger(false));
afterEach(async () => {
  Logger.overrideLogger(['error']);
  for (const socket of sockets) socket.destroy();
  if (server.listening) server.close();
});

const away = expect.objectContaining({ name: 'Refusal', kind: 'unavailable', code: 'antivirus-away' });

it('gives the whole file, in chunks, and takes the verdict', async () => {
  const sent = Buffer.alloc(200_000, 'contenu ');
  let got: Buffer = Buffer.alloc(0);
  const found = await clamd((socket, file) => {
    got = file;
    // In two pieces, as TCP may bring it.
    socket.write('stream: ');
    socket.end(file.includes(EICAR) ? 'Eicar-Signature FOUND\0' : 'OK\0');
  });
  expect(await found.inspect(sent)).toBe('clean');
  expect(got.equals(sent)).toBe(true);
  expect(await found.inspect(EICAR)).toBe('infected');
});

it.each([
  ['says that it cannot', (socket: Socket) => void socket.end('INSTREAM size limit exceeded. ERROR\0')],
  ['hangs up', (socket: Socket) => void socket.destroy()],
  ['talks without end', (socket: Socket) => void socket.write('x'.repeat(10_000))],
  ['says half of it', (socket: Socket) => void socket.end('stream: OK')],
])('lets nothing through when clamd %s', async (_, answer) => {
  await expect((await clamd(answer)).inspect(EICAR)).rejects.toEqual(away);
});

it('waits no longer than its bound', async () => {
  await expect((await clamd(() => {}, 50)).inspect(EICAR)).rejects.toEqual(away);
});

it('lets nothing through when there is no clamd', async () => {
  const closed = await clamd(() => {});
  server.close();
  await once(server, 'close');
  await expect(closed.inspect(EICAR)).rejects.toEqual(away);
});
