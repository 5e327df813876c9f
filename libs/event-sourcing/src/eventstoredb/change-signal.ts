import { setTimeout as delay } from 'node:timers/promises';
import {
  type AllStreamSubscription,
  END,
  type EventStoreDBClient,
  excludeSystemEvents,
} from '@eventstore/db-client';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Tells readers in this process that there may be new events: one live subscription whose events nobody reads. It says
 * "look again", never what there is; when it drops, for whatever reason, it is opened again after a growing pause, and
 * says so once more.
 */
export class ChangeSignal {
  readonly #stopped = new AbortController();
  readonly #waiting = new Set<() => void>();
  #count = 0;
  #running: Promise<void> | undefined;
  #reopen = () => {};

  constructor(private readonly client: EventStoreDBClient) {}

  /** How often it was given. Take it before looking, and give it to `next`: none falls in between. */
  get count(): number {
    return this.#count;
  }

  /** Resolves when it is given, `timeoutMs` have passed or `signal` aborts; at once when it was given since. */
  next(timeoutMs: number, signal: AbortSignal, since: number): Promise<void> {
    this.#running ??= this.listen();
    if (signal.aborted || this.#stopped.signal.aborted || since !== this.#count) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      signal.addEventListener('abort', done);
      this.#waiting.add(done);
    });
  }

  /** For who finds news that it was not given for: its subscription may have died without a word. */
  reopen(): void {
    this.#reopen();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#reopen();
    this.give();
    await this.#running;
  }

  private async listen(): Promise<void> {
    const { signal } = this.#stopped;
    for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      if (await this.listenOnce()) pause = FIRST_PAUSE_MS;
      if (!signal.aborted) await delay(pause, undefined, { signal }).catch(() => {});
    }
  }

  /** Listens until the subscription ends; answers whether it had begun. */
  private async listenOnce(): Promise<boolean> {
    let begun = false;
    const subscription = this.client.subscribeToAll({ fromPosition: END, filter: excludeSystemEvents() });
    await new Promise<void>((resolve) => {
      this.#reopen = resolve;
      subscription.on('confirmation', () => {
        begun = true;
        this.give();
      });
      subscription.on('data', () => this.give());
      subscription.on('error', () => resolve());
      subscription.once('end', resolve);
    });
    // Not waited for: that of a subscription that never began waits for the client's search for a node.
    void end(subscription);
    return begun;
  }

  private give(): void {
    this.#count++;
    for (const done of [...this.#waiting]) done();
  }
}

async function end(subscription: AllStreamSubscription): Promise<void> {
  try {
    await subscription.unsubscribe();
  } catch {
    // It never began.
  }
}
