import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import {
  type Batch,
  type Checkpoint,
  createCheckpoint,
  type EventStore,
  expectInLog,
  Follower,
  type FollowerLog,
  findCheckpoint,
  moveCheckpoint,
  type Position,
  START,
} from '#event-sourcing';
import { type Clock, type Config, type Database, inTransaction, type SiemConfig } from '#platform';
import { HttpsReceiver } from './https-receiver.ts';
import { type Receiver, ReceiverAway } from './receiver.ts';
import { SIEM_CATEGORIES, type SiemRecord, SiemRecords } from './records.ts';
import { SyslogReceiver } from './syslog-receiver.ts';

/** Its checkpoint goes by it. */
export const SIEM = 'siem';

const VERSION = 1;
const BATCH = 2000;
/** How often it looks at the clock while nothing comes. */
const LOOK_MS = 250;
const HEARTBEAT_MS = 5 * 60_000;
/** Between attempts while the receiver is away: each twice as long as the one before. */
const PAUSES = { firstMs: 500, longestMs: 60_000 };

/** How many records have been sent, beside the checkpoint, which says up to where. */
export const siemSteps = [
  `
  CREATE SCHEMA siem;
  CREATE TABLE siem.sent (records bigint NOT NULL);
  INSERT INTO siem.sent VALUES (0);
  `,
];

export interface SiemOptions {
  readonly receiver?: Receiver;
  readonly pauses?: typeof PAUSES;
}

/**
 * Tells a receiver outside of attempts and cases, each at least once and in the order of the log. Where it stands moves on when
 * the receiver has confirmed. While the receiver is away it waits, without any memory of what comes meanwhile.
 */
export class SiemFollower extends Follower {
  readonly #records: SiemRecords;
  readonly #receiver: Receiver;
  readonly #from: SiemConfig['from'];
  readonly #pauses: typeof PAUSES;
  #pauseMs: number;

  constructor(
    database: Database,
    private readonly store: EventStore,
    private readonly clock: Clock,
    config: Pick<Config, 'secret'>,
    siem: SiemConfig,
    log: FollowerLog,
    { receiver = receiverOf(siem), pauses = PAUSES }: SiemOptions = {},
  ) {
    super('stream', { name: SIEM, categories: SIEM_CATEGORIES }, database, log);
    this.#records = new SiemRecords(store, siem, config);
    this.#receiver = receiver;
    this.#from = siem.from;
    this.#pauses = pauses;
    this.#pauseMs = pauses.firstMs;
  }

  protected override async follow(connection: pg.Client, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.stream(connection, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof ReceiverAway)) throw error;
        if (this.waiting?.reason !== error.message) this.log.error(this.name, error);
        this.waits(error.message);
        await delay(this.#pauseMs, undefined, { signal }).catch(() => {});
        this.#pauseMs = Math.min(this.#pauseMs * 2, this.#pauses.longestMs);
      } finally {
        this.#receiver.drop();
      }
    }
  }

  /** From the checkpoint on, until `signal` aborts. @throws ReceiverAway */
  private async stream(connection: pg.Client, signal: AbortSignal): Promise<void> {
    const place = await Place.read(connection, this.store, this.#from);
    const stretch = new Stretch(this.#receiver, signal);
    const ended = new AbortController();
    const end = () => ended.abort();
    signal.addEventListener('abort', end, { once: true });
    const batches = new Turns(
      this.store.subscribe({
        ...{ after: place.position, categories: this.categories, limit: BATCH },
        signal: ended.signal,
      }),
    );
    let sentUpTo: Batch | null = null;
    let beaten = Number.NEGATIVE_INFINITY;
    const settle = async () => {
      if (!stretch.isOver) return;
      if (await stretch.confirm()) {
        this.#pauseMs = this.#pauses.firstMs;
        this.worked();
      }
      if (sentUpTo) await place.moveTo(sentUpTo, connection);
      sentUpTo = null;
    };
    try {
      while (!signal.aborted) {
        const read = await batches.within(LOOK_MS);
        if (read?.done) return;
        if (read) {
          const records = await this.#records.of(read.value.events, place.sent);
          await stretch.send(records);
          place.sent += records.length;
          sentUpTo = read.value;
        }
        await settle();
        const now = this.clock.now();
        if (Date.parse(now) - beaten < HEARTBEAT_MS) continue;
        await stretch.send([this.#records.heartbeat(now, place.sent, place.position)]);
        beaten = Date.parse(now);
        await settle();
      }
    } finally {
      signal.removeEventListener('abort', end);
      end();
      await batches.ended();
    }
  }
}

/** What comes of `source`, for who also looks up now and then. A promise that is raced again and again would remember each race. */
class Turns<T> {
  readonly #source: AsyncIterator<T>;
  #asked: Promise<void> | null = null;
  #came: (() => IteratorResult<T>) | null = null;
  #wake = () => {};

  constructor(source: AsyncIterable<T>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next one if it comes within `ms`, else null. @throws whatever the source does */
  async within(ms: number): Promise<IteratorResult<T> | null> {
    this.#asked ??= this.#source.next().then(
      (result) => this.settle(() => result),
      (error) =>
        this.settle(() => {
          throw error;
        }),
    );
    if (!this.#came) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const came = this.#came;
    if (!came) return null;
    this.#asked = this.#came = null;
    return came();
  }

  /** Resolves once nothing is asked for any more. */
  async ended(): Promise<void> {
    await this.#asked;
  }

  private settle(came: () => IteratorResult<T>): void {
    this.#came = came;
    this.#wake();
  }
}

/** What was sent and is not confirmed yet. */
class Stretch {
  #records = 0;
  #since = 0;

  constructor(
    private readonly receiver: Receiver,
    private readonly signal: AbortSignal,
  ) {}

  /** It is to be confirmed, or nothing is. */
  get isOver(): boolean {
    const { records, ms } = this.receiver.stretch;
    return this.#records === 0 || this.#records >= records || performance.now() - this.#since >= ms;
  }

  async send(records: readonly SiemRecord[]): Promise<void> {
    if (records.length === 0) return;
    if (this.#records === 0) this.#since = performance.now();
    this.#records += records.length;
    await this.receiver.send(records, this.signal);
  }

  /** Answers whether there was anything to confirm. */
  async confirm(): Promise<boolean> {
    if (this.#records === 0) return false;
    await this.receiver.confirm(this.signal);
    this.#records = 0;
    return true;
  }
}

const receiverOf = ({ url, ca }: SiemConfig): Receiver =>
  url.startsWith('https:') ? new HttpsReceiver(url, { ca }) : new SyslogReceiver(url, { ca });

/** Where the stream stands: what is behind has been confirmed. */
class Place {
  private constructor(
    private readonly checkpoint: Checkpoint,
    public position: Position,
    /** Records, those under way included. */
    public sent: number,
  ) {}

  /** @throws AheadOfLog */
  static async read(connection: pg.Client, store: EventStore, from: SiemConfig['from']): Promise<Place> {
    const checkpoint =
      (await findCheckpoint(connection, SIEM)) ?? (await Place.first(connection, store, from));
    await expectInLog(checkpoint, store);
    const { rows } = await connection.query<{ records: string }>('SELECT records FROM siem.sent');
    return new Place(checkpoint, checkpoint.position, Number(rows[0]!.records));
  }

  private static async first(connection: pg.Client, store: EventStore, from: SiemConfig['from']) {
    return createCheckpoint(connection, SIEM, VERSION, from === 'start' ? START : await store.head());
  }

  async moveTo(batch: Batch, connection: pg.Client): Promise<void> {
    if (batch.position === this.position) return;
    await inTransaction(connection, async () => {
      await moveCheckpoint(connection, this.checkpoint, this.position, batch);
      await connection.query('UPDATE siem.sent SET records = $1', [this.sent]);
    });
    this.position = batch.position;
  }
}
