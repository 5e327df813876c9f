import { readAhead } from '#platform';
import type { NewEvent, RecordedEvent } from './events.ts';
import type { Position } from './position.ts';

/** What the writer knows of the stream: its last revision, that it is new, that it exists, or nothing. */
export type ExpectedRevision = number | 'none' | 'exists' | 'any';

export interface Appended {
  /** Revision of the last event written. */
  readonly revision: number;
  readonly position: Position;
}

export interface ReadOptions {
  readonly direction?: 'forwards' | 'backwards';
  /** First revision to read; the first of the stream by default, or the last when going backwards. */
  readonly from?: number;
  readonly limit?: number;
}

export interface ReadAllOptions {
  /** The position last seen: reading goes on behind it. */
  readonly after: Position;
  /**
   * Only streams of these categories: what stands before the first hyphen (`account` for `account-…`). All
   * streams when absent, but never the store's own (`$…`).
   */
  readonly categories?: readonly string[];
  /** Most events in one batch. */
  readonly limit?: number;
}

export interface CatchUpOptions extends ReadAllOptions {
  /** Ends it early. */
  readonly signal?: AbortSignal | undefined;
}

export interface SubscribeOptions extends ReadAllOptions {
  /** Ends the subscription. */
  readonly signal: AbortSignal;
}

/** A run of events in the log's order. */
export interface Batch {
  readonly events: readonly RecordedEvent[];
  /** Where the reader stands after this batch; past the last event when those behind it do not concern it. */
  readonly position: Position;
  /** The end of the log, asked for before the batch was read: `position` is never later. */
  readonly head: Position;
  /** Nothing was left to read behind this batch when it was read. */
  readonly caughtUp: boolean;
}

export interface Count {
  readonly events: number;
  /** Told from a sample: the engine cannot count them without reading them all. */
  readonly isEstimate: boolean;
}

/** What a stream says of itself, such as how long to keep its events (`$maxAge`, seconds). */
export type StreamMetadata = Readonly<Record<string, unknown>>;

/**
 * The log of all events: the only truth of the system.
 *
 * Every adapter passes the suite in `contract/event-store.contract.ts`. All methods throw
 * `StoreUnavailable` when the store cannot be reached.
 */
export abstract class EventStore {
  /** The events of a stream in the order asked; none when there is no such stream. */
  abstract readStream(stream: string, options?: ReadOptions): Promise<RecordedEvent[]>;

  /**
   * Writes all events or none. Events whose ids the stream already holds are not written again: the answer
   * is the first one's, though others may have written since.
   * @throws WrongExpectedRevision when the stream is not where the writer believed, or holds only some of the
   * ids; NotStorable; AppendTooLarge; RangeError when there are no events, or `expected` is no revision
   */
  abstract append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended>;

  /** One batch of the log. A position is passed only once nothing can appear before it any more. */
  abstract readAll(options: ReadAllOptions): Promise<Batch>;

  /**
   * The log from there to its end, as long as it is now; each batch is read while the one before is dealt with. The last
   * one, and no other, has caught up.
   */
  async *catchUp({ after, signal, ...options }: CatchUpOptions): AsyncGenerator<Batch, void> {
    const read = (last?: Batch) => this.readAll({ ...options, after: last?.position ?? after });
    for await (const batch of readAhead(read, hasCaughtUp)) {
      if (signal?.aborted) return;
      yield batch;
    }
  }

  /**
   * Follows the log without end, until the signal aborts (it then returns) or the store fails (it throws).
   * The next batch is read when the last one has been dealt with. The first may be empty: it then says that
   * there was nothing to catch up with.
   */
  abstract subscribe(options: SubscribeOptions): AsyncIterable<Batch>;

  /** How many events a reader who stands at `after` has still to read. */
  abstract countAfter(options: Pick<ReadAllOptions, 'after' | 'categories'>): Promise<Count>;

  /** The position of the last readable event. Who would rather hear that there is no answer says how long to ask for one. */
  abstract head(patienceMs?: number): Promise<Position>;

  abstract streamMetadata(stream: string): Promise<StreamMetadata>;

  abstract setStreamMetadata(stream: string, metadata: StreamMetadata): Promise<void>;
}

/** Somebody else wrote to the stream first. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';

  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    /** The stream's last revision, or `none`. */
    readonly actual: number | 'none',
  ) {
    // Without the stream's id, which may be the code of a person: messages are logged.
    super(`A stream of ${categoryOf(stream)} is at ${actual}, not ${expected}`);
  }
}

/** More at once than the store takes; nothing was written. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';

  constructor(
    readonly stream: string,
    /** In bytes. */
    readonly limit: number,
  ) {
    super(`An append to a stream of ${categoryOf(stream)} is larger than ${limit} bytes`);
  }
}

export const hasCaughtUp = ({ caughtUp }: Batch): boolean => caughtUp;

/** `account` of `account-…`. */
export const categoryOf = (stream: string): string => stream.split('-', 1)[0]!;

/** What a stream tells of within its category: `A000001` of `account-A000001`. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/** The store cannot be reached, or did not answer in time: whether an append was made is unknown. */
export class StoreUnavailable extends Error {
  override readonly name: string = 'StoreUnavailable';

  constructor(
    cause: unknown,
    /** For the operator, without personal data; absent where `cause` says it. */
    readonly reason?: string,
    message = reason ? `The event store is unavailable: ${reason}` : 'The event store is unavailable',
  ) {
    super(message, { cause });
  }
}

/** The store is there, and what the configuration says of it does not open it: asking again is of no use. */
export class StoreMisconfigured extends StoreUnavailable {
  override readonly name = 'StoreMisconfigured';

  /** `message` says in one line who was asked, as whom, and what to do. */
  constructor(cause: unknown, message: string) {
    super(cause, message, message);
  }
}
