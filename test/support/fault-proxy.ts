import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** A port of its own in front of an engine, through which connections can be refused, cut, reset or held up. */
export class FaultProxy {
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((client) => {
    const server = connect(Number(this.target.port), this.target.hostname);
    void this.pass(client, server, (chunks) => this.held(chunks));
    void this.pass(server, client, (chunks) => this.heard(this.held(chunks)));
  });
  #port = 0;
  #lateByMs = 0;
  #losesAnswers = false;

  /** `target` is the address of the engine, with its port. */
  constructor(private readonly target: URL) {}

  /** Lets connections through; always at the same address, which it answers. */
  async open(): Promise<string> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    const url = new URL(this.target);
    url.host = this.host;
    return url.href;
  }

  /** Where it opens, once it has been open: `127.0.0.1:…`. */
  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Refuses new connections, and ends those there are. */
  async close(): Promise<void> {
    const closed = once(this.#server.close(), 'close');
    this.cut();
    await closed;
  }

  /** Ends all connections, as a proxy does that is restarted. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Ends all connections with a reset, as a machine does that has forgotten them. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** From now on whatever passes, in both directions, comes so much later; 0 as it came. */
  delay(ms: number): void {
    this.#lateByMs = ms;
  }

  /**
   * From now on what the engine says does not get through, though it hears everything. Connections that have lost an
   * answer are of no more use: cut them.
   */
  loseAnswers(loses: boolean): void {
    this.#losesAnswers = loses;
  }

  private async pass(
    from: Socket,
    to: Socket,
    through: (chunks: AsyncIterable<Buffer>) => AsyncIterable<Buffer>,
  ): Promise<void> {
    this.#sockets.add(from);
    await pipeline(from, through, to).catch(() => {});
    from.destroy();
    this.#sockets.delete(from);
  }

  private async *held(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    for await (const chunk of chunks) {
      if (this.#lateByMs > 0) await wait(this.#lateByMs);
      yield chunk;
    }
  }

  private async *heard(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    for await (const chunk of chunks) {
      if (!this.#losesAnswers) yield chunk;
    }
  }
}
