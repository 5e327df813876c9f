import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServiceError } from '@grpc/grpc-js';
import { failures } from './errors.ts';
import { ANY, NO_STREAM, STREAM_EXISTS, signed } from './expectation.ts';
import type { ProposedEvent } from './log.ts';

type Message = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

/** An event to be appended. @throws ServiceError when it has no type or no content type */
export function proposed(message: Message): ProposedEvent {
  const metadata = message.getMetadataMap();
  const required = (name: string): string => {
    const value = metadata.get(name);
    if (value === undefined) throw failures.metadataMissing(name) satisfies ServiceError;
    return value;
  };
  return {
    id: uuid(message.getId()!),
    type: required('type'),
    contentType: required('content-type'),
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** What an event counts against the most bytes of an append (`Event.SizeOnDisk`). */
export const sizeOf = ({ type, data, metadata }: ProposedEvent): number =>
  data.length + metadata.length + 2 * type.length;

/** Both forms of an id on the wire, in its text form. */
export function uuid(id: UUID): string {
  const structured = id.getStructured();
  if (!structured) return id.getString();
  const digits = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()]
    .map((bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0'))
    .join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export const nameOf = (stream: StreamIdentifier): string =>
  Buffer.from(stream.getStreamName_asU8()).toString('utf8');

interface Expectation {
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
  hasAny(): boolean;
}

/** What the writer expects, in the server's own numbers. */
export function expected(options: Expectation, revision: string): bigint {
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasStreamExists()) return STREAM_EXISTS;
  return options.hasAny() ? ANY : signed(revision);
}
