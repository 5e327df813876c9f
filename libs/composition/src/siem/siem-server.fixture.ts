import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { certificates } from '../../../../test/support/certificates.ts';

/** A record as a receiver reads it. */
export interface Told {
  readonly class_uid: number;
  readonly type_uid: number;
  readonly metadata: { readonly uid: string; readonly sequence: number };
  readonly [attribute: string]: unknown;
}

/** A receiver of syslog over TLS that reads frames, and misbehaves when a test says so. */
export class SyslogServer {
  /** In the order in which they came, repeats included. */
  readonly told: Told[] = [];
  readonly messages: string[] = [];
  connections = 0;
  readonly #sockets = new Set<TLSSocket>();
  readonly #server = createServer({ key: certificates?.key, cert: certificates?.certificate });
  #port = 0;
  #deaf = false;

  constructor() {
    this.#server.on('secureConnection', (socket) => this.read(socket));
    this.#server.on('tlsClientError', () => {});
  }

  async listen(): Promise<string> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    return `syslog+tls://127.0.0.1:${this.#port}`;
  }

  /** Refuses connections, and resets those there are. */
  async away(): Promise<void> {
    const closed = once(this.#server.close(), 'close');
    this.reset();
    await closed;
  }

  reset(): void {
    for (const socket of this.#sockets) rawOf(socket).resetAndDestroy();
  }

  /** Says goodbye at once, whatever is under way, as a receiver does that is restarted. */
  leave(): void {
    for (const socket of this.#sockets) socket.end();
  }

  /** Reads nothing any more, until it is told to. */
  stall(): void {
    this.#deaf = true;
    for (const socket of this.#sockets) socket.pause();
  }

  resume(): void {
    this.#deaf = false;
    for (const socket of this.#sockets) socket.resume();
  }

  private read(socket: TLSSocket): void {
    this.connections++;
    this.#sockets.add(socket);
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const space = rest.indexOf(' ');
        const end = space + 1 + Number(rest.subarray(0, Math.max(space, 0)));
        if (space < 0 || rest.length < end) return;
        this.take(rest.subarray(space + 1, end).toString());
        rest = rest.subarray(end);
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
    if (this.#deaf) socket.pause();
  }

  private take(message: string): void {
    this.messages.push(message);
    this.told.push(JSON.parse(message.slice(message.indexOf('{'))));
  }
}

/** Only the socket below TLS knows how to reset. */
const rawOf = (socket: TLSSocket) => (socket as unknown as { _parent: Socket })._parent;

/** The first of each, without heartbeats. */
export function withoutRepeats(told: readonly Told[]): Told[] {
  const records = told.filter(({ class_uid }) => class_uid !== 0);
  return [
    ...new Map(records.toReversed().map((record) => [record.metadata.uid, record])).values(),
  ].toReversed();
}
