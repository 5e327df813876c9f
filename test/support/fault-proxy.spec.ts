import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { FaultProxy } from './fault-proxy.ts';

/** Answers every line with the same line. */
let echo: Server;
let proxy: FaultProxy;
let port: number;
beforeAll(async () => {
  echo = createServer((socket) => socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = new FaultProxy(new URL(`tcp://127.0.0.1:${(echo.address() as AddressInfo).port}`));
  port = Number(new URL(await proxy.open()).port);
});
afterAll(async () => {
  await proxy.close();
  await once(echo.close(), 'close');
});

async function visitor(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function echoed(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  const [answer] = await once(socket, 'data');
  return String(answer);
}

it('lets through what is said, both ways', async () => {
  const socket = await visitor();
  expect(await echoed(socket, 'bonjour')).toBe('bonjour');
  const ended = once(socket, 'close');
  socket.end();
  await ended;
});

it('refuses when it is shut, and opens again at the same address', async () => {
  const inside = await visitor();
  const ended = once(inside, 'close');
  await proxy.close();
  await ended;
  await expect(visitor()).rejects.toThrow('ECONNREFUSED');
  await proxy.open();
  expect(await echoed(await visitor(), 'encore')).toBe('encore');
});

it('cuts and resets connections, and takes new ones', async () => {
  const cut = await visitor();
  await echoed(cut, 'a');
  const ended = once(cut, 'close');
  proxy.cut();
  await ended;

  const reset = await visitor();
  await echoed(reset, 'b');
  const failed = once(reset, 'error');
  proxy.reset();
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
  expect(await echoed(await visitor(), 'c')).toBe('c');
});

it('holds up what passes, without losing its order', async () => {
  const socket = await visitor();
  proxy.delay(60);
  const started = performance.now();
  expect(await echoed(socket, 'tard')).toBe('tard');
  expect(performance.now() - started).toBeGreaterThan(115);
  proxy.delay(0);
  expect(await echoed(socket, 'vite')).toBe('vite');
  socket.destroy();
});

it('loses what the engine answers to what it has heard', async () => {
  const heard = new Promise((resolve) => {
    echo.once('connection', (engine) =>
      engine.once('data', (said) => engine.end(() => resolve(String(said)))),
    );
  });
  const socket = await visitor();
  proxy.loseAnswers(true);
  const closed = once(socket, 'close');
  socket.write('deux');
  expect(await heard).toBe('deux');
  socket.resume();
  await closed;
  expect(socket.bytesRead).toBe(0);
  proxy.loseAnswers(false);
  expect(await echoed(await visitor(), 'trois')).toBe('trois');
});
