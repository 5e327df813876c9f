import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { byOwner, type Database, isOutage, isStorable, migrate, type Notifications } from '#platform';
import {
  type Appended,
  type Batch,
  type Count,
  EventStore,
  type ExpectedRevision,
  type ReadAllOptions,
  type ReadOptions,
  StoreUnavailable,
  type StreamMetadata,
  type SubscribeOptions,
  WrongExpectedRevision,
} from '../event-store.ts';
import type { EventSerializer } from '../event-types.ts';
import type { NewEvent, RecordedEvent } from '../events.ts';
import { type Position, START } from '../position.ts';
import { mustBeStorable, mustNameStream } from '../storable.ts';
import { type Append, Appends, type StoredEvent, type WrittenRow } from './appends.ts';
import { type LogPage, LogReads } from './log-reads.ts';
import { LogTail } from './log-tail.ts';
import { type LogPlace, type Query, toEvent, toPosition } from './rows.ts';
import { ALIGN_TRANSACTIONS, eventLogSteps } from './schema.ts';
import { StreamReads } from './stream-reads.ts';

/** Signals that there may be new events. */
export const EVENTS_CHANNEL = 'greffe_events';

/** Nobody waits longer: a connection may be cut without a word. */
const ANSWER_MS = 15_000;
/** How long a reader trusts the change signal before it looks by itself. */
const IDLE_MS = 1000;
/** How soon it looks again when events are written but a running transaction keeps them back: at first, at most. */
const HELD_BACK_MS = 10;
const HELD_BACK_MOST_MS = 160;

interface AppendRow extends LogPlace {
  status: 'appended' | 'repeated' | 'conflict';
  revision: string;
}

/** What the ordinary append has no answer to: `appended`, `repeated` or `conflict`. */
const APPEND = { name: 'event-log-append', text: 'SELECT * FROM event_log.append($1, $2, $3)' };

/** Creates or upgrades the log's tables. @throws OwnerNeeded */
export async function installEventLog(database: Database): Promise<void> {
  await migrate(database, 'event-log', eventLogSteps);
  await byOwner(() => database.query(ALIGN_TRANSACTIONS));
}

/** The event store on PostgreSQL; `schema.ts` explains how it keeps the order of the log. */
export class PostgresEventStore extends EventStore {
  private readonly streamReads: StreamReads;
  private readonly logReads: LogReads;
  private readonly tail: LogTail;
  private readonly appends: Appends;

  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
    private readonly serializer: EventSerializer,
  ) {
    super();
    this.streamReads = new StreamReads(this.query);
    this.logReads = new LogReads(this.query, serializer);
    this.tail = new LogTail(this.logReads, () => notifications.count(EVENTS_CHANNEL));
    this.appends = new Appends(this.query);
  }

  async readStream(stream: string, options: ReadOptions = {}): Promise<RecordedEvent[]> {
    if (!isStorable(stream)) return [];
    return (await this.streamReads.read(stream, options)).map((row) => toEvent(row, this.serializer));
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    if (events.length === 0) throw new RangeError(`Nothing to append to ${stream}`);
    mustNameStream(stream);
    const stored = events.map((event) => ({
      id: event.id,
      metadata: event.metadata,
      ...this.serializer.serialize(event),
    }));
    return this.appendStored(stream, expected, stored);
  }

  async readAll(options: ReadAllOptions): Promise<Batch> {
    const { heldBack: _, ...batch } = await this.logReads.read(options);
    return batch;
  }

  async *subscribe({ after, signal, ...options }: SubscribeOptions): AsyncIterable<Batch> {
    const readOn = this.tail.follower();
    let position = after;
    // To the end of the log: near enough to read on with others.
    let isNear = false;
    let pause = HELD_BACK_MS;
    for (let first = true; !signal.aborted; first = false) {
      const signals = this.notifications.count(EVENTS_CHANNEL);
      const wanted = { ...options, after: position };
      const withOthers: LogPage | null = isNear ? await readOn(wanted, signals) : null;
      const { heldBack, ...batch } = withOthers ?? (await this.logReads.read(wanted));
      if (signal.aborted) return;
      const moved = batch.position > position;
      position = batch.position;
      isNear = withOthers !== null || batch.caughtUp;
      if (moved || first) yield batch;
      if (!batch.caughtUp) continue;
      await this.notifications.next(EVENTS_CHANNEL, heldBack ? pause : IDLE_MS, signal, signals);
      pause = moved ? HELD_BACK_MS : Math.min(pause * 2, HELD_BACK_MOST_MS);
    }
  }

  async countAfter(options: Pick<ReadAllOptions, 'after' | 'categories'>): Promise<Count> {
    return { events: await this.logReads.count(options), isEstimate: false };
  }

  async head(): Promise<Position> {
    const { rows } = await this.query<LogPlace>({
      name: 'event-log-head',
      text: `SELECT transaction_id, sequence FROM event_log.events WHERE transaction_id < event_log.horizon()
             ORDER BY transaction_id DESC, sequence DESC LIMIT 1`,
    });
    return rows[0] ? toPosition(rows[0]) : START;
  }

  async streamMetadata(stream: string): Promise<StreamMetadata> {
    if (!isStorable(stream)) return {};
    const { rows } = await this.query<{ data: StreamMetadata }>({
      name: 'event-log-stream-metadata',
      text: 'SELECT data FROM event_log.events WHERE stream = $1 ORDER BY revision DESC LIMIT 1',
      values: [metadataStream(stream)],
    });
    return rows[0]?.data ?? {};
  }

  async setStreamMetadata(stream: string, metadata: StreamMetadata): Promise<void> {
    mustNameStream(stream);
    mustBeStorable('$metadata', metadata);
    const event = { id: randomUUID(), type: '$metadata', schema: 1, data: metadata, metadata: {} };
    await this.appendStored(metadataStream(stream), 'any', [event]);
  }

  private async appendStored(
    stream: string,
    expected: ExpectedRevision,
    events: readonly StoredEvent[],
  ): Promise<Appended> {
    const written = await this.write({ stream, expected: expectedNumber(expected), events });
    const { revision, ...place } = written ?? (await this.judge(stream, expected, events));
    this.notifications.notify(EVENTS_CHANNEL);
    return { revision: Number(revision), position: toPosition(place) };
  }

  /** Null when the stream is not as expected, or somebody else writes to it at this very instant. */
  private async write(append: Append): Promise<WrittenRow | null> {
    return this.appends.append(append).catch((error) => {
      if (isTwin(error)) return null;
      throw error;
    });
  }

  /** @throws WrongExpectedRevision */
  private async judge(
    stream: string,
    expected: ExpectedRevision,
    events: readonly StoredEvent[],
  ): Promise<AppendRow> {
    const values = [stream, expectedNumber(expected), JSON.stringify(events)];
    for (;;) {
      try {
        const verdict = (await this.query<AppendRow>({ ...APPEND, values })).rows[0]!;
        if (verdict.status !== 'conflict') return verdict;
        const actual = Number(verdict.revision);
        throw new WrongExpectedRevision(stream, expected, actual < 0 ? 'none' : actual);
      } catch (error) {
        // Two writers at the same instant: the loser asks again, and is then told `conflict` or `repeated`.
        if (!isTwin(error)) throw error;
      }
    }
  }

  private readonly query: Query = async (statement) => {
    try {
      return await this.database.query({ ...statement, query_timeout: ANSWER_MS });
    } catch (error) {
      throw isOutage(error) ? new StoreUnavailable(error) : error;
    }
  };
}

const isTwin = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  (error.constraint === 'events_stream_revision' || error.constraint === 'events_id_stream');

const metadataStream = (stream: string): string => `$$${stream}`;

function expectedNumber(expected: ExpectedRevision): number {
  if (typeof expected !== 'number') return { none: -1, exists: -2, any: -3 }[expected];
  if (!Number.isSafeInteger(expected) || expected < 0) throw new RangeError(`Not a revision: ${expected}`);
  return expected;
}
