import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { connect, type TLSSocket } from 'node:tls';
import { type Receiver, ReceiverAway } from './receiver.ts';
import type { SiemRecord } from './records.ts';

/** Of syslog over TLS (RFC 5425). */
const PORT = 6514;
/** `authpriv`. */
const FACILITY = 10;
const LONGEST_HOST = 64;
/** That of `meta` (RFC 5424, 7.3.1) goes no further, and then begins anew. */
const LARGEST_SEQUENCE = 2_147_483_647;

const CONNECT_MS = 10_000;
/** A receiver that takes nothing for so long, or does not answer the end, is away. */
const SILENT_MS = 30_000;
/** Longer than what is under way takes to arrive. */
const QUIET_MS = 200;

export interface SyslogOptions {
  readonly ca?: string | undefined;
  readonly silentMs?: number;
}

/**
 * Syslog over TLS, framed by octet count. The protocol has no acknowledgement. What is known of a stretch is known by the
 * orderly end of its connection: when all bytes are out and a quiet moment has passed, this side closes (`close_notify`), and a
 * receiver that has read everything answers by closing too. One that goes away by itself, in the quiet moment or before, or with
 * bytes that it has not read (the kernel then sends a reset) has confirmed nothing. The next stretch takes a new connection.
 */
export class SyslogReceiver implements Receiver {
  readonly stretch = { records: 20_000, ms: 10_000 };
  readonly address: string;
  readonly #host: string;
  readonly #port: number;
  readonly #ca: string | undefined;
  readonly #silentMs: number;
  #connection: Connection | null = null;

  constructor(url: string, { ca, silentMs = SILENT_MS }: SyslogOptions = {}) {
    const { hostname: host, port } = new URL(url.replace(/^syslog\+tls:/, 'https:'));
    this.#host = host.replace(/^\[|\]$/g, '');
    // As an address of https, its own port would be left out.
    this.#port = Number(port || (/:443\/?$/.test(url) ? 443 : PORT));
    this.address = `${host}:${this.#port}`;
    this.#ca = ca;
    this.#silentMs = silentMs;
  }

  async send(records: readonly SiemRecord[], signal: AbortSignal): Promise<void> {
    this.#connection ??= await this.open(signal);
    await this.#connection.write(records.map(frameOf).join(''), signal);
  }

  async confirm(signal: AbortSignal): Promise<void> {
    await this.#connection?.end(signal);
    this.#connection = null;
  }

  drop(): void {
    this.#connection?.drop();
    this.#connection = null;
  }

  private async open(signal: AbortSignal): Promise<Connection> {
    const started = performance.now();
    const socket = connect({
      host: this.#host,
      port: this.#port,
      ca: this.#ca,
      ...(!isIP(this.#host) && { servername: this.#host }),
    });
    const connection = new Connection(socket, this.address, this.#silentMs);
    await connection.until('secureConnect', CONNECT_MS, signal);
    // What was sent takes no longer than a handshake, which goes to and fro.
    connection.quietMs = Math.max(QUIET_MS, performance.now() - started);
    return connection;
  }
}

class Connection {
  quietMs = QUIET_MS;
  #fault: ReceiverAway | null = null;
  #onFault: (() => void) | null = null;
  /** The kernel has taken everything. */
  #out: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: TLSSocket,
    private readonly address: string,
    private readonly silentMs: number,
  ) {
    // It has nothing to say; what it says must be read for its end to be seen.
    socket.resume();
    socket.on('error', (error) => this.failed(ReceiverAway.because(error, address)));
    socket.on('end', () => {
      if (!socket.writableEnded) this.failed(this.brokenOff());
    });
    socket.on('close', () => this.failed(this.brokenOff()));
  }

  async write(bytes: string, signal: AbortSignal): Promise<void> {
    this.mustBeOpen();
    let goesOn = true;
    this.#out = new Promise((resolve) => {
      goesOn = this.socket.write(bytes, () => resolve());
    });
    if (!goesOn) await this.until('drain', this.silentMs, signal);
  }

  /** @throws ReceiverAway unless the other side has read everything and closes after this one */
  async end(signal: AbortSignal): Promise<void> {
    await this.within(this.#out, this.silentMs, signal);
    await this.happens(new Promise(() => {}), this.quietMs, signal);
    this.socket.end();
    await this.until('end', this.silentMs, signal);
    this.drop();
  }

  drop(): void {
    this.socket.destroy();
  }

  /** @throws ReceiverAway when the connection ends before, or when it takes too long */
  async until(
    event: 'secureConnect' | 'drain' | 'end',
    withinMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    await this.within(new Promise<void>((resolve) => this.socket.once(event, resolve)), withinMs, signal);
  }

  private async within(event: Promise<void>, withinMs: number, signal: AbortSignal): Promise<void> {
    if (await this.happens(event, withinMs, signal)) return;
    this.drop();
    throw new ReceiverAway(`${this.address} does not answer`);
  }

  /** Whether it does in time. @throws ReceiverAway when the connection ends before; the reason of `signal` */
  private async happens(event: Promise<unknown>, withinMs: number, signal: AbortSignal): Promise<boolean> {
    this.mustBeOpen();
    signal.throwIfAborted();
    let timer: NodeJS.Timeout | undefined;
    let stop = () => {};
    const other = new Promise<'late' | 'ended'>((resolve) => {
      timer = setTimeout(resolve, withinMs, 'late');
      stop = () => resolve('ended');
      this.#onFault = stop;
      signal.addEventListener('abort', stop, { once: true });
    });
    const first = await Promise.race([event, other]);
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    this.#onFault = null;
    signal.throwIfAborted();
    if (first === 'ended') this.mustBeOpen();
    return first !== 'late';
  }

  private mustBeOpen(): void {
    if (this.#fault) throw this.#fault;
  }

  private brokenOff(): ReceiverAway {
    return new ReceiverAway(`${this.address} has broken the connection off`);
  }

  private failed(fault: ReceiverAway): void {
    this.#fault ??= fault;
    this.#onFault?.();
  }
}

const HOST =
  hostname()
    .replace(/[^!-~]/g, '')
    .slice(0, LONGEST_HOST) || '-';

/** A message of RFC 5424 behind its length in bytes. The text is JSON, which parsers want without a byte order mark. */
export function frameOf({ kind, at, sequence, severity, json }: SiemRecord): string {
  const number = ((Math.max(sequence, 1) - 1) % LARGEST_SEQUENCE) + 1;
  const message = `<${FACILITY * 8 + severity}>1 ${at} ${HOST} greffe - ${kind} [meta sequenceId="${number}"] ${json}`;
  return `${Buffer.byteLength(message)} ${message}`;
}
