import { type RecordedEvent, type StoredEvent, textOf } from '#event-sourcing';
import { leafHash } from '#transparency';

/**
 * The leaf of an event: its hash over what is stored, whatever upcasters make of it, and the same in every store. That is
 * stream, revision, id, type, schema, data, metadata and time of recording, as canonical JSON (RFC 8785).
 * @param event as a store that was opened `verbatim` reads it
 */
export const leafOf = (event: RecordedEvent): Buffer => leafHash(textOf(event as StoredEvent));
