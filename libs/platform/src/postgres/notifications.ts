import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from './database.ts';

const RECONNECT_MS = 500;
/** After a signal: under load a channel costs a hundred statements a second at most. */
const REST_MS = 10;

/**
 * PostgreSQL's LISTEN and NOTIFY, as change signals: they carry no news, they only say "look again". One connection
 * listens for the whole process. A signal may come without cause, and none comes while the connection is away:
 * a listener must also look by itself now and then.
 */
export class Notifications {
  /** Its own signals carry it: this process was woken when it sent them. */
  readonly #id = randomUUID();
  readonly #counts = new Map<string, number>();
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #sending = new Map<string, 'once' | 'again'>();
  readonly #heldBack = new Set<string>();
  readonly #stopped = new AbortController();
  #listener: pg.Client | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly channels: readonly string[],
  ) {}

  start(): void {
    this.#running ??= this.listen();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#listener?.end().catch(() => {});
    await this.#running;
    for (const channel of this.#waiting.keys()) this.wake(channel);
  }

  /** How many signals have come. Take it before looking, and give it to `next`: none falls in between. */
  count(channel: string): number {
    return this.#counts.get(channel) ?? 0;
  }

  /**
   * Resolves when a signal comes, `timeoutMs` have passed, or `signal` aborts, whichever comes first; at once
   * when one has come since they were `since`.
   */
  next(
    channel: string,
    timeoutMs: number,
    signal?: AbortSignal,
    since: number = this.count(channel),
  ): Promise<void> {
    if (signal?.aborted || this.#stopped.signal.aborted || since !== this.count(channel)) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const waiting = this.waitingOn(channel);
      const done = () => {
        waiting.delete(done);
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      signal?.addEventListener('abort', done);
      waiting.add(done);
    });
  }

  /**
   * Signals every process, soon, and this one at once. Never inside the transaction that has the news: PostgreSQL commits notifying
   * transactions one after the other. Signals that come while one is on its way, or rests, are one.
   */
  notify(channel: string): void {
    if (!this.#heldBack.has(channel)) this.signal(channel);
  }

  /** This process signals nothing on the channel until `goOn`: whoever looked would find nothing new. */
  holdBack(channel: string): void {
    this.#heldBack.add(channel);
  }

  /** Ends `holdBack`, and signals for what came meanwhile. */
  goOn(channel: string): void {
    this.#heldBack.delete(channel);
    this.notify(channel);
  }

  private signal(channel: string): void {
    if (this.#sending.has(channel)) {
      this.#sending.set(channel, 'again');
      return;
    }
    this.#sending.set(channel, 'once');
    this.wake(channel);
    this.database
      .query({ name: 'notify', text: 'SELECT pg_notify($1, $2)', values: [channel, this.#id] })
      .catch(() => {})
      .then(() => delay(REST_MS, undefined, { ref: false }))
      .finally(() => {
        const again = this.#sending.get(channel) === 'again';
        this.#sending.delete(channel);
        if (again && !this.#stopped.signal.aborted) this.signal(channel);
      });
  }

  private async listen(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.listenOnce().catch(() => delay(RECONNECT_MS, undefined, { signal }).catch(() => {}));
    }
  }

  /** Listens until the connection ends. */
  private async listenOnce(): Promise<void> {
    const client = await this.database.dedicated();
    try {
      this.#listener = client;
      const ended = new Promise((resolve) => client.once('end', resolve));
      client.on('notification', ({ channel, payload }) => payload === this.#id || this.wake(channel));
      for (const channel of this.channels) await client.query(`LISTEN ${channel}`);
      // What was signalled while nobody listened
      for (const channel of this.channels) this.wake(channel);
      if (!this.#stopped.signal.aborted) await ended;
    } finally {
      await client.end().catch(() => {});
    }
  }

  private wake(channel: string): void {
    this.#counts.set(channel, this.count(channel) + 1);
    for (const done of [...this.waitingOn(channel)]) done();
  }

  private waitingOn(channel: string): Set<() => void> {
    const waiting = this.#waiting.get(channel) ?? new Set();
    this.#waiting.set(channel, waiting);
    return waiting;
  }
}
