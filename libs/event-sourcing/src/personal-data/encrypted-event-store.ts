import {
  type Appended,
  type Batch,
  type CatchUpOptions,
  EventStore,
  type ExpectedRevision,
  type ReadAllOptions,
  type ReadOptions,
  type StreamMetadata,
  type SubscribeOptions,
} from '../event-store.ts';
import type { NewEvent, RecordedEvent } from '../events.ts';
import type { Position } from '../position.ts';
import type { EventCodec } from './event-codec.ts';

/**
 * A store that keeps what events say of persons encrypted, each with the key of whoever it speaks of, and reads it with the keys
 * there are. What has been erased is read as its declaration says (`PersonalData`). Where the log is followed or caught up with, an
 * event that this program cannot read stands among the others: see `unreadable`.
 */
export class EncryptedEventStore extends EventStore {
  constructor(
    /** Opened `verbatim`. */
    private readonly stored: EventStore,
    private readonly codec: EventCodec,
  ) {
    super();
  }

  /** @throws Refusal subject-erased, too */
  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    return this.stored.append(stream, expected, await this.codec.encode(stream, events));
  }

  async readStream(stream: string, options?: ReadOptions): Promise<RecordedEvent[]> {
    return this.codec.decode(await this.stored.readStream(stream, options));
  }

  async readAll(options: ReadAllOptions): Promise<Batch> {
    const batch = await this.stored.readAll(options);
    return { ...batch, events: await this.codec.decode(batch.events) };
  }

  override async *catchUp(options: CatchUpOptions): AsyncGenerator<Batch, void> {
    for await (const batch of this.stored.catchUp(options)) {
      yield { ...batch, events: await this.codec.decodeEach(batch.events) };
    }
  }

  async *subscribe(options: SubscribeOptions): AsyncIterable<Batch> {
    for await (const batch of this.stored.subscribe(options)) {
      yield { ...batch, events: await this.codec.decodeOnce(batch.events) };
    }
  }

  countAfter(options: Pick<ReadAllOptions, 'after' | 'categories'>) {
    return this.stored.countAfter(options);
  }

  head(patienceMs?: number): Promise<Position> {
    return this.stored.head(patienceMs);
  }

  streamMetadata(stream: string): Promise<StreamMetadata> {
    return this.stored.streamMetadata(stream);
  }

  setStreamMetadata(stream: string, metadata: StreamMetadata): Promise<void> {
    return this.stored.setStreamMetadata(stream, metadata);
  }
}
