import { createServer, type Server as Listener, type Socket } from 'node:net';
import { type ConnectionInjector, Server, type ServerCredentials } from '@grpc/grpc-js';
import type { Endpoint } from './errors.ts';
import { muting } from './muting.ts';
import { pipelining } from './pipelining.ts';

const HOST = '127.0.0.1';
const NO_LIMIT = -1;

/**
 * A node of the cluster: a port of its own, and connections that can be cut. It accepts them itself and hands
 * them to gRPC, so that it can leave its port and come back to it.
 */
export class ServerNode implements Endpoint {
  readonly host = HOST;
  readonly grpc = new Server({
    'grpc.max_receive_message_length': NO_LIMIT,
    'grpc.max_send_message_length': NO_LIMIT,
    interceptors: [pipelining, muting(() => this.isSilent)],
  });
  /** It keeps its connections, and says nothing: as a process that was stopped, or a machine that hangs. */
  isSilent = false;
  readonly #injector: ConnectionInjector;
  readonly #sockets = new Map<string, Socket>();
  #listener: Listener | undefined;
  #port = 0;

  constructor(credentials: ServerCredentials) {
    this.#injector = this.grpc.createConnectionInjector(credentials);
  }

  get port(): number {
    return this.#port;
  }

  get isOpen(): boolean {
    return this.#listener !== undefined;
  }

  /** Listens, on the port it had before, or on any. */
  async open(port = this.#port): Promise<void> {
    const listener = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(port, HOST, resolve);
    });
    this.#listener = listener;
    this.#port = (listener.address() as { port: number }).port;
  }

  /** Leaves its port and cuts every connection: nobody is there any more. */
  async close(): Promise<void> {
    const listener = this.#listener;
    this.#listener = undefined;
    const closed = new Promise<void>((resolve) => (listener ? listener.close(() => resolve()) : resolve()));
    this.cutAll();
    await closed;
  }

  /** Closes for good. */
  async end(): Promise<void> {
    await this.close();
    this.#injector.destroy();
    this.grpc.forceShutdown();
  }

  /** Cuts the connection that a call came by. */
  cut(peer: string): void {
    this.#sockets.get(peer)?.resetAndDestroy();
  }

  cutAll(): void {
    for (const socket of this.#sockets.values()) socket.destroy();
  }

  get connections(): number {
    return this.#sockets.size;
  }

  #accept(socket: Socket): void {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    this.#sockets.set(peer, socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(peer));
    this.#injector.injectConnection(socket);
  }
}
