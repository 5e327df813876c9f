import { Injectable } from '@nestjs/common';
import type { MailState } from '#anomalies';
import { Database, Grouping, type Instant } from '#platform';
import type { Obstacle } from '../delivery/obstacles.ts';
import type { Notice, Template } from '../domain/notices.ts';

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

/** When each was last tried; and the mails of a case, found by it. */
export const outboxStates = `
  ALTER TABLE notifications.outbox ADD COLUMN tried_at timestamptz;
  CREATE INDEX outbox_of_anomaly ON notifications.outbox ((data ->> 'anomalyId')) WHERE data ? 'anomalyId';
  CREATE INDEX outbox_links ON notifications.outbox (user_code) WHERE template = 'activation-link';
  CREATE INDEX outbox_settled ON notifications.outbox (coalesce(sent_at, dropped_at));
`;

/** Who signs behind a link has no code: where to write to them stands in the log, with their convention. */
export const outboxOfRepresentatives = `
  ALTER TABLE notifications.outbox ALTER COLUMN user_code DROP NOT NULL;
  CREATE INDEX outbox_of_convention ON notifications.outbox ((data ->> 'conventionId')) WHERE template = 'signature-link';
`;

/** The mails to a code, found by it. */
export const outboxOfCodes = `
  CREATE INDEX outbox_of_code ON notifications.outbox (user_code, queued_at DESC);
`;

/** A mail to be sent. */
export interface Queued {
  /** Derived from its cause: queued twice, it is one. */
  readonly id: string;
  /** Null for a legal representative (R2). */
  readonly userCode: string | null;
  readonly notice: Notice;
  /** After that it would say nothing of use. */
  readonly usefulUntil: Instant;
  readonly attempts: number;
}

/** A mail, and what became of it. */
export interface MailProgress {
  readonly id: string;
  readonly userCode: string;
  readonly template: Template;
  readonly state: MailState;
  /** The code of why it was refused or given up. */
  readonly reason: string | null;
  /** Since when it is in this state. */
  readonly at: Instant;
}

interface OutboxRow {
  id: string;
  userCode: string | null;
  template: Notice['template'];
  data: Notice['data'];
  usefulUntil: Date;
  attempts: number;
}

const IS_OPEN = 'sent_at IS NULL AND dropped_at IS NULL';

/** A mail that was sent, or given up for a reason. */
interface Settlement {
  readonly id: string;
  readonly at: Instant;
  readonly reason: Obstacle | null;
}

@Injectable()
export class Outbox {
  readonly #settling = new Grouping<Settlement, undefined>(
    (group) => this.settleAll(group),
    ({ id }, group) => group.every((other) => other.id !== id),
  );

  constructor(private readonly database: Database) {}

  /** Queues a mail, once; answers whether it was now. */
  async queue(
    { id, userCode, notice, usefulUntil }: Omit<Queued, 'attempts'>,
    now: Instant,
  ): Promise<boolean> {
    const { rowCount } = await this.database.query({
      name: 'outbox-queue',
      text: `INSERT INTO notifications.outbox (id, user_code, template, data, queued_at, useful_until, due_at)
             VALUES ($1, $2, $3, $4, $5, $6, $5) ON CONFLICT (id) DO NOTHING`,
      values: [id, userCode, notice.template, notice.data, now, usefulUntil],
    });
    return rowCount === 1;
  }

  /** Of these mails, those that were never queued. */
  async unknown(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.database.query<{ id: string }>(
      'SELECT id FROM unnest($1::uuid[]) AS id EXCEPT SELECT id FROM notifications.outbox WHERE id = ANY ($1)',
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
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

  /** The mails about an anomaly, the latest first. */
  async aboutAnomaly(anomalyId: string): Promise<readonly MailProgress[]> {
    return (await this.aboutAnomalies([anomalyId])).get(anomalyId) ?? [];
  }

  /** The mails about each of these anomalies, the latest first; those without any are not in it. */
  async aboutAnomalies(anomalyIds: readonly string[]): Promise<ReadonlyMap<string, readonly MailProgress[]>> {
    const mails = await this.progress(`data ? 'anomalyId' AND data ->> 'anomalyId' = ANY ($1)`, [anomalyIds]);
    const found = new Map<string, MailProgress[]>();
    for (const { anomalyId, ...mail } of mails) {
      const known = found.get(anomalyId!);
      if (known) known.push(mail);
      else found.set(anomalyId!, [mail]);
    }
    return found;
  }

  /** The mails to a code of these kinds, the latest first. */
  async to(userCode: string, templates: readonly Template[]): Promise<MailProgress[]> {
    const mails = await this.progress('user_code = $1 AND template = ANY ($2)', [userCode, templates]);
    return mails.map(({ anomalyId: _, ...mail }) => mail);
  }

  sent(id: string, now: Instant): Promise<void> {
    return this.#settling.ask({ id, at: now, reason: null });
  }

  /** It is given up: of no use any more, or not to its addressee. */
  dropped(id: string, reason: Obstacle, now: Instant): Promise<void> {
    return this.#settling.ask({ id, at: now, reason });
  }

  /** What was sent or given up before that. */
  async settledBefore(before: Instant): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      'SELECT id FROM notifications.outbox WHERE coalesce(sent_at, dropped_at) < $1',
      [before],
    );
    return rows.map(({ id }) => id);
  }

  /** The mails with a link to choose the password of a code by. */
  async linksFor(userCode: string): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      `SELECT id FROM notifications.outbox WHERE template IN ('activation-link', 'password-lost') AND user_code = $1`,
      [userCode],
    );
    return rows.map(({ id }) => id);
  }

  /** The mails with a link to sign a convention by. */
  async signatureLinksFor(conventionId: string): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      `SELECT id FROM notifications.outbox WHERE template = 'signature-link' AND data ->> 'conventionId' = $1`,
      [conventionId],
    );
    return rows.map(({ id }) => id);
  }

  /** The mails to these codes, and those that name one of these ids. */
  async about(userCodes: readonly string[], ids: readonly string[]): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      `SELECT id FROM notifications.outbox WHERE user_code = ANY ($1)
         OR EXISTS (SELECT 1 FROM unnest($2::text[]) AS named WHERE strpos(data::text, named) > 0)`,
      [userCodes, ids],
    );
    return rows.map(({ id }) => id);
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.database.query('DELETE FROM notifications.outbox WHERE id = ANY ($1)', [ids]);
  }

  /** It will be tried again at `dueAt`. `error` is a code, never a text that could name a person. */
  async failed(id: string, error: string, now: Instant, dueAt: Instant): Promise<void> {
    await this.database.query(
      `UPDATE notifications.outbox SET attempts = attempts + 1, last_error = $2, tried_at = $3, due_at = $4
       WHERE id = $1`,
      [id, error, now, dueAt],
    );
  }

  private async progress(
    condition: string,
    values: unknown[],
  ): Promise<(MailProgress & { readonly anomalyId: string | null })[]> {
    const { rows } = await this.database.query<
      Omit<MailProgress, 'at'> & { anomalyId: string | null; at: Date }
    >(
      `SELECT id, user_code AS "userCode", template, last_error AS reason, data ->> 'anomalyId' AS "anomalyId",
         CASE WHEN sent_at IS NOT NULL THEN 'accepted' WHEN dropped_at IS NOT NULL THEN 'given-up'
           WHEN last_error IS NOT NULL THEN 'refused' ELSE 'waiting' END AS state,
         coalesce(sent_at, dropped_at, tried_at, queued_at) AS at
       FROM notifications.outbox WHERE ${condition} ORDER BY at DESC, user_code, id`,
      values,
    );
    return rows.map(({ at, ...mail }) => ({ ...mail, at: at.toISOString() }));
  }

  private async settleAll(group: readonly Settlement[]): Promise<undefined[]> {
    await this.database.query({
      name: 'outbox-settle',
      text: `UPDATE notifications.outbox AS mail SET attempts = attempts + 1, last_error = settled.reason,
               sent_at = CASE WHEN settled.reason IS NULL THEN settled.at ELSE sent_at END,
               dropped_at = CASE WHEN settled.reason IS NULL THEN dropped_at ELSE settled.at END
             FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]) AS settled (id, at, reason)
             WHERE mail.id = settled.id`,
      values: [group.map(({ id }) => id), group.map(({ at }) => at), group.map(({ reason }) => reason)],
    });
    return group.map(() => undefined);
  }
}
