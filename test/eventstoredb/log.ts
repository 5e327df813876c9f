import { randomUUID } from 'node:crypto';
import { checkCommit, type Decision } from './decision.ts';
import { DELETED, NOTHING } from './expectation.ts';
import { Encoder } from './wire.ts';

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface StoredEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly type: string;
  /** Where its record begins in the log; commit and prepare are the same, as with every implicit transaction. */
  readonly position: bigint;
  /** By `performance.now()`. */
  readonly writtenAt: number;
  /** A `ReadResp` with this event, serialized. */
  readonly message: Buffer;
}

/** A place in the log; only the end of a page has a commit and a prepare that differ. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

export interface Appended {
  readonly decision: Decision;
  /** The stream's last revision: after the append when it was made, else the one that stood in its way. */
  readonly current: bigint;
  /** The last event, when the append was made now or before. */
  readonly last?: StoredEvent;
}

const START: LogPosition = { commit: 0n, prepare: 0n };
const RECORD_BYTES = 122;
const TICKS_PER_MILLISECOND = 10_000;

export const compare = (a: LogPosition, b: LogPosition): number =>
  Number(a.commit - b.commit) || Number(a.prepare - b.prepare);

export const placeOf = ({ position }: StoredEvent): LogPosition => ({ commit: position, prepare: position });

/** The log of the server, in memory. Records follow one another without gaps, as in the real one's chunks. */
export class EventLog {
  readonly events: StoredEvent[] = [];
  readonly #streams = new Map<string, StoredEvent[]>();
  readonly #tombstones = new Set<string>();
  readonly #committed = new Map<string, { stream: string; revision: bigint }>();
  readonly #listeners = new Set<() => void>();
  readonly #first: bigint;
  #end: bigint;

  /** @param first where the log begins; beyond 2^53, a position that has been a Number somewhere shows */
  constructor(first = 0n) {
    this.#first = first;
    this.#end = first;
  }

  /** Calls `listener` after each append until the answer is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** All bytes that it holds, as text: a line for each event. */
  everything(): string[] {
    return this.events.map(
      ({ stream, message }) => `eventstoredb: ${stream} ${message.toString('utf8').replaceAll('\n', ' ')}`,
    );
  }

  /** The events of a stream; `undefined` when it was never written to. */
  stream(name: string): readonly StoredEvent[] | undefined {
    return this.#streams.get(name);
  }

  at(stream: string, revision: bigint): StoredEvent | undefined {
    return this.#streams.get(stream)?.[Number(revision)];
  }

  lastRevision(stream: string): bigint {
    if (this.#tombstones.has(stream)) return DELETED;
    return BigInt(this.#streams.get(stream)?.length ?? 0) + NOTHING;
  }

  /** Where an event with this id was last written, as far as the server remembers. */
  recall(id: string): { readonly stream: string; readonly revision: bigint } | undefined {
    return this.#committed.get(id);
  }

  /** A restart: appends that expect any revision are no longer recognised when they are repeated. */
  forgetIds(): void {
    this.#committed.clear();
  }

  append(stream: string, expected: bigint, proposed: readonly ProposedEvent[]): Appended {
    const check = checkCommit(
      this,
      stream,
      expected,
      proposed.map(({ id }) => id),
    );
    if (check.decision === 'idempotent') {
      return { decision: 'idempotent', current: check.last!, last: this.at(stream, check.last!) };
    }
    if (check.decision !== 'ok') return { decision: check.decision, current: check.current };
    const written = proposed.map((event) => this.#write(stream, this.lastRevision(stream) + 1n, event));
    if (written.length > 0) this.#changed();
    return { decision: 'ok', current: this.lastRevision(stream), last: written.at(-1) };
  }

  /** Closes a stream for ever. */
  tombstone(stream: string): StoredEvent {
    const event = this.#write(stream, DELETED, {
      id: randomUUID(),
      type: '$streamDeleted',
      contentType: 'application/octet-stream',
      data: Buffer.alloc(0),
      metadata: Buffer.alloc(0),
    });
    this.#tombstones.add(stream);
    this.#changed();
    return event;
  }

  /** The number of events before `position`. */
  indexOf(position: LogPosition): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(placeOf(this.events[middle]!), position) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where a reader stands that has considered the events before `index`. */
  after(index: number): LogPosition {
    if (index === 0) return START;
    return { commit: this.events[index]?.position ?? this.#end, prepare: 0n };
  }

  /** Whether a record begins there: the real server cannot read from anywhere else. */
  isBoundary({ commit }: LogPosition): boolean {
    if (commit === 0n || commit === this.#first || commit >= this.#end) return true;
    const index = this.indexOf({ commit, prepare: 0n });
    return this.events[index]?.position === commit;
  }

  #write(stream: string, revision: bigint, proposed: ProposedEvent): StoredEvent {
    const { id, type } = proposed;
    const position = this.#end;
    const event = {
      id,
      stream,
      revision,
      type,
      position,
      writtenAt: performance.now(),
      message: encode(stream, revision, position, proposed),
    };
    this.events.push(event);
    if (revision !== DELETED) {
      const events = this.#streams.get(stream);
      if (events) events.push(event);
      else this.#streams.set(stream, [event]);
    }
    this.#committed.set(id, { stream, revision });
    const size = RECORD_BYTES + stream.length + type.length + proposed.data.length + proposed.metadata.length;
    this.#end += BigInt(size);
    return event;
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

const encoder = new Encoder();

function encode(stream: string, revision: bigint, position: bigint, event: ProposedEvent): Buffer {
  const created = (Date.now() * TICKS_PER_MILLISECOND).toString();
  const entry = (key: string, value: string) =>
    encoder.nested(6, () => {
      encoder.text(1, key);
      encoder.text(2, value);
    });
  const recorded = () => {
    encoder.nested(1, () => encoder.text(2, event.id));
    encoder.nested(2, () => encoder.text(3, stream));
    encoder.uint(3, revision);
    encoder.uint(4, position);
    encoder.uint(5, position);
    entry('type', event.type);
    entry('created', created);
    entry('content-type', event.contentType);
    encoder.bytes(7, event.metadata);
    encoder.bytes(8, event.data);
  };
  return encoder.encode(() =>
    encoder.nested(1, () => {
      encoder.nested(1, recorded);
      encoder.uint(3, position);
    }),
  );
}
