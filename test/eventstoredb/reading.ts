import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { failures } from './errors.ts';
import { DELETED, signed } from './expectation.ts';
import { filteringOf } from './filter.ts';
import { type EventLog, type LogPosition, type StoredEvent } from './log.ts';
import { messages } from './messages.ts';
import type { Outlet } from './outlet.ts';

export type ReadCall = ServerWritableStream<ReadReq, Buffer>;

const BACKWARDS = 1;

/**
 * Answers a read of so many events. Forwards, a position is the first event's; backwards, as in the real
 * server, the first event is the one before it.
 * @throws ServiceError when the stream is deleted, the position is none, or nothing is to be read
 */
export async function readCounted(log: EventLog, options: ReadReq.Options, outlet: Outlet): Promise<void> {
  if (BigInt(options.getCount()) <= 0n) throw failures.nothingToRead();
  const events = options.hasAll() ? readAll(log, options) : readStream(log, options);
  if (!events) {
    await outlet.send(messages.streamNotFound(streamOf(options)));
    return;
  }
  let left = BigInt(options.getCount());
  for (const event of events) {
    if (left-- <= 0n) return;
    if (!outlet.write(event.message)) await outlet.drained();
    if (outlet.isClosed) return;
  }
}

export const streamOf = (options: ReadReq.Options): string =>
  Buffer.from(options.getStream()!.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');

export function positionOf(log: EventLog, position: ReadReq.Options.Position): LogPosition {
  const place = {
    commit: BigInt(position.getCommitPosition()),
    prepare: BigInt(position.getPreparePosition()),
  };
  if (!log.isBoundary(place)) throw failures.invalidPosition();
  return place;
}

function readStream(log: EventLog, options: ReadReq.Options): Iterable<StoredEvent> | undefined {
  const stream = streamOf(options);
  if (log.lastRevision(stream) === DELETED) throw failures.streamDeleted(stream);
  const events = log.stream(stream);
  if (!events) return undefined;
  const from = options.getStream()!;
  const last = events.length - 1;
  const revision = from.hasRevision() ? Number(signed(from.getRevision())) : from.hasEnd() ? -1 : 0;
  const first = revision < 0 ? last : revision;
  return isBackwards(options) ? backwards(events, Math.min(first, last)) : forwards(events, first);
}

function* readAll(log: EventLog, options: ReadReq.Options): Iterable<StoredEvent> {
  const { matches } = filteringOf(options);
  const from = options.getAll()!;
  const position = from.getPosition();
  const bound = position ? log.indexOf(positionOf(log, position)) : from.hasEnd() ? log.events.length : 0;
  const events = isBackwards(options) ? backwards(log.events, bound - 1) : forwards(log.events, bound);
  for (const event of events) if (matches(event)) yield event;
}

const isBackwards = (options: ReadReq.Options): boolean => Number(options.getReadDirection()) === BACKWARDS;

function* forwards(events: readonly StoredEvent[], first: number): Iterable<StoredEvent> {
  const end = events.length;
  for (let index = first; index < end; index++) yield events[index]!;
}

function* backwards(events: readonly StoredEvent[], first: number): Iterable<StoredEvent> {
  for (let index = first; index >= 0; index--) yield events[index]!;
}
