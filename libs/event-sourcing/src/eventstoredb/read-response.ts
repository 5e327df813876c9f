import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { formatPosition, type Position } from '../position.ts';

/** An event as the server has it. */
export interface StoredEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** JSON. */
  readonly data: string;
  /** JSON, or empty. */
  readonly metadata: string;
}

/** What the server says in answer to a `Read`, in its order. */
export type Said =
  | { readonly what: 'event'; readonly event: StoredEvent }
  /** Everything up to there has been considered. */
  | { readonly what: 'reached'; readonly position: Position }
  | { readonly what: 'caught up' }
  | { readonly what: 'something else' };

const TICKS_PER_MILLISECOND = 10_000;

/** What a `ReadResp` says, without the copies that the client would make of it: they take half of a catch-up. */
export function saidIn(response: ReadResp): Said {
  const event = response.getEvent()?.getEvent();
  if (event) return { what: 'event', event: storedEvent(event) };
  const checkpoint = response.getCheckpoint();
  if (checkpoint) return { what: 'reached', position: positionOf(checkpoint) };
  return { what: response.hasCaughtUp() ? 'caught up' : 'something else' };
}

function storedEvent(event: ReadResp.ReadEvent.RecordedEvent): StoredEvent {
  const properties = event.getMetadataMap();
  return {
    id: event.getId()?.getString() ?? '',
    stream: text(event.getStreamIdentifier()?.getStreamName_asU8()),
    revision: Number(event.getStreamRevision()),
    position: positionOf(event),
    type: properties.get('type') ?? '',
    created: Number(properties.get('created')) / TICKS_PER_MILLISECOND,
    data: text(event.getData_asU8()),
    metadata: text(event.getCustomMetadata_asU8()),
  };
}

interface Placed {
  getCommitPosition(): string;
  getPreparePosition(): string;
}

const positionOf = (placed: Placed): Position =>
  formatPosition(placed.getCommitPosition(), placed.getPreparePosition());

/** Read where it lies, without a copy of the bytes. */
const text = (bytes: Uint8Array = new Uint8Array(0)): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
