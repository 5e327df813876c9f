import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import type { Sql } from '#platform';
import type { ConnectionDataEvent } from '../../domain/connection-data.ts';
import type { ErasureEvent } from '../../domain/erasure.ts';
import type { RetentionFreezeEvent } from '../../domain/retention-freeze.ts';

type PrivacyEvent = ErasureEvent | RetentionFreezeEvent | ConnectionDataEvent;

/** Whom the register has forgotten or is asked to, what is frozen, and of which months it no longer says where people connected from. */
export const privacyProjection: Projection<PrivacyEvent> = {
  name: 'privacy',
  version: 1,
  categories: ['erasure', 'freeze', 'connectiondata'],
  tables: `
    CREATE TABLE erasures (
      -- The person, or the code of whoever is none.
      name text COLLATE "C" NOT NULL,
      requested_at timestamptz NOT NULL,
      state text NOT NULL,
      person_id uuid,
      user_codes jsonb NOT NULL,
      caf_id text NOT NULL,
      reason text NOT NULL,
      requested_by text NOT NULL,
      decided_at timestamptz,
      decided_by text,
      decision text,
      PRIMARY KEY (name, requested_at)
    );
    CREATE TABLE freezes (
      name text COLLATE "C" PRIMARY KEY,
      user_codes jsonb NOT NULL,
      caf_id text NOT NULL,
      since timestamptz NOT NULL,
      until date,
      reason text NOT NULL,
      frozen_by text NOT NULL
    );
    CREATE TABLE expired_months (
      month text PRIMARY KEY,
      at timestamptz NOT NULL,
      kept int NOT NULL
    );
  `,
  indexes: 'CREATE INDEX erasures_of_caf ON erasures (caf_id, requested_at DESC)',
  async project(events, sql) {
    for (const event of events) await apply(event, sql);
  },
};

async function apply(event: RecordedEvent<PrivacyEvent>, sql: Sql): Promise<void> {
  const name = idOf(event.stream);
  const at = event.metadata.occurredAt;
  switch (event.type) {
    case 'ErasureRequested': {
      const { personId, userCodes, cafId, reason, by } = event.data;
      await sql.query(
        `INSERT INTO erasures (name, requested_at, state, person_id, user_codes, caf_id, reason, requested_by)
         VALUES ($1, $2, 'requested', $3, $4, $5, $6, $7)`,
        [name, at, personId, JSON.stringify(userCodes), cafId, reason, by],
      );
      return;
    }
    case 'ErasureRefused':
      return decide(sql, name, 'refused', at, event.data.by, event.data.reason);
    case 'PersonErased':
      return decide(sql, name, 'erased', at, event.data.by, null);
    case 'RetentionFrozen': {
      const { userCodes, cafId, until, reason, by } = event.data;
      await sql.query(
        `INSERT INTO freezes VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (name) DO UPDATE SET since = excluded.since, until = excluded.until, reason = excluded.reason,
           caf_id = excluded.caf_id, frozen_by = excluded.frozen_by`,
        [name, JSON.stringify(userCodes), cafId, at, until, reason, by],
      );
      return;
    }
    case 'RetentionFreezeLifted':
      await sql.query('DELETE FROM freezes WHERE name = $1', [name]);
      return;
    case 'MonthExpired':
      await sql.query(
        `INSERT INTO expired_months VALUES ($1, $2, $3)
         ON CONFLICT (month) DO UPDATE SET at = excluded.at, kept = excluded.kept`,
        [event.data.month, at, event.data.kept.length],
      );
      return;
    default:
      return event satisfies never;
  }
}

async function decide(
  sql: Sql,
  name: string,
  state: 'refused' | 'erased',
  at: string,
  by: string,
  decision: string | null,
): Promise<void> {
  await sql.query(
    `UPDATE erasures SET state = $2, decided_at = $3, decided_by = $4, decision = $5
     WHERE name = $1 AND state = 'requested'`,
    [name, state, at, by, decision],
  );
}
