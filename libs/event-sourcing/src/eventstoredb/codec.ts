import type { EventSerializer } from '../event-types.ts';
import type { EventMetadata, NewEvent, RecordedEvent } from '../events.ts';
import type { ProposedEvent } from './batch-append.ts';
import type { StoredEvent } from './read-response.ts';

/** What stands beside an event: ours, and under the names that EventStoreDB gives them, where it has some. */
interface StoredMetadata extends Omit<EventMetadata, 'correlationId' | 'causationId'> {
  readonly $correlationId: string;
  readonly $causationId: string;
  readonly schema: number;
  /** When another store recorded the event that was copied from there. */
  readonly recordedAt?: string;
}

export function encode(serializer: EventSerializer, event: NewEvent): ProposedEvent {
  const { type, schema, data } = serializer.serialize(event);
  const { correlationId, causationId, ...others } = event.metadata;
  const stored: StoredMetadata = {
    $correlationId: correlationId,
    $causationId: causationId,
    schema,
    ...others,
  };
  return { id: event.id, type, data: json(data), metadata: json(stored) };
}

/** @throws Error when this program does not know the type, or its schema; SyntaxError when it is not JSON */
export function decode(
  serializer: EventSerializer,
  { id, stream, revision, position, type, created, data, metadata }: StoredEvent,
): RecordedEvent {
  const said: StoredMetadata = JSON.parse(metadata);
  const { schema, recordedAt, traceparent } = said;
  const about: { -readonly [Field in keyof EventMetadata]: EventMetadata[Field] } = {
    correlationId: said.$correlationId,
    causationId: said.$causationId,
    actor: said.actor,
    occurredAt: said.occurredAt,
  };
  if (traceparent !== undefined) about.traceparent = traceparent;
  // Without spreads: each of them takes longer than all else that is done here.
  return Object.assign(serializer.deserialize({ type, schema, data: JSON.parse(data) }), {
    id,
    metadata: about,
    stream,
    revision,
    position,
    recordedAt: recordedAt ?? new Date(created).toISOString(),
  });
}

const text = new TextEncoder();

export const json = (value: object): Uint8Array => text.encode(JSON.stringify(value));
