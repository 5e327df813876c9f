import type { Batch } from '../event-store.ts';
import type { EventSerializer } from '../event-types.ts';
import type { RecordedEvent } from '../events.ts';
import { later, type Position } from '../position.ts';
import { decode } from './codec.ts';
import type { Connection } from './connection.ts';
import { subscriptionRequest } from './read-request.ts';
import type { Said } from './read-response.ts';
import { read } from './reading.ts';

export interface Wanted {
  readonly after: Position;
  readonly categories: readonly string[] | undefined;
  /** Most events in one batch. */
  readonly limit: number;
  /** Where the log ends, as asked before: nothing behind it is read. */
  readonly head: Position;
}

type Asking = <Answer>(question: () => Promise<Answer>, isOver: () => boolean) => Promise<Answer>;

/**
 * The run of the log from a position to its head, in batches, over one subscription. When that fails, `asking` decides
 * whether it is opened again, from where this reader stands.
 */
export class LogReader {
  #position: Position;
  #subscription: AsyncGenerator<Said[], void, void> | undefined;
  /** What has come and is not yet taken. */
  #arrived: Said[] = [];
  readonly #closed = new AbortController();

  constructor(
    private readonly connection: Connection,
    private readonly serializer: EventSerializer,
    private readonly wanted: Wanted,
    private readonly asking: Asking,
  ) {
    this.#position = wanted.after;
  }

  /**
   * The next batch; empty and caught up when nothing is left.
   * @throws what `asking` makes of a failure; Error when an event is not understood
   */
  async next(): Promise<Batch> {
    const { head, limit } = this.wanted;
    const events: RecordedEvent[] = [];
    while (this.#position < head && events.length < limit) {
      if (this.#arrived.length === 0)
        this.#arrived = await this.asking(
          () => this.more(),
          () => this.#closed.signal.aborted,
        );
      this.take(this.#arrived.shift()!, events);
    }
    return { events, position: this.#position, head, caughtUp: this.#position >= head };
  }

  /** Also while the next batch is waited for, which then fails. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#subscription?.return();
  }

  private async more(): Promise<Said[]> {
    try {
      this.#subscription ??= read(
        this.connection,
        subscriptionRequest(this.#position, this.wanted.categories),
        this.#closed.signal,
      );
      const arrived = await this.#subscription.next();
      if (arrived.done) throw new Error('The subscription was dropped');
      return arrived.value;
    } catch (failure) {
      this.#subscription = undefined;
      throw failure;
    }
  }

  private take(said: Said, events: RecordedEvent[]): void {
    const { head } = this.wanted;
    if (said.what === 'event' && said.event.position <= head) {
      // At once: what has been kept waiting costs the garbage collector more than all that is done here.
      events.push(decode(this.serializer, said.event));
      this.#position = said.event.position;
      // Servers have named places beyond the last event (24.10.0 to 24.10.4, 25.0.0): those are not believed.
    } else if (said.what === 'reached' && said.position <= head) {
      this.#position = later(this.#position, said.position);
      // Everything up to the head, seen before, has come.
    } else if (said.what === 'event' || said.what === 'caught up') this.#position = head;
  }
}
