import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { silence } from '#platform';

silence('ioredis');

const logger = new Logger('Redis');

/** Nothing that is sent to Redis waits longer, but for a worker's wait for something to do. */
const ANSWER_MS = 5000;
const LONGEST_RECONNECT_MS = 2000;

const CONNECTING = {
  connectTimeout: ANSWER_MS,
  disconnectTimeout: 500,
  keepAlive: 10_000,
  // It has become a replica: the master may be found at the same address.
  reconnectOnError: ({ message }: Error) => message.startsWith('READONLY'),
};

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
    for (const connection of [this, ...this.#others]) {
      if (connection.status !== 'end') connection.disconnect();
    }
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
  logOutages(connection);
  return connection;
}

/** Says once that Redis is away, and once that it is back, whatever the number of attempts in between. */
function logOutages(connection: Redis): void {
  let isAway = false;
  let reason = 'connection closed';
  // The message of an error may hold the connection string.
  connection.on('error', (error) => {
    reason = 'code' in error ? String(error.code) : error.name;
  });
  connection.on('reconnecting', () => {
    if (!isAway) logger.warn(`Redis does not answer: ${reason}`);
    isAway = true;
  });
  connection.on('ready', () => {
    if (isAway) logger.warn('Redis is back');
    isAway = false;
    reason = 'connection closed';
  });
}
