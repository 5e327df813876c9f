import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { NodeContext } from './context.ts';
import { failures } from './errors.ts';
import { DELETED, signed } from './expectation.ts';
import { type Filtering, filteringOf, unfiltered } from './filter.ts';
import { compare, type LogPosition, placeOf, type StoredEvent } from './log.ts';
import { positionOf, streamOf } from './reading.ts';

export const BEFORE_ALL: LogPosition = { commit: -1n, prepare: -1n };

/** What a subscription follows, and from where. */
export interface Followed {
  readonly filtering: Filtering;
  /** The events from the beginning: of the log, or of a stream. */
  events(): readonly StoredEvent[];
  /** How many of them the client has had, as it says. */
  readonly had: number;
  /** The position it has them up to. */
  readonly checkpoint: LogPosition;
}

/** @throws ServiceError when the stream is deleted, or the position is none */
export function followedBy(context: NodeContext, options: ReadReq.Options): Followed {
  return options.hasAll() ? followedAll(context, options) : followedStream(context, options);
}

function followedAll({ log }: NodeContext, options: ReadReq.Options): Followed {
  const from = options.getAll()!;
  const filtering = filteringOf(options);
  const events = () => log.events;
  if (from.hasEnd()) {
    const last = log.events.at(-1);
    return { filtering, events, had: log.events.length, checkpoint: last ? placeOf(last) : BEFORE_ALL };
  }
  const position = from.getPosition();
  if (!position) return { filtering, events, had: 0, checkpoint: BEFORE_ALL };
  const checkpoint = positionOf(log, position);
  const index = log.indexOf(checkpoint);
  const event = log.events[index];
  const isHad = event !== undefined && compare(placeOf(event), checkpoint) === 0;
  return { filtering, events, had: isHad ? index + 1 : index, checkpoint };
}

function followedStream({ log }: NodeContext, options: ReadReq.Options): Followed {
  const stream = streamOf(options);
  if (log.lastRevision(stream) === DELETED) throw failures.streamDeleted(stream);
  const events = () => log.stream(stream) ?? [];
  const from = options.getStream()!;
  const had = from.hasRevision()
    ? Number(signed(from.getRevision())) + 1
    : from.hasEnd()
      ? events().length
      : 0;
  return { filtering: unfiltered, events, had, checkpoint: BEFORE_ALL };
}
