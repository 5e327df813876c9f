import pg from 'pg';

/**
 * A connection to PostgreSQL whose rows are collected while they are young. Where pg (8.23) itself makes the promise of an answer, or
 * bounds the wait for it (`query_timeout`), V8 moves every row to the old generation first: reading millions of them then takes
 * much more time and memory. So both are done here, around a callback that is given to the query when it is made.
 */
export class Client extends pg.Client {
  readonly #answerMs: number | undefined;

  constructor({ query_timeout, ...config }: pg.ClientConfig = {}) {
    super(config);
    this.#answerMs = query_timeout;
  }

  /** @throws DatabaseError; Error `Query read timeout`, and the connection is closed */
  // biome-ignore lint/suspicious/noExplicitAny: pg declares it in eight ways
  override async query(config: any, values?: any): Promise<any> {
    const answerMs: number | undefined = config.query_timeout ?? this.#answerMs;
    this.#sendTogether();
    try {
      return await new Promise((resolve, reject) => {
        const timer =
          answerMs &&
          setTimeout(() => {
            reject(new Error('Query read timeout'));
            this.#giveUp();
          }, answerMs);
        super.query(
          new pg.Query(config, values, (error, result) => {
            clearTimeout(timer);
            if (error) reject(error);
            else resolve(result);
          }),
        );
      });
    } catch (error) {
      // The stack that it has begins at the socket; this one leads to who asked.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  }

  /** What is asked of it in one turn goes out in one piece: each costs a call of the system, which takes longer than to write it. */
  #sendTogether(): void {
    const { stream } = this.#connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }

  /**
   * Closes the connection at once, as pg does. `end` alone waits for an answer that may never come, and whoever waits for a
   * connection of the pool waits with it; but it has the pool lend this one no more.
   */
  #giveUp(): void {
    void this.end();
    this.#connection.stream.destroy();
  }

  get #connection(): pg.Connection {
    return (this as unknown as { connection: pg.Connection }).connection;
  }
}
