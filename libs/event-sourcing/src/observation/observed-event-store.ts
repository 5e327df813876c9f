import { inSpan, traceparentOf } from '#platform';
import {
  type Appended,
  type CatchUpOptions,
  categoryOf,
  EventStore,
  type ExpectedRevision,
  type ReadAllOptions,
  type ReadOptions,
  type StreamMetadata,
  type SubscribeOptions,
  WrongExpectedRevision,
} from '../event-store.ts';
import type { NewEvent } from '../events.ts';
import type { Position } from '../position.ts';

/** How one append went. */
export interface ObservedAppend {
  /** Of the stream, whose id may be the code of a person. */
  readonly category: string;
  readonly events: readonly NewEvent[];
  readonly outcome: 'appended' | 'conflict' | 'failed';
  /** Null unless appended. */
  readonly position: Position | null;
  readonly seconds: number;
}

/** Any event store, with its appends measured and traced; each event carries the trace that it was written in. */
export class ObservedEventStore extends EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly onAppend: (append: ObservedAppend) => void,
  ) {
    super();
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    const category = categoryOf(stream);
    const attributes = { 'greffe.category': category, 'greffe.events': events.length };
    return inSpan(`append ${category}`, { attributes }, async (span) => {
      const started = performance.now();
      let outcome: ObservedAppend['outcome'] = 'failed';
      let position: ObservedAppend['position'] = null;
      try {
        const appended = await this.store.append(stream, expected, traced(events, traceparentOf(span)));
        outcome = 'appended';
        position = appended.position;
        return appended;
      } catch (error) {
        if (error instanceof WrongExpectedRevision) outcome = 'conflict';
        throw error;
      } finally {
        const seconds = (performance.now() - started) / 1000;
        this.onAppend({ category, events, outcome, position, seconds });
      }
    });
  }

  readStream(stream: string, options?: ReadOptions) {
    return this.store.readStream(stream, options);
  }

  readAll(options: ReadAllOptions) {
    return this.store.readAll(options);
  }

  override catchUp(options: CatchUpOptions) {
    return this.store.catchUp(options);
  }

  subscribe(options: SubscribeOptions) {
    return this.store.subscribe(options);
  }

  countAfter(options: Pick<ReadAllOptions, 'after' | 'categories'>) {
    return this.store.countAfter(options);
  }

  head(patienceMs?: number) {
    return this.store.head(patienceMs);
  }

  streamMetadata(stream: string) {
    return this.store.streamMetadata(stream);
  }

  setStreamMetadata(stream: string, metadata: StreamMetadata) {
    return this.store.setStreamMetadata(stream, metadata);
  }
}

function traced(events: readonly NewEvent[], traceparent: string | undefined): readonly NewEvent[] {
  if (traceparent === undefined) return events;
  return events.map((event) => ({ ...event, metadata: { ...event.metadata, traceparent } }));
}
