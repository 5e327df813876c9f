import { setTimeout as delay } from 'node:timers/promises';
import { type Batch, type EventStore, Follower, type FollowerLog, mustBeReadable } from '#event-sourcing';
import type { Clock, Config, Database, SiemConfig } from '#platform';
import { MINUTE_MS } from '#platform';
import { SignedHeads } from '#sealing';
import { HttpsReceiver } from './https-receiver.ts';
import { Place, SIEM } from './place.ts';
import { type Receiver, ReceiverAway } from './receiver.ts';
import { SIEM_CATEGORIES, SiemRecords } from './records.ts';
import { Stretch } from './stretch.ts';
import { SyslogReceiver } from './syslog-receiver.ts';
import { Turns } from './turns.ts';

const BATCH = 2000;
/** How often it looks at the clock while nothing comes. */
const LOOK_MS = 250;
const HEARTBEAT_MS = 5 * MINUTE_MS;
/** Between attempts while the receiver is away: each twice as long as the one before. */
const PAUSES = { firstMs: 500, longestMs: 60_000 };

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
  readonly #heads: SignedHeads;
  readonly #receiver: Receiver;
  readonly #from: SiemConfig['from'];
  readonly #pauses: typeof PAUSES;
  #pauseMs: number;

  constructor(
    database: Database,
    private readonly store: EventStore,
    private readonly clock: Clock,
    config: Pick<Config, 'nameSecret'>,
    siem: SiemConfig,
    log: FollowerLog,
    { receiver = receiverOf(siem), pauses = PAUSES }: SiemOptions = {},
  ) {
    super('stream', { name: SIEM, categories: SIEM_CATEGORIES }, database, log);
    this.#records = new SiemRecords(store, siem, config);
    this.#heads = new SignedHeads(database);
    this.#receiver = receiver;
    this.#from = siem.from;
    this.#pauses = pauses;
    this.#pauseMs = pauses.firstMs;
  }

  protected override async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.stream(signal);
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
  private async stream(signal: AbortSignal): Promise<void> {
    const place = await Place.read(this.database, this.store, this.#from);
    const stretch = new Stretch(this.#receiver, signal);
    const ended = new AbortController();
    const end = () => ended.abort();
    signal.addEventListener('abort', end, { once: true });
    const batches = new Turns(
      this.store.subscribe({
        after: place.position,
        categories: this.categories,
        limit: BATCH,
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
      if (sentUpTo) await place.moveTo(sentUpTo, this.database);
      sentUpTo = null;
    };
    try {
      while (!signal.aborted) {
        const read = await batches.within(LOOK_MS);
        if (read?.done) return;
        if (read) {
          mustBeReadable(read.value.events);
          const records = await this.#records.of(read.value.events, place.sent);
          await stretch.send(records);
          place.sent += records.length;
          sentUpTo = read.value;
        }
        await settle();
        const now = this.clock.now();
        if (Date.parse(now) - beaten < HEARTBEAT_MS) continue;
        const { position } = sentUpTo ?? place;
        const signed = await this.#heads.newestSigned();
        await stretch.send([this.#records.heartbeat(now, place.sent, position, signed?.note ?? null)]);
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

const receiverOf = ({ url, ca }: SiemConfig): Receiver =>
  url.startsWith('https:') ? new HttpsReceiver(url, { ca }) : new SyslogReceiver(url, { ca });
