import type { AllStreamRecordedEvent, Position as LogPosition } from '@eventstore/db-client';
import type { EventSerializer } from '../event-types.ts';
import type { EventMetadata, NewEvent, RecordedEvent } from '../events.ts';
import { formatPosition, type Position, parsePosition } from '../position.ts';
import type { ProposedEvent } from './batch-append.ts';

/** What stands beside an event: ours, and under the names that EventStoreDB gives them, where it has some. */
interface StoredMetadata extends Omit<EventMetadata, 'correlationId' | 'causationId'> {
  readonly $correlationId: string;
  readonly $causationId: string;
  readonly schema: number;
  /** When another store recorded the event that was copied from there. */
  readonly recordedAt?: string;
}

export function encode(serializer: EventSerializer, { id, metadata, ...event }: NewEvent): ProposedEvent {
  const { type, schema, data } = serializer.serialize(event);
  const { correlationId, causationId, ...others } = metadata;
  const stored: StoredMetadata = {
    $correlationId: correlationId,
    $causationId: causationId,
    schema,
    ...others,
  };
  return { id, type, data: json(data), metadata: json(stored) };
}

/** @throws Error when this program does not know the type, or its schema */
export function decode(serializer: EventSerializer, recorded: AllStreamRecordedEvent): RecordedEvent {
  const { id, streamId, revision, type, data, created, position } = recorded;
  const { $correlationId, $causationId, schema, recordedAt, ...others } =
    recorded.metadata as unknown as StoredMetadata;
  return {
    ...serializer.deserialize({ type, schema, data: data as object }),
    id,
    metadata: { correlationId: $correlationId, causationId: $causationId, ...others },
    stream: streamId,
    revision: Number(revision),
    position: toPosition(position),
    recordedAt: recordedAt ?? created.toISOString(),
  };
}

const text = new TextEncoder();

export const json = (value: object): Uint8Array => text.encode(JSON.stringify(value));

export const toPosition = ({ commit, prepare }: LogPosition): Position => formatPosition(commit, prepare);

export function fromPosition(position: Position): LogPosition {
  const { major, minor } = parsePosition(position);
  return { commit: major, prepare: minor };
}
