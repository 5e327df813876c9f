import { setMaxListeners } from 'node:events';
import pg from 'pg';
import { Semaphore } from '../semaphore.ts';
import { whenAllEnded } from '../when-all-ended.ts';
import { Client } from './client.ts';

/** A statement, prepared once per connection when it has a `name`. */
export interface Statement extends pg.QueryConfig {
  /** Milliseconds after which nobody waits for its answer any more. */
  readonly query_timeout?: number;
  /** Ends the statement, on the server too, when nobody wants its answer any more. For `Database.query`. */
  readonly signal?: AbortSignal;
}

/** What runs SQL: the pool, or a connection inside a transaction. */
export interface Sql {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    query: string | Statement,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
}

/** Longest wait for a connection, to the server or from the pool. */
const CONNECT_MS = 10_000;
/** Longest wait for the answer to a statement that does not say how long. Without one, a connection that falls silent holds its work for ever. */
const ANSWER_MS = 60_000;
/** The server gives up on a machine that has vanished, and frees its locks, within 25 s: by default it takes hours. */
const KEEPALIVES = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';
/** Room to sort a page of the log in memory: in what servers allow by default it does not fit, and would be sorted on disk. */
const ROOM_TO_SORT = '-c work_mem=16MB';

/** So many batches of read models are written at a time: half of the connections are left to those who wait for a page. */
const BATCHES_AT_ONCE = 8;

/**
 * The PostgreSQL of this process: a pool for short work, and connections of one's own for what must hold a
 * session (locks, LISTEN). `onError` hears of connections lost while idle, which would otherwise end the
 * process.
 */
export class Database implements Sql {
  readonly #pool: pg.Pool;
  readonly #connection: pg.ClientConfig;
  readonly #onLost: (error: Error) => void;
  readonly #batches = new Semaphore(BATCHES_AT_ONCE);
  #closing = false;

  constructor(
    readonly url: string,
    onError: (error: Error) => void = () => {},
    { poolSize = 16, answerMs = ANSWER_MS } = {},
  ) {
    this.#onLost = (error) => {
      if (!this.#closing) onError(error);
    };
    this.#connection = {
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: answerMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      options: `${KEEPALIVES} ${ROOM_TO_SORT}`,
      // What is asked of one connection at the same time is sent together, as `queryAll` and `readThenWrite` do.
      pipeline: true,
    };
    this.#pool = new pg.Pool({ ...this.#connection, max: poolSize, Client });
    this.#pool.on('error', this.#onLost);
    // The pool listens to idle connections alone: the loss of a lent one, or one just made, would end the process.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /**
   * Runs one statement. Give a frequent one a `name`.
   * @throws whatever its signal was aborted with
   */
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    query: string | Statement,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>> {
    const signal = typeof query === 'object' ? query.signal : undefined;
    return this.lend((client) => {
      const run = () => client.query<Row>(query, values);
      return signal ? this.untilAborted(client, signal, run) : run();
    });
  }

  /** Sends statements together, in one round trip. Each is a transaction by itself, and sees what those before it have done. */
  queryAll<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    statements: readonly Statement[],
  ): Promise<pg.QueryResult<Row>[]> {
    // While one is under way, whoever is lent the connection next could not end a statement of theirs.
    return this.lend((client) => whenAllEnded(statements.map((statement) => client.query<Row>(statement))));
  }

  /** Runs `work` in one transaction: all of it or nothing. `first`: statements that are sent along with its beginning. */
  transaction<T>(work: (sql: Sql) => Promise<T>, first = ''): Promise<T> {
    return this.lend((client) =>
      orRollBack(client, async () => {
        await client.query(`BEGIN;${first}`);
        const result = await work(client);
        await client.query('COMMIT');
        return result;
      }),
    );
  }

  /** The same for a batch of a read model, which waits until few enough others are being written. */
  batch<T>(work: (sql: Sql) => Promise<T>, first = ''): Promise<T> {
    return this.#batches.run(() => this.transaction(work, first));
  }

  /**
   * One transaction in two round trips: `decision` makes what is written (nothing, where that is null) of what `read` finds.
   * `first`: as above. It answers after the first of them what was decided, for whoever need not wait until that is `written`; only
   * then it holds, and whoever relies on it must wait.
   */
  readThenWrite<Row extends pg.QueryResultRow, T>(
    first: string,
    read: Statement,
    decision: (rows: Row[]) => { readonly write: Statement | null; readonly result: T },
  ): Promise<{ readonly result: T; readonly written: Promise<void> }> {
    return new Promise((decided, failed) => {
      const written = this.lend((client) =>
        orRollBack(client, async () => {
          const [, { rows }] = await Promise.all([client.query(`BEGIN;${first}`), client.query<Row>(read)]);
          const { write, result } = decision(rows);
          // After a statement that failed, COMMIT rolls back.
          const committed = Promise.all([write && client.query(write), client.query('COMMIT')]);
          decided({ result, written });
          await committed;
        }),
      );
      written.catch(failed);
    });
  }

  /** A connection outside the pool, for who must hold one. The caller ends it. */
  async dedicated(): Promise<pg.Client> {
    const client = new Client(this.#connection);
    client.on('error', this.#onLost);
    await client.connect();
    return client;
  }

  /** What the last connections say while they end is no news. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#pool.end();
  }

  /** The connection is not lent again before the server has heard: it would end the statement of somebody else. */
  private async untilAborted<T>(
    client: pg.PoolClient,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    // A page asks for many things at once, all of which are given up together.
    setMaxListeners(0, signal);
    let told: Promise<unknown> | undefined;
    const tell = () => {
      told = this.cancel(client).catch(() => {});
    };
    signal.addEventListener('abort', tell, { once: true });
    try {
      return await work();
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener('abort', tell);
      await told;
    }
  }

  /** From a connection of its own: those of the pool may all be waiting. */
  private async cancel(client: pg.PoolClient): Promise<void> {
    const other = await this.dedicated();
    try {
      await other.query('SELECT pg_cancel_backend($1)', [(client as { processID?: number }).processID]);
    } finally {
      await other.end();
    }
  }

  /**
   * Lends a connection of the pool. One that is lost does not come back; one on which a statement merely
   * failed does (`pg.Pool#query` would throw it away).
   */
  private async lend<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let lost: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      if (isFatal(error)) lost = error;
      throw error;
    } finally {
      client.release(lost);
    }
  }
}

/** The connection is gone, or still busy with what nobody waits for any more. */
const isFatal = (error: unknown): error is Error =>
  error instanceof pg.DatabaseError
    ? error.severity === 'FATAL'
    : error instanceof Error && error.message === 'Query read timeout';

async function orRollBack<T>(sql: Sql, transaction: () => Promise<T>): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    // It would wait behind the statement that was not answered.
    if (!isFatal(error)) await sql.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
