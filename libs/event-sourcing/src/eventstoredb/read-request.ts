import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadOptions } from '../event-store.ts';
import { type Position, parsePosition, START } from '../position.ts';

type Options = streams.ReadReq.Options;

/** One in how many events that are none of its business a filtered reader hears where it stands. */
export const SEARCH_WINDOW = 500;
const DIRECTIONS = { forwards: 0, backwards: 1 } as const;

const empty = () => new shared.Empty();
const options = () => new streams.ReadReq.Options();

/** The events of a stream. */
export function streamRequest(
  stream: string,
  { direction = 'forwards', from, limit = Number.MAX_SAFE_INTEGER }: ReadOptions,
): streams.ReadReq {
  const place = new streams.ReadReq.Options.StreamOptions();
  place.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)));
  if (from !== undefined) place.setRevision(String(from));
  else if (direction === 'forwards') place.setStart(empty());
  else place.setEnd(empty());
  return request(
    options()
      .setStream(place)
      .setReadDirection(DIRECTIONS[direction])
      .setCount(String(limit))
      .setNoFilter(empty()),
  );
}

/** The last event of all. */
export function lastRequest(): streams.ReadReq {
  const end = new streams.ReadReq.Options.AllOptions().setEnd(empty());
  return request(
    options().setAll(end).setReadDirection(DIRECTIONS.backwards).setCount('1').setNoFilter(empty()),
  );
}

/**
 * Everything behind `after` in the streams of these categories (all but the store's own when absent), without end,
 * with what is said of where the reader stands.
 */
export function subscriptionRequest(
  after: Position,
  categories: readonly string[] | undefined,
): streams.ReadReq {
  return request(
    options()
      .setAll(behind(after))
      .setSubscription(new streams.ReadReq.Options.SubscriptionOptions())
      .setFilter(filter(categories)),
  );
}

function behind(after: Position): streams.ReadReq.Options.AllOptions {
  const all = new streams.ReadReq.Options.AllOptions();
  if (after === START) return all.setStart(empty());
  const { major, minor } = parsePosition(after);
  const position = new streams.ReadReq.Options.Position();
  return all.setPosition(position.setCommitPosition(String(major)).setPreparePosition(String(minor)));
}

function filter(categories: readonly string[] | undefined): streams.ReadReq.Options.FilterOptions {
  const names = new streams.ReadReq.Options.FilterOptions.Expression();
  if (categories) names.setPrefixList(categories.map((category) => `${category}-`));
  else names.setRegex('^[^$]');
  return new streams.ReadReq.Options.FilterOptions()
    .setStreamIdentifier(names)
    .setMax(SEARCH_WINDOW)
    .setCheckpointintervalmultiplier(1);
}

function request(asked: Options): streams.ReadReq {
  return new streams.ReadReq().setOptions(
    asked.setUuidOption(new streams.ReadReq.Options.UUIDOption().setString(empty())),
  );
}
