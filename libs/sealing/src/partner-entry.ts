import type { RecordedEvent, StoredEvent } from '#event-sourcing';
import { canonicalJson } from '#platform';
import { leafHash, type PartEntry } from '#transparency';
import { type StoredEventV1, toldV1 } from './domain/concerns-v1.ts';
import { leafOf } from './leaf.ts';

/** An event as the rule reads it. @param event as a store that was opened `verbatim` reads it */
export const asStored = (event: RecordedEvent): StoredEvent & StoredEventV1 => event as never;

/** An event as it stands among what concerns a partner. */
export const entryOf = (event: RecordedEvent, partner: string, index: number): PartEntry => ({
  index,
  leaf: leafOf(event),
  told: leafHash(toldText(event, partner)),
});

/** What a partner is told of an event, as it is stored: canonical JSON. */
export function toldText(event: RecordedEvent, partner: string): string {
  const { stream, revision, id, type, schema, data, metadata, recordedAt } = asStored(event);
  const stored = { stream, revision, id, type, schema, data, metadata, recordedAt };
  return canonicalJson(toldV1(stored, partner));
}
