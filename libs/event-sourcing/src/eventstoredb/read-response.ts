import { formatPosition, type Position } from '../position.ts';
import { eachField, uint, uint64 } from './protobuf.ts';

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

const CAUGHT_UP: Said = { what: 'caught up' };
const SOMETHING_ELSE: Said = { what: 'something else' };
const TICKS_PER_MILLISECOND = 10_000;

/**
 * A `ReadResp`, read from the bytes that have come. The generated classes copy every field of every event several
 * times, which takes most of a catch-up.
 */
export function saidIn(bytes: Buffer): Said {
  let said = SOMETHING_ELSE;
  eachField(bytes, 0, bytes.length, (field, from, to) => {
    if (field === 1) said = { what: 'event', event: readEvent(bytes, from, to) };
    else if (field === 3) said = { what: 'reached', position: checkpoint(bytes, from, to) };
    else if (field === 8) said = CAUGHT_UP;
  });
  return said;
}

function readEvent(bytes: Buffer, start: number, end: number): StoredEvent {
  let event: StoredEvent | undefined;
  eachField(bytes, start, end, (field, from, to) => {
    if (field === 1) event = recordedEvent(bytes, from, to);
  });
  if (!event) throw new RangeError('An event is missing');
  return event;
}

function recordedEvent(bytes: Buffer, start: number, end: number): StoredEvent {
  let [id, stream, type, data, metadata] = ['', '', '', '', ''];
  let [revision, created] = [0, 0];
  let [commit, prepare] = [0n, 0n];
  eachField(bytes, start, end, (field, from, to) => {
    switch (field) {
      case 1:
        id = textIn(bytes, from, to, 2);
        break;
      case 2:
        stream = textIn(bytes, from, to, 3);
        break;
      case 3:
        revision = uint(bytes, from);
        break;
      case 4:
        prepare = uint64(bytes, from);
        break;
      case 5:
        commit = uint64(bytes, from);
        break;
      case 6: {
        const key = textIn(bytes, from, to, 1);
        if (key === 'type') type = textIn(bytes, from, to, 2);
        else if (key === 'created') created = Number(textIn(bytes, from, to, 2)) / TICKS_PER_MILLISECOND;
        break;
      }
      case 7:
        metadata = bytes.toString('utf8', from, to);
        break;
      case 8:
        data = bytes.toString('utf8', from, to);
        break;
    }
  });
  return { id, stream, revision, position: formatPosition(commit, prepare), type, created, data, metadata };
}

function checkpoint(bytes: Buffer, start: number, end: number): Position {
  let [commit, prepare] = [0n, 0n];
  eachField(bytes, start, end, (field, from) => {
    if (field === 1) commit = uint64(bytes, from);
    else if (field === 2) prepare = uint64(bytes, from);
  });
  return formatPosition(commit, prepare);
}

/** A field of a message within. */
function textIn(bytes: Buffer, start: number, end: number, wanted: number): string {
  let text = '';
  eachField(bytes, start, end, (field, from, to) => {
    if (field === wanted) text = bytes.toString('utf8', from, to);
  });
  return text;
}
