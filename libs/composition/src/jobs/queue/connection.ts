import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';

const logger = new Logger('Redis');

/** Nothing that is sent to Redis waits longer, but for a worker's wait for something to do. */
const ANSWER_MS = 5000;
const LONGEST_RECONNECT_MS = 2000;

const CONNECTING = { connectTimeout: ANSWER_MS, keepAlive: 10_000 };

const reconnectAfter = (times: number): number => Math.min(times * 100, LONGEST_RECONNECT_MS);

/**
 * The connections of a worker: what it asks waits until Redis is there again. BullMQ makes a second one out of the first,
 * and cannot be relied on to end either of them while Redis is away: `endAll` does.
 */
export class WorkerConnection extends Redis {
  readonly #others: Redis[] = [];
  readonly #state: { ended: boolean };

  constructor(url: string) {
    const state = { ended: false };
    super(url, {
      ...CONNECTING,
      maxRetriesPerRequest: null,
      retryStrategy: (times) => (state.ended ? null : reconnectAfter(times)),
    });
    this.#state = state;
    this.on('error', () => {});
  }

  override duplicate(...options: Parameters<Redis['duplicate']>): Redis {
    const other = super.duplicate(...options);
    other.on('error', () => {});
    this.#others.push(other);
    return other;
  }

  endAll(): void {
    this.#state.ended = true;
    for (const connection of [this, ...this.#others]) connection.disconnect();
  }
}

/** For those whom somebody waits for: what cannot be sent or is not answered fails. It reconnects without end. */
export function failFastConnection(url: string): Redis {
  const connection = new Redis(url, {
    ...CONNECTING,
    retryStrategy: reconnectAfter,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWER_MS,
  });
  const log = outageLog();
  connection.on('error', log.away);
  connection.on('ready', log.back);
  return connection;
}

/** Says once that Redis is away, and once that it is back, whatever the number of attempts in between. */
function outageLog(): { away: (error: Error) => void; back: () => void } {
  let isAway = false;
  return {
    away: (error) => {
      if (!isAway) logger.warn(`Redis does not answer: ${nameOf(error)}`);
      isAway = true;
    },
    back: () => {
      if (isAway) logger.warn('Redis is back');
      isAway = false;
    },
  };
}

/** A connection string may stand in the message. */
const nameOf = (error: Error): string => ('code' in error ? String(error.code) : error.name);
