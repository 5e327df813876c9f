import type pg from 'pg';
import { EVENTS_CHANNEL } from '#event-sourcing';
import type { Database, Notifications } from '#platform';

/**
 * Keeps what is appended from those who follow the log, and then shows them all of it together, which costs them far less than one
 * event after the other. A log in PostgreSQL is read as far as the oldest transaction that still runs: this keeps one open.
 */
export class HeldBackLog {
  private constructor(
    private readonly connection: pg.Client,
    private readonly notifications: Notifications,
  ) {}

  static async open(database: Database, notifications: Notifications): Promise<HeldBackLog> {
    const log = new HeldBackLog(await database.dedicated(), notifications);
    await log.connection.query(HOLD);
    notifications.holdBack(EVENTS_CHANNEL);
    return log;
  }

  /** What was appended until now is seen, what comes then is not. */
  async show(): Promise<void> {
    await this.connection.query(`COMMIT; ${HOLD}`);
    this.notifications.goOn(EVENTS_CHANNEL);
    this.notifications.holdBack(EVENTS_CHANNEL);
  }

  /** Everything is seen from now on. */
  async close(): Promise<void> {
    await this.connection.end();
    this.notifications.goOn(EVENTS_CHANNEL);
  }
}

/** A transaction counts as running for others once it has a number. */
const HOLD = 'BEGIN; SELECT pg_current_xact_id()';
