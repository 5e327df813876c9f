import pg from 'pg';

/**
 * A connection to PostgreSQL whose answers do not outlive their use. Where pg (8.23) makes the promise of an answer, or waits
 * for it no longer than `query_timeout`, V8 moves every row to the old objects before it is let go: who reads millions then
 * spends much time and memory on them. Both are done here instead, around a callback that the query is born with.
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
      // It would lead to the socket; this leads to who asked.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  }

  /**
   * Closes the connection at once, as pg does. `end` alone waits for an answer that may never come, and whoever waits for a
   * connection of the pool waits with it; but it has the pool lend this one no more.
   */
  #giveUp(): void {
    void this.end();
    (this as unknown as { connection: pg.Connection }).connection.stream.destroy();
  }
}
