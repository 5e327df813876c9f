import type { EventStore } from './event-store.ts';
import type { EventCodec } from './personal-data/event-codec.ts';

/** The log of this process as it is stored, for what proves it. */
export class StoredLog {
  constructor(
    /** Opened `verbatim`. */
    readonly store: EventStore,
    /** Reads what is encrypted there. */
    readonly codec: EventCodec,
  ) {}
}
