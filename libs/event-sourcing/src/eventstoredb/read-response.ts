import protobuf, { type Reader } from 'protobufjs/minimal.js';
import { formatPosition, type Position, START } from '../position.ts';

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

/**
 * What a `ReadResp` says, read from its bytes. The generated classes, and what the client makes of them, take longer than all else
 * that a follower does with an event.
 * @throws Error when the bytes are no such message
 */
export const saidIn = (bytes: Buffer): Said =>
  readInto(protobuf.Reader.create(bytes), bytes.length, readResp, { said: NOTHING_WANTED }).said;

const NOTHING_WANTED: Said = { what: 'something else' };

/** How a message is read: what is done with each field that is wanted, by its number in `streams.proto` and `shared.proto`. */
type Fields<Message> = Readonly<Record<number, (message: Message, reader: Reader) => void>>;

function readInto<Message>(
  reader: Reader,
  length: number,
  fields: Fields<Message>,
  message: Message,
): Message {
  const end = reader.pos + length;
  while (reader.pos < end) {
    const tag = reader.uint32();
    const take = fields[tag >>> 3];
    if (take) take(message, reader);
    else reader.skipType(tag & 7);
  }
  if (reader.pos > end) throw new RangeError('A field is longer than its message');
  return message;
}

/** A message within a message. */
const within = <Message>(reader: Reader, fields: Fields<Message>, message: Message): Message =>
  readInto(reader, reader.uint32(), fields, message);

interface Placed {
  commit: bigint;
  prepare: bigint;
}

const positionOf = ({ commit, prepare }: Placed): Position => formatPosition(commit, prepare);

/** An event that is being read. */
interface Recorded extends Placed {
  readonly event: { -readonly [Field in keyof StoredEvent]: StoredEvent[Field] };
}

const readResp: Fields<{ said: Said }> = {
  1: (response, reader) => within(reader, readEvent, response),
  3: (response, reader) => {
    const placed = within(reader, checkpoint, { commit: 0n, prepare: 0n });
    response.said = { what: 'reached', position: positionOf(placed) };
  },
  8: (response, reader) => {
    response.said = { what: 'caught up' };
    reader.skip(reader.uint32());
  },
};

const checkpoint: Fields<Placed> = {
  1: (placed, reader) => (placed.commit = uint64(reader)),
  2: (placed, reader) => (placed.prepare = uint64(reader)),
};

const readEvent: Fields<{ said: Said }> = {
  1: (response, reader) => {
    const event = {
      id: '',
      stream: '',
      revision: 0,
      position: START,
      type: '',
      created: Number.NaN,
      data: '',
      metadata: '',
    };
    event.position = positionOf(within(reader, recordedEvent, { event, commit: 0n, prepare: 0n }));
    response.said = { what: 'event', event };
  },
};

const recordedEvent: Fields<Recorded> = {
  1: ({ event }, reader) => within(reader, uuid, event),
  2: ({ event }, reader) => within(reader, streamIdentifier, event),
  3: ({ event }, reader) => (event.revision = Number(uint64(reader))),
  4: (placed, reader) => (placed.prepare = uint64(reader)),
  5: (placed, reader) => (placed.commit = uint64(reader)),
  6: ({ event }, reader) => {
    const { key, value } = within(reader, property, { key: '', value: '' });
    if (key === 'type') event.type = value;
    else if (key === 'created') event.created = Number(value) / TICKS_PER_MILLISECOND;
  },
  7: ({ event }, reader) => (event.metadata = reader.string()),
  8: ({ event }, reader) => (event.data = reader.string()),
};

const uuid: Fields<{ id: string }> = { 2: (event, reader) => (event.id = reader.string()) };

const streamIdentifier: Fields<{ stream: string }> = {
  3: (event, reader) => (event.stream = reader.string()),
};

const property: Fields<{ key: string; value: string }> = {
  1: (entry, reader) => (entry.key = reader.string()),
  2: (entry, reader) => (entry.value = reader.string()),
};

function uint64(reader: Reader): bigint {
  const { high, low } = reader.uint64();
  return (BigInt(high >>> 0) << 32n) + BigInt(low >>> 0);
}
