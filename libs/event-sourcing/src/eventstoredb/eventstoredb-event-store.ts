import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, NotLeaderError } from '@eventstore/db-client';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { isStorable, silence } from '#platform';
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
import { mustBeStorable, mustNameStream } from '../storable.ts';
import { AppendLanes } from './append-lanes.ts';
import { appendRequest, outcomeOf, type ProposedEvent } from './batch-append.ts';
import { Bell } from './bell.ts';
import { decode, encode, json } from './codec.ts';
import { Connection } from './connection.ts';
import { lastRequest, streamRequest, subscriptionRequest } from './read-request.ts';
import type { Said, StoredEvent } from './read-response.ts';
import { read } from './reading.ts';
import { expectRecent, warningOf } from './server-version.ts';

silence('esdb');

const DEFAULT_BATCH = 1000;
/** How long a reader trusts the bell before it looks by itself. */
const IDLE_MS = 1000;

/**
 * The event store on EventStoreDB, or KurrentDB. Positions are the full ones of `$all`: commit and prepare. Only the
 * leader is asked, so that nobody is shown less than was shown before.
 */
export class EventStoreDbEventStore extends EventStore {
  readonly #client: EventStoreDBClient;
  readonly #connection: Connection;
  readonly #lanes: AppendLanes;
  readonly #bell: Bell;

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
      await store.head();
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
   * `silenceMs`: a server that does not answer for so long is unavailable.
   * @throws Error when the connection string is none
   */
  constructor(
    connectionString: string,
    private readonly serializer: EventSerializer,
    silenceMs = 10_000,
  ) {
    super();
    this.#client = EventStoreDBClient.connectionString(connectionString as unknown as TemplateStringsArray);
    this.#connection = new Connection(this.#client, silenceMs);
    this.#lanes = new AppendLanes(this.#connection);
    this.#bell = new Bell(this.#client);
  }

  async close(): Promise<void> {
    await this.#bell.stop();
    this.#lanes.close();
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

  async readAll({ after, categories, limit = DEFAULT_BATCH }: ReadAllOptions): Promise<Batch> {
    const head = await this.head();
    if (after >= head) return { events: [], position: after, head, caughtUp: true };

    let events: RecordedEvent[] = [];
    let position = after;
    let caughtUp = false;
    let notUnderstood: unknown;
    const take = (said: Said) => {
      if (said.what === 'event') {
        if (events.length === limit) return true;
        if (said.event.position > head) {
          position = head;
          caughtUp = true;
          return true;
        }
        try {
          // At once, while more is on its way: what has come as text is then not kept until the end.
          events.push(decode(this.serializer, said.event));
        } catch (error) {
          notUnderstood = error;
          return true;
        }
        position = said.event.position;
        // Servers have named places beyond the last event (24.10.0 to 24.10.4, 25.0.0): those are not believed.
      } else if (said.what === 'reached' && said.position <= head) position = later(position, said.position);
      // Everything up to the head, seen before, has come.
      else if (said.what === 'caught up') position = head;
      caughtUp = position >= head;
      return caughtUp;
    };
    const complete = await this.asking(() => {
      events = [];
      position = after;
      return read(this.#connection, subscriptionRequest(after, categories), take);
    });
    if (notUnderstood) throw notUnderstood;
    if (!complete) throw new StoreUnavailable(new Error('The subscription was dropped'));
    return { events, position, head, caughtUp };
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
    const [last] = await this.eventsIn(lastRequest());
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

  /** All of them; none when there is no such stream. */
  private eventsIn(request: ReadReq): Promise<StoredEvent[]> {
    return this.asking(async () => {
      const events: StoredEvent[] = [];
      await read(this.#connection, request, (said) => {
        if (said.what === 'event') events.push(said.event);
        return false;
      });
      return events;
    });
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
