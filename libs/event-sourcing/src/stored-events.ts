import { createHash, type Hash } from 'node:crypto';
import { canonicalJson } from '#platform';
import type { EventStore } from './event-store.ts';
import { EventSerializer, type StoredContent } from './event-types.ts';
import type { NewEvent, RecordedEvent } from './events.ts';
import { START } from './position.ts';

const BATCH = 2000;

/** An event as the store keeps it: in the schema it was written in. */
export type StoredEvent = RecordedEvent & StoredContent;

/** Leaves events as the store keeps them. A store opened with it gives, and takes, `StoredEvent`s. */
class Verbatim extends EventSerializer {
  constructor() {
    super({});
  }

  override serialize(event: NewEvent): StoredContent {
    return event as StoredContent & NewEvent;
  }

  override deserialize({ type, schema, data }: StoredContent): StoredContent {
    return { type, schema, data };
  }
}

export const verbatim: EventSerializer = new Verbatim();

/** The whole log of a store that was opened `verbatim`, in its order: for `for await`, or `oneByOne`, which let go of it. */
export async function* logOf(store: EventStore): AsyncIterable<StoredEvent> {
  for await (const { events } of store.catchUp({ after: START, limit: BATCH })) {
    yield* events as StoredEvent[];
  }
}

/** What an event says, wherever it is kept: the same text in every store. Canonical JSON, its members in their order. */
export function textOf(event: StoredEvent): string {
  const { stream, revision, id, type, schema, data, metadata, recordedAt } = event;
  // Written out: made anew as an object, and sorted, it took twice as long.
  return (
    `{"data":${canonicalJson(data)},"id":${canonicalJson(id)},"metadata":${canonicalJson(metadata)},` +
    `"recordedAt":${canonicalJson(recordedAt)},"revision":${revision},"schema":${schema},` +
    `"stream":${canonicalJson(stream)},"type":${canonicalJson(type)}}`
  );
}

/** Of a whole log, in its order: two logs that have the same digest hold the same events. SHA-256, hexadecimal. */
export class LogDigest {
  readonly #hash: Hash = createHash('sha256');
  #events = 0;

  get events(): number {
    return this.#events;
  }

  add(text: string): void {
    this.#hash.update(text).update('\n');
    this.#events++;
  }

  get value(): string {
    return this.#hash.copy().digest('hex');
  }
}
