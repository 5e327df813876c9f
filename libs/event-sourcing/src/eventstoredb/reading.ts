import type { Readable } from 'node:stream';
import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
  START as FROM_START,
  type Position as LogPosition,
  type ResolvedEvent,
  type StreamingRead,
  streamNameFilter,
} from '@eventstore/db-client';
import { type Position, START } from '../position.ts';
import { fromPosition } from './codec.ts';

/** One in how many events that are none of its business a filtered reader hears where it stands. */
const SEARCH_WINDOW = 500;

/** What a subscription says besides the events, in its place among them. */
export type Marker = { readonly reached: LogPosition } | { readonly caughtUp: true };

/** What the client reads with: streams of Node's, though its types do not say so. */
type ClientStream =
  | StreamingRead<AllStreamResolvedEvent>
  | StreamingRead<ResolvedEvent>
  | AllStreamSubscription;

/**
 * Shows `take` everything that a stream of the client brings, in order, until it has enough (answers true) or the
 * stream ends. Answers whether it had enough. The client itself would wait for ever: a server that says nothing for
 * `silenceMs` is taken for gone.
 * @throws what the stream failed with, or Error when the server fell silent
 */
export function drain<Item>(
  source: ClientStream,
  silenceMs: number,
  take: (item: Item) => boolean,
): Promise<boolean> {
  const stream = source as unknown as Readable;
  return new Promise((resolve, reject) => {
    const silence = setTimeout(() => settle(() => reject(silent(silenceMs))), silenceMs);
    const onData = (item: Item) => {
      silence.refresh();
      try {
        if (take(item)) settle(() => resolve(true));
      } catch (error) {
        settle(() => reject(error));
      }
    };
    const settle = (outcome: () => void) => {
      clearTimeout(silence);
      stream.off('data', onData);
      void end(source);
      outcome();
    };
    stream.on('data', onData);
    stream.once('end', () => settle(() => resolve(false)));
    // Stays: an error that comes after the end would end the process.
    stream.on('error', (error) => settle(() => reject(error)));
  });
}

/** The answer, or an error when there is none in time: finding a node can take the client longer than any deadline. */
export function inTime<Answer>(answer: Promise<Answer>, silenceMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const silence = setTimeout(() => reject(silent(silenceMs)), silenceMs);
    answer.then(resolve, reject).finally(() => clearTimeout(silence));
  });
}

const silent = (ms: number) => new Error(`No answer in ${ms} ms`);

/** Tells the server that nobody listens any more. */
export async function end(stream: ClientStream): Promise<void> {
  try {
    await ('unsubscribe' in stream ? stream.unsubscribe() : stream.cancel());
  } catch {
    // It never began.
  }
}

/**
 * Everything behind `after` in the streams of these categories (all but the store's own when absent), with markers. The client
 * tells of checkpoints and of having caught up as soon as it hears of them, while earlier events still wait in its
 * buffer: pushed into that same buffer, they come in their turn.
 */
export function subscribeBehind(
  client: EventStoreDBClient,
  after: Position,
  categories: readonly string[] | undefined,
  bufferSize: number,
): AllStreamSubscription {
  const markers = {
    maxSearchWindow: SEARCH_WINDOW,
    checkpointInterval: 1,
    checkpointReached: (_: unknown, reached: LogPosition) => mark({ reached }),
  };
  const subscription = client.subscribeToAll(
    {
      fromPosition: after === START ? FROM_START : fromPosition(after),
      requiresLeader: true,
      filter: categories
        ? streamNameFilter({ ...markers, prefixes: categories.map((category) => `${category}-`) })
        : streamNameFilter({ ...markers, regex: '^[^$]' }),
    },
    { highWaterMark: bufferSize },
  );
  const mark = (marker: Marker): void => {
    (subscription as unknown as Readable).push(marker);
  };
  subscription.on('caughtUp', () => mark({ caughtUp: true }));
  return subscription;
}

export const isMarker = (item: AllStreamResolvedEvent | Marker): item is Marker =>
  'reached' in item || 'caughtUp' in item;
