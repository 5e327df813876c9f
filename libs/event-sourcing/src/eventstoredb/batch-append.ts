import { randomUUID } from 'node:crypto';
import { AccessDeniedError, UnavailableError } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import {
  type Appended,
  AppendTooLarge,
  type ExpectedRevision,
  WrongExpectedRevision,
} from '../event-store.ts';
import { formatPosition } from '../position.ts';

/** An event as the server takes it. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  /** JSON. */
  readonly data: Uint8Array;
  /** JSON, or empty. */
  readonly metadata: Uint8Array;
}

/** One append, over as many messages as it takes. */
export interface AppendRequest {
  /** Comes back with the answer. */
  readonly id: string;
  readonly messages: readonly streams.BatchAppendReq[];
}

/** The server takes messages of 4 MiB, and of one event at least. */
const MESSAGE_BYTES = 1024 * 1024;

/**
 * With no deadline of its own: the server would compare it with its own clock.
 * @throws RangeError when `expected` is no revision
 */
export function appendRequest(
  stream: string,
  expected: ExpectedRevision,
  events: readonly ProposedEvent[],
): AppendRequest {
  const id = randomUUID();
  const correlation = new shared.UUID().setString(id);
  const begin = () => new streams.BatchAppendReq().setCorrelationId(correlation);
  const messages = [begin().setOptions(optionsOf(stream, expected))];
  let size = 0;
  for (const event of events) {
    size += event.data.length + event.metadata.length;
    if (size > MESSAGE_BYTES) {
      messages.push(begin());
      size = 0;
    }
    messages.at(-1)!.addProposedMessages(proposed(event));
  }
  messages.at(-1)!.setIsFinal(true);
  return { id, messages };
}

/**
 * What became of an append.
 * @throws WrongExpectedRevision; AppendTooLarge; AccessDeniedError; UnavailableError when another node should be asked; Error for
 * any other reason, such as that the server has not finished it in time
 */
export function outcomeOf(
  answer: streams.BatchAppendResp,
  stream: string,
  expected: ExpectedRevision,
): Appended {
  const success = answer.getSuccess();
  if (!success) throw refusal(answer.getError(), stream, expected);
  const position = success.getPosition()!;
  return {
    revision: Number(success.getCurrentRevision()),
    position: formatPosition(position.getCommitPosition(), position.getPreparePosition()),
  };
}

function optionsOf(stream: string, expected: ExpectedRevision): streams.BatchAppendReq.Options {
  const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new streams.BatchAppendReq.Options().setStreamIdentifier(name);
  if (expected === 'none') return options.setNoStream(new shared.Empty());
  if (expected === 'exists') return options.setStreamExists(new shared.Empty());
  if (expected === 'any') return options.setAny(new shared.Empty());
  if (!Number.isSafeInteger(expected) || expected < 0) throw new RangeError(`Not a revision: ${expected}`);
  return options.setStreamPosition(String(expected));
}

function proposed({ id, type, data, metadata }: ProposedEvent): streams.BatchAppendReq.ProposedMessage {
  const message = new streams.BatchAppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(id))
    .setData(data)
    .setCustomMetadata(metadata);
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return message;
}

function refusal(status: Status | undefined, stream: string, expected: ExpectedRevision): Error {
  const details = status?.getDetails();
  const bytes = details?.getValue_asU8() ?? new Uint8Array(0);
  switch (details?.getTypeName()) {
    case 'event_store.client.WrongExpectedVersion': {
      const wrong = shared.WrongExpectedVersion.deserializeBinary(bytes);
      const actual = wrong.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : 'none';
      return new WrongExpectedRevision(stream, expected, actual);
    }
    case 'event_store.client.MaximumAppendSizeExceeded': {
      const limit = shared.MaximumAppendSizeExceeded.deserializeBinary(bytes).getMaxappendsize();
      return new AppendTooLarge(stream, limit);
    }
    case 'event_store.client.AccessDenied':
      return new AccessDeniedError(undefined, 'The append was refused: AccessDenied');
    // How the server says that it cannot take any append, and knows nobody who can.
    case 'google.protobuf.Empty':
      return new UnavailableError(undefined, status?.getMessage());
    default:
      return new Error(`The append was refused: ${status?.getMessage()}`);
  }
}
