import { randomUUID } from 'node:crypto';
import {
  type AllStreamRecordedEvent,
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  START as FROM_START,
  NotLeaderError,
  type ResolvedEvent,
  StreamNotFoundError,
} from '@eventstore/db-client';
import {
  type Appended,
  AppendTooLarge,
  type Batch,
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
import { later, type Position, START } from '../position.ts';
import { AppendLanes } from './append-lanes.ts';
import { appendRequest, outcomeOf, type ProposedEvent } from './batch-append.ts';
import { Bell } from './bell.ts';
import { decode, encode, json, toPosition } from './codec.ts';
import { drain, isMarker, type Marker, subscribeBehind } from './reading.ts';

const DEFAULT_BATCH = 1000;
/** How long a reader trusts the bell before it looks by itself. */
const IDLE_MS = 1000;

/**
 * The event store on EventStoreDB, or KurrentDB. Positions are the full ones of `$all`: commit and prepare. Only the
 * leader is asked, so that nobody is shown less than was shown before.
 */
export class EventStoreDbEventStore extends EventStore {
  readonly #client: EventStoreDBClient;
  readonly #lanes: AppendLanes;
  readonly #bell: Bell;

  /**
   * `silenceMs`: a server that does not answer for so long is unavailable.
   * @throws Error when the connection string is none
   */
  constructor(
    connectionString: string,
    private readonly serializer: EventSerializer,
    private readonly silenceMs = 10_000,
  ) {
    super();
    this.#client = EventStoreDBClient.connectionString(connectionString as unknown as TemplateStringsArray);
    this.#lanes = new AppendLanes(this.#client, silenceMs);
    this.#bell = new Bell(this.#client);
  }

  async close(): Promise<void> {
    await this.#bell.stop();
    this.#lanes.close();
    await this.#client.dispose();
  }

  async readStream(
    stream: string,
    { direction = 'forwards', from, limit }: ReadOptions = {},
  ): Promise<RecordedEvent[]> {
    if (limit === 0) return [];
    const found = await this.asking(() =>
      this.read(stream, {
        direction: direction === 'forwards' ? FORWARDS : BACKWARDS,
        fromRevision: from === undefined ? (direction === 'forwards' ? FROM_START : END) : BigInt(from),
        maxCount: limit ?? Number.MAX_SAFE_INTEGER,
      }),
    );
    return found.map((event) => decode(this.serializer, event));
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    if (events.length === 0) throw new RangeError(`Nothing to append to ${stream}`);
    const encoded = events.map((event) => encode(this.serializer, event));
    return this.write(stream, expected, encoded);
  }

  async readAll({ after, categories, limit = DEFAULT_BATCH }: ReadAllOptions): Promise<Batch> {
    const head = await this.head();
    if (after >= head) return { events: [], position: after, caughtUp: true };

    const found: AllStreamRecordedEvent[] = [];
    let position = after;
    let caughtUp = false;
    const complete = await this.asking(() => {
      found.length = 0;
      const subscription = subscribeBehind(this.#client, after, categories, limit);
      return drain<AllStreamResolvedEvent | Marker>(subscription, this.silenceMs, (item) => {
        if (isMarker(item)) {
          if ('reached' in item) position = later(position, toPosition(item.reached));
          // Everything up to the head, seen before, has come.
          else position = later(position, head);
        } else if (item.event) {
          if (found.length === limit) return true;
          found.push(item.event);
          position = toPosition(item.event.position);
        }
        caughtUp = position >= head;
        return caughtUp;
      });
    });
    if (!complete) throw new StoreUnavailable(new Error('The subscription was dropped'));
    return { events: found.map((event) => decode(this.serializer, event)), position, caughtUp };
  }

  async *subscribe({ after, signal, ...options }: SubscribeOptions): AsyncIterable<Batch> {
    let position = after;
    for (let first = true, heard = this.#bell.heard; !signal.aborted; first = false) {
      const rang = heard !== this.#bell.heard;
      heard = this.#bell.heard;
      const batch = await this.readAll({ ...options, after: position });
      if (signal.aborted) return;
      const moved = batch.position > position;
      if (moved && !rang && !first) this.#bell.distrust();
      position = batch.position;
      if (moved || first) yield batch;
      if (batch.caughtUp) await this.#bell.next(IDLE_MS, signal, heard);
    }
  }

  async head(): Promise<Position> {
    let head = START;
    await this.asking(() =>
      drain<AllStreamResolvedEvent>(
        this.#client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1, requiresLeader: true }),
        this.silenceMs,
        ({ event }) => {
          if (event) head = toPosition(event.position);
          return true;
        },
      ),
    );
    return head;
  }

  async streamMetadata(stream: string): Promise<StreamMetadata> {
    const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1 } as const;
    const [event] = await this.asking(() => this.read(`$$${stream}`, options));
    return (event?.data ?? {}) as StreamMetadata;
  }

  async setStreamMetadata(stream: string, metadata: StreamMetadata): Promise<void> {
    const event = { id: randomUUID(), type: '$metadata', data: json(metadata), metadata: new Uint8Array(0) };
    await this.write(`$$${stream}`, 'any', [event]);
  }

  private async read(
    stream: string,
    options: Parameters<EventStoreDBClient['readStream']>[1],
  ): Promise<AllStreamRecordedEvent[]> {
    const events: AllStreamRecordedEvent[] = [];
    try {
      await drain<ResolvedEvent>(
        this.#client.readStream(stream, { ...options, requiresLeader: true }),
        this.silenceMs,
        ({ event }) => {
          events.push(event as AllStreamRecordedEvent);
          return false;
        },
      );
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return events;
  }

  private write(
    stream: string,
    expected: ExpectedRevision,
    events: readonly ProposedEvent[],
  ): Promise<Appended> {
    const request = appendRequest(stream, expected, events);
    return this.asking(() => this.#lanes.append(request, (answer) => outcomeOf(answer, stream, expected)));
  }

  /** Asks once more where another node has become the leader: the client has heard which. */
  private async asking<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    try {
      return await question().catch((error) => {
        if (error instanceof NotLeaderError) return question();
        throw error;
      });
    } catch (error) {
      throw isVerdict(error) ? error : new StoreUnavailable(error);
    }
  }
}

const isVerdict = (error: unknown) =>
  error instanceof WrongExpectedRevision || error instanceof AppendTooLarge;
