import { Injectable } from '@nestjs/common';
import { Database, type Instant } from '#platform';
import type { Notice } from '../domain/notices.ts';

export const outboxTables = `
  CREATE SCHEMA IF NOT EXISTS notifications;
  -- Mails to send and sent: to whom by code, about what by template and data. Addresses, texts and links are put in
  -- when a mail is sent, and never kept here.
  CREATE TABLE notifications.outbox (
    id uuid PRIMARY KEY,
    user_code text NOT NULL,
    template text NOT NULL,
    data jsonb NOT NULL,
    queued_at timestamptz NOT NULL,
    useful_until timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    sent_at timestamptz,
    dropped_at timestamptz,
    last_error text
  );
  CREATE INDEX outbox_due ON notifications.outbox (due_at) WHERE sent_at IS NULL AND dropped_at IS NULL;
`;

/** A mail to be sent. */
export interface Queued {
  /** Derived from its cause: queued twice, it is one. */
  readonly id: string;
  readonly userCode: string;
  readonly notice: Notice;
  /** After that it would say nothing of use. */
  readonly usefulUntil: Instant;
  readonly attempts: number;
}

interface OutboxRow {
  id: string;
  userCode: string;
  template: Notice['template'];
  data: Notice['data'];
  usefulUntil: Date;
  attempts: number;
}

const IS_OPEN = 'sent_at IS NULL AND dropped_at IS NULL';

@Injectable()
export class Outbox {
  constructor(private readonly database: Database) {}

  /** Queues a mail, once; answers whether it was now. */
  async queue(
    { id, userCode, notice, usefulUntil }: Omit<Queued, 'attempts'>,
    now: Instant,
  ): Promise<boolean> {
    const { rowCount } = await this.database.query(
      `INSERT INTO notifications.outbox (id, user_code, template, data, queued_at, useful_until, due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $5) ON CONFLICT (id) DO NOTHING`,
      [id, userCode, notice.template, notice.data, now, usefulUntil],
    );
    return rowCount === 1;
  }

  /** What is due now, the longest waiting first. */
  async due(now: Instant, limit: number): Promise<Queued[]> {
    const { rows } = await this.database.query<OutboxRow>(
      `SELECT id, user_code AS "userCode", template, data, useful_until AS "usefulUntil", attempts
       FROM notifications.outbox WHERE ${IS_OPEN} AND due_at <= $1 ORDER BY due_at, queued_at, id LIMIT $2`,
      [now, limit],
    );
    return rows.map(({ template, data, usefulUntil, ...row }) => ({
      ...row,
      notice: { template, data } as Notice,
      usefulUntil: usefulUntil.toISOString(),
    }));
  }

  /** How many mails are still to be sent: those not tried yet, and those that failed and will be tried again. */
  async backlog(): Promise<{ waiting: number; failed: number }> {
    const { rows } = await this.database.query<{ waiting: number; failed: number }>(
      `SELECT count(*) FILTER (WHERE attempts = 0)::int AS waiting,
              count(*) FILTER (WHERE attempts > 0)::int AS failed
       FROM notifications.outbox WHERE ${IS_OPEN}`,
    );
    return rows[0]!;
  }

  async sent(id: string, now: Instant): Promise<void> {
    await this.settle('sent_at', id, now);
  }

  /** It is of no use any more, or its addressee is gone. */
  async dropped(id: string, now: Instant): Promise<void> {
    await this.settle('dropped_at', id, now);
  }

  /** It will be tried again at `dueAt`. `error` is a code, never a text that could name a person. */
  async failed(id: string, error: string, dueAt: Instant): Promise<void> {
    await this.database.query(
      'UPDATE notifications.outbox SET attempts = attempts + 1, last_error = $2, due_at = $3 WHERE id = $1',
      [id, error, dueAt],
    );
  }

  private async settle(column: 'sent_at' | 'dropped_at', id: string, now: Instant): Promise<void> {
    await this.database.query(
      `UPDATE notifications.outbox SET attempts = attempts + 1, last_error = NULL, ${column} = $2 WHERE id = $1`,
      [id, now],
    );
  }
}
