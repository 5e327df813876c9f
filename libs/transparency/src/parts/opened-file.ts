import { HASH_BYTES } from '../hashing.ts';
import { jsonFile, Read } from './json-file.ts';
import { type OpenedValue, openedIn } from './opened-values.ts';

/** What goes with the proof of an event, for people to read it. */
export interface OpenedEvent {
  /** Of the event. */
  readonly leaf: Buffer;
  readonly opened: readonly OpenedValue[];
}

export const OPENED_FORMAT = 'greffe-opened/v1';

export const openedText = (events: readonly OpenedEvent[]): string =>
  jsonFile({ format: OPENED_FORMAT, events } as { format: string });

/** @throws MalformedFile */
export const parseOpened = (text: string): OpenedEvent[] =>
  Read.file(text, OPENED_FORMAT)
    .objects('events')
    .map((read) => ({ leaf: read.bytes('leaf', HASH_BYTES), opened: openedIn(read) }));
