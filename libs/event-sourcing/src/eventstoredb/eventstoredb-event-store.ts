import { randomUUID } from 'node:crypto';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { Grouping, isStorable, readAhead, silence } from '#platform';
import {
  type Appended,
  type Batch,
  type CatchUpOptions,
  type Count,
  EventStore,
  type ExpectedRevision,
  hasCaughtUp,
  type ReadAllOptions,
  type ReadOptions,
  type StreamMetadata,
  type SubscribeOptions,
} from '../event-store.ts';
import type { EventSerializer } from '../event-types.ts';
import type { NewEvent, RecordedEvent } from '../events.ts';
import { type Position, parsePosition, START } from '../position.ts';
import { mustBeStorable, mustNameStream } from '../storable.ts';
import { AppendCalls } from './append-calls.ts';
import { askUntilAnswered, type Patience } from './asking.ts';
import { appendRequest, outcomeOf, type ProposedEvent } from './batch-append.ts';
import { ChangeSignal } from './change-signal.ts';
import { decode, encode, json } from './codec.ts';
import { Connection } from './connection.ts';
import { diagnose } from './diagnosis.ts';
import { LogReader } from './log-reader.ts';
import { lastRequest, streamRequest } from './read-request.ts';
import type { StoredEvent } from './read-response.ts';
import { read } from './reading.ts';
import { type ServerAddress, serverAddress } from './server-address.ts';
import { expectRecent, warningOf } from './server-version.ts';

silence('esdb');

const DEFAULT_BATCH = 1000;
/** So many events are counted; from there on the bytes of the log tell. */
const COUNTED = 1000;
/** How long a reader trusts the change signal before it looks by itself. */
const IDLE_MS = 1000;
/** Who opens the store waits for it in a way of their own. */
const OPENING_PATIENCE_MS = 500;

/**
 * The event store on EventStoreDB, or KurrentDB. Positions are the full ones of `$all`: commit and prepare. Only the
 * leader is asked, so that nobody is shown less than was shown before.
 */
export class EventStoreDbEventStore extends EventStore {
  readonly #address: ServerAddress;
  readonly #client: EventStoreDBClient;
  readonly #connection: Connection;
  readonly #appends: AppendCalls;
  /** Those under way, by what they write where. */
  readonly #written = new Map<string, Promise<Appended>>();
  readonly #changes: ChangeSignal;
  /** Every follower asks it when there is news: each by itself, they keep all that the server reads with busy. */
  readonly #lastEvent = new Grouping<null, readonly StoredEvent[]>(
    async (asked) => {
      const events = await this.eventsOf(lastRequest());
      return asked.map(() => events);
    },
    () => true,
  );
  #isClosed = false;

  /**
   * Opens it on a server that is there; `warn` hears what is known against its version.
   * @throws StoreUnavailable; ServerTooOld; Error when the connection string is none
   */
  static async open(
    connectionString: string,
    serializer: EventSerializer,
    warn: (line: string) => void = () => {},
  ): Promise<EventStoreDbEventStore> {
    const store = new EventStoreDbEventStore(connectionString, serializer);
    try {
      await store.head(OPENING_PATIENCE_MS);
      const version = await store.asking(() => store.#connection.serverVersion());
      expectRecent(version);
      const warning = warningOf(version);
      if (warning) warn(warning);
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /**
   * `silenceMs`: a server that does not answer for so long is unavailable. Until then it is asked again.
   * @throws Error when the connection string is none
   */
  constructor(
    connectionString: string,
    private readonly serializer: EventSerializer,
    private readonly silenceMs = 10_000,
  ) {
    super();
    this.#address = serverAddress(connectionString);
    this.#client = EventStoreDBClient.connectionString(connectionString);
    this.#connection = new Connection(this.#client, silenceMs);
    this.#appends = new AppendCalls(this.#connection);
    this.#changes = new ChangeSignal(this.#client);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#changes.stop();
    this.#appends.close();
    await this.#client.dispose();
  }

  async readStream(stream: string, options: ReadOptions = {}): Promise<RecordedEvent[]> {
    if (options.limit === 0 || !isStorable(stream)) return [];
    const found = await this.eventsIn(streamRequest(stream, options));
    return found.map((event) => decode(this.serializer, event));
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    if (events.length === 0) throw new RangeError(`Nothing to append to ${stream}`);
    mustNameStream(stream);
    const encoded = events.map((event) => encode(this.serializer, event));
    return this.write(stream, expected, encoded);
  }

  async readAll(options: ReadAllOptions): Promise<Batch> {
    const reader = await this.reader(options);
    try {
      return await reader.next();
    } finally {
      await reader.close();
    }
  }

  /** Over one subscription. */
  override async *catchUp({ signal, ...options }: CatchUpOptions): AsyncGenerator<Batch, void> {
    const reader = await this.reader(options);
    const close = () => void reader.close();
    signal?.addEventListener('abort', close);
    try {
      for await (const batch of readAhead(() => reader.next(), hasCaughtUp)) {
        if (signal?.aborted) return;
        yield batch;
      }
    } catch (error) {
      if (!signal?.aborted) throw error;
    } finally {
      signal?.removeEventListener('abort', close);
      await reader.close();
    }
  }

  async *subscribe({ after, signal, ...options }: SubscribeOptions): AsyncIterable<Batch> {
    let position = after;
    for (let first = true, count = this.#changes.count; !signal.aborted; first = false) {
      const wasTold = count !== this.#changes.count;
      count = this.#changes.count;
      for await (const batch of this.catchUp({ ...options, after: position, signal })) {
        const moved = batch.position > position;
        if (moved && !wasTold && !first) this.#changes.reopen();
        position = batch.position;
        if (moved || first) yield batch;
      }
      await this.#changes.next(IDLE_MS, signal, count);
    }
  }

  async countAfter({ after, categories }: Pick<ReadAllOptions, 'after' | 'categories'>): Promise<Count> {
    const { events, position, head, caughtUp } = await this.readAll({ after, categories, limit: COUNTED });
    if (caughtUp) return { events: events.length, isEstimate: false };
    // Positions are bytes of the log.
    const bytes = (to: Position) => Number(parsePosition(to).major - parsePosition(after).major);
    return { events: Math.round((events.length * bytes(head)) / bytes(position)), isEstimate: true };
  }

  async head(patienceMs = this.silenceMs): Promise<Position> {
    const [last] = await this.asking(() => this.#lastEvent.ask(null), { patienceMs });
    return last?.position ?? START;
  }

  async streamMetadata(stream: string): Promise<StreamMetadata> {
    if (!isStorable(stream)) return {};
    const [event] = await this.eventsIn(streamRequest(`$$${stream}`, { direction: 'backwards', limit: 1 }));
    return event ? JSON.parse(event.data) : {};
  }

  async setStreamMetadata(stream: string, metadata: StreamMetadata): Promise<void> {
    mustNameStream(stream);
    mustBeStorable('$metadata', metadata);
    const event = { id: randomUUID(), type: '$metadata', data: json(metadata), metadata: new Uint8Array(0) };
    await this.write(`$$${stream}`, 'any', [event]);
  }

  private async reader({ after, categories, limit = DEFAULT_BATCH }: ReadAllOptions): Promise<LogReader> {
    const wanted = { after, categories, limit, head: await this.head() };
    return new LogReader(this.#connection, this.serializer, wanted, (question, isOver) =>
      this.asking(question, { isOver }),
    );
  }

  /** All of them; none when there is no such stream. */
  private eventsIn(request: ReadReq): Promise<StoredEvent[]> {
    return this.asking(() => this.eventsOf(request));
  }

  /** Asked once. */
  private async eventsOf(request: ReadReq): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const arrived of read(this.#connection, request)) {
      for (const said of arrived) if (said.what === 'event') events.push(said.event);
    }
    return events;
  }

  /**
   * One that is under way already is waited for, and not sent again: a server that is still indexing it would drop the repetition,
   * and say so after two seconds.
   */
  private write(
    stream: string,
    expected: ExpectedRevision,
    events: readonly ProposedEvent[],
  ): Promise<Appended> {
    const name = [stream, expected, ...events.map(({ id }) => id)].join(' ');
    const underWay = this.#written.get(name);
    if (underWay) return underWay;
    const request = appendRequest(stream, expected, events);
    const written = this.asking(() =>
      this.#appends.append(request, (answer) => outcomeOf(answer, stream, expected)),
    ).finally(() => this.#written.delete(name));
    this.#written.set(name, written);
    return written;
  }

  private asking<Answer>(
    question: () => Promise<Answer>,
    { patienceMs = this.silenceMs, isOver = () => false }: Partial<Patience> = {},
  ): Promise<Answer> {
    return askUntilAnswered(question, (failure) => diagnose(failure, this.#address), {
      patienceMs,
      isOver: () => this.#isClosed || isOver(),
    });
  }
}
