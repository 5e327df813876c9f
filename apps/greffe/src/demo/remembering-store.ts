import type { ReadAllOptions, ReadOptions, StreamMetadata, SubscribeOptions } from '#event-sourcing';
import { type Appended, EventStore, type ExpectedRevision, type NewEvent, START } from '#event-sourcing';

/** An event store that remembers the last thing written through it, which `head` may not show yet. */
export class RememberingStore extends EventStore {
  lastPosition = START;

  constructor(private readonly store: EventStore) {
    super();
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    const appended = await this.store.append(stream, expected, events);
    if (appended.position > this.lastPosition) this.lastPosition = appended.position;
    return appended;
  }

  readStream(stream: string, options?: ReadOptions) {
    return this.store.readStream(stream, options);
  }

  readAll(options: ReadAllOptions) {
    return this.store.readAll(options);
  }

  subscribe(options: SubscribeOptions) {
    return this.store.subscribe(options);
  }

  head() {
    return this.store.head();
  }

  streamMetadata(stream: string) {
    return this.store.streamMetadata(stream);
  }

  setStreamMetadata(stream: string, metadata: StreamMetadata) {
    return this.store.setStreamMetadata(stream, metadata);
  }
}
