import type pg from 'pg';
import type { Database } from '#platform';

/**
 * A log in PostgreSQL is read as far as the oldest transaction that still runs: while one is kept open, nobody who follows the log sees
 * what is appended, and then all of it together, which costs them far less than one event after the other.
 */
export class HeldBackLog {
  private constructor(private readonly connection: pg.Client) {}

  /** Nothing that is appended from now on is seen. */
  static async hold(database: Database): Promise<HeldBackLog> {
    const held = new HeldBackLog(await database.dedicated());
    await held.hold();
    return held;
  }

  /** Everything is seen while `work` goes on. */
  async shown<T>(work: () => Promise<T>): Promise<T> {
    await this.connection.query('COMMIT');
    const result = await work();
    await this.hold();
    return result;
  }

  /** Everything is seen from now on. */
  close(): Promise<void> {
    return this.connection.end();
  }

  /** A transaction counts as running for others once it has a number. */
  private async hold(): Promise<void> {
    await this.connection.query('BEGIN; SELECT pg_current_xact_id()');
  }
}
