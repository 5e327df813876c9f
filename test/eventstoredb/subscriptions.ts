import { randomUUID } from 'node:crypto';
import type { ServiceError } from '@grpc/grpc-js';
import type { NodeContext } from './context.ts';
import { failures } from './errors.ts';
import type { Filtering } from './filter.ts';
import { BEFORE_ALL, type Followed, followedBy } from './followed.ts';
import { compare, type LogPosition, placeOf, type StoredEvent } from './log.ts';
import { messages } from './messages.ts';
import type { Ending } from './misbehaviour.ts';
import type { Outlet } from './outlet.ts';
import type { ReadCall } from './reading.ts';

/** Most events in one page of a catch-up. */
const PAGE = 32;
const ORIGIN: LogPosition = { commit: 0n, prepare: 0n };
/** `BEFORE_ALL`, as the wire has it. */
const UNSIGNED_BEFORE_ALL: LogPosition = { commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n };

/**
 * A subscription: catches up page by page, says so, and goes on with what is appended. Checkpoints, falling
 * behind and being too slow are the real server's (`Enumerator.AllSubscriptionFiltered`).
 */
export class Subscription {
  readonly #context: NodeContext;
  readonly #call: ReadCall;
  readonly #outlet: Outlet;
  readonly #followed: Followed;
  readonly #ending: { readonly after: number; readonly how: Ending } | undefined;
  /** Where the client stands, as far as it has been told. */
  #checkpoint: LogPosition;
  #lastCheckpointSent = BEFORE_ALL;
  /** The next event to consider. */
  #next: number;
  /** Live checkpoints count from the moment of the subscription. */
  readonly #liveFrom: number;
  #delivered = 0;
  #isLive = false;
  /** Events and checkpoints that a live subscription has yet to send, counted up to `#collected`. */
  #waiting = 0;
  #collected = 0;
  #overflowed = false;
  #wake: (() => void) | undefined;

  constructor(context: NodeContext, call: ReadCall, outlet: Outlet) {
    this.#context = context;
    this.#call = call;
    this.#outlet = outlet;
    this.#followed = followedBy(context, call.request.getOptions()!);
    this.#ending = context.misbehave.nextEnding();
    this.#checkpoint = this.#followed.checkpoint;
    this.#next = this.#followed.had;
    this.#liveFrom = this.#followed.events().length;
  }

  async run(): Promise<void> {
    const { log, subscriptions } = this.#context;
    const stopListening = log.listen(() => this.#collect());
    const wake = () => this.#wake?.();
    this.#outlet.closed.addEventListener('abort', wake);
    subscriptions.add(this);
    try {
      await this.#outlet.send(messages.confirmation(randomUUID()));
      this.#endIfDue();
      if (this.#next >= this.#liveFrom) {
        this.#beginToCollect();
        await this.#live();
      }
      while (!this.#outlet.isClosed) {
        await this.#catchUp();
        await this.#live();
      }
    } finally {
      subscriptions.delete(this);
      stopListening();
      this.#outlet.closed.removeEventListener('abort', wake);
    }
  }

  /** How many events have been written towards the client. */
  get delivered(): number {
    return this.#delivered;
  }

  /** Ends the subscription as the server would, not the client. */
  end(how: Ending): void {
    if (this.#outlet.isClosed) return;
    if (how === 'cut') this.#context.cut(this.#call.getPeer());
    else if (how === 'completed') this.#outlet.end();
    else this.#call.emit('error', errorOf(how));
  }

  async #catchUp(): Promise<void> {
    const { filtering, events } = this.#followed;
    let considered = 0;
    let pageStart = later(this.#checkpoint, ORIGIN);
    for (;;) {
      const page = this.#readPage(events(), filtering);
      if (page.isLast) this.#beginToCollect();
      for (const event of page.events) {
        await this.#deliver(event);
        if (this.#outlet.isClosed) return;
      }
      considered += page.considered;
      if (page.isLast || considered >= filtering.checkpointInterval) {
        considered %= filtering.checkpointInterval;
        if (page.isLast && this.#tellsOfBeforeAll)
          await this.#outlet.send(messages.checkpoint(UNSIGNED_BEFORE_ALL));
        else {
          this.#checkpoint = later(this.#checkpoint, pageStart);
          if (!page.isLast || this.#isOutspoken) await this.#tellCheckpoint();
        }
      }
      if (page.isLast) return;
      pageStart = this.#context.log.after(this.#next);
    }
  }

  #readPage(events: readonly StoredEvent[], { matches, window }: Filtering) {
    const found: StoredEvent[] = [];
    const start = this.#next;
    while (found.length < PAGE && this.#next - start < window && this.#next < events.length) {
      const event = events[this.#next++]!;
      if (matches(event)) found.push(event);
    }
    const isFull = found.length === PAGE || this.#next - start === window;
    return { events: found, considered: this.#next - start, isLast: !isFull };
  }

  async #live(): Promise<void> {
    if (this.#outlet.isClosed) return;
    if (this.#isOutspoken) await this.#outlet.send(messages.caughtUp());
    while (!this.#outlet.isClosed) {
      if (this.#overflowed) {
        this.#isLive = false;
        await this.#outlet.send(messages.fellBehind());
        await this.#tellCheckpoint();
        return;
      }
      const event = this.#followed.events()[this.#next];
      if (event) await this.#passOn(event);
      else await this.#changed();
    }
  }

  async #passOn(event: StoredEvent): Promise<void> {
    const index = this.#next++;
    this.#waiting -= this.#entriesFor(event, index);
    if (this.#followed.filtering.matches(event)) await this.#deliver(event);
    if (!this.#outlet.isClosed && this.#isCheckpoint(index)) {
      this.#checkpoint = placeOf(event);
      await this.#tellCheckpoint();
    }
  }

  async #deliver(event: StoredEvent): Promise<void> {
    this.#checkpoint = placeOf(event);
    if (!this.#outlet.write(event.message)) await this.#outlet.drained();
    this.#delivered++;
    this.#endIfDue();
  }

  async #tellCheckpoint(): Promise<void> {
    if (this.#followed.filtering.checkpointInterval === Infinity) return;
    if (compare(this.#checkpoint, this.#lastCheckpointSent) <= 0) return;
    this.#lastCheckpointSent = this.#checkpoint;
    await this.#outlet.send(messages.checkpoint(this.#checkpoint));
  }

  #endIfDue(): void {
    if (this.#ending && this.#delivered >= this.#ending.after) this.end(this.#ending.how);
  }

  #beginToCollect(): void {
    this.#isLive = true;
    this.#overflowed = false;
    this.#waiting = 0;
    this.#collected = this.#followed.events().length;
  }

  /** Takes note of what has been appended. */
  #collect(): void {
    if (this.#isLive) {
      const events = this.#followed.events();
      for (; this.#collected < events.length; this.#collected++) {
        this.#waiting += this.#entriesFor(events[this.#collected]!, this.#collected);
      }
      if (this.#waiting > this.#context.liveBuffer) this.#overflow();
    }
    this.#wake?.();
  }

  #overflow(): void {
    if (this.#isOutspoken) this.#overflowed = true;
    else if (this.#outlet.isFull) this.end('too slow');
  }

  #entriesFor(event: StoredEvent, index: number): number {
    return Number(this.#followed.filtering.matches(event)) + Number(this.#isCheckpoint(index));
  }

  #isCheckpoint(index: number): boolean {
    return (index - this.#liveFrom + 1) % this.#followed.filtering.checkpointInterval === 0;
  }

  get #isOutspoken(): boolean {
    return this.#context.generation !== '22.10';
  }

  get #tellsOfBeforeAll(): boolean {
    return this.#context.generation === '24.10.4' && compare(this.#checkpoint, BEFORE_ALL) === 0;
  }

  async #changed(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
  }
}

const later = (a: LogPosition, b: LogPosition): LogPosition => (compare(a, b) < 0 ? b : a);

function errorOf(how: Exclude<Ending, 'cut' | 'completed'>): ServiceError {
  if (how === 'unavailable') return failures.unavailable();
  return how === 'cancelled' ? failures.cancelled() : failures.tooSlow();
}
