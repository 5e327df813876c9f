import type { AccountEvent } from '#accounts';
import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import type { PersonEvent } from '#habilitations';
import type { Sql } from '#platform';
import type { ConnectionDataEvent } from '../../domain/connection-data.ts';
import type { DataAccessEvent } from '../../domain/data-access.ts';
import type { ErasureEvent } from '../../domain/erasure.ts';
import type { RetentionFreezeEvent } from '../../domain/retention-freeze.ts';

type PrivacyEvent =
  | (ErasureEvent | DataAccessEvent | RetentionFreezeEvent | ConnectionDataEvent)
  | Extract<PersonEvent, { type: 'PersonRegistered' }>
  | Extract<AccountEvent, { type: 'AccountOpened' | 'AccountClosed' }>;

/** Whose data were erased, are to be, were asked for or are frozen; since when people are gone; months without connection data. */
export const privacyProjection: Projection<PrivacyEvent> = {
  name: 'privacy',
  version: 2,
  categories: ['erasure', 'dataaccess', 'freeze', 'connectiondata', 'person', 'account'],
  tables: `
    CREATE TABLE erasures (
      -- The person, or the code of whoever is none.
      name text COLLATE "C" NOT NULL,
      requested_at timestamptz NOT NULL,
      state text NOT NULL,
      person_id uuid,
      user_codes jsonb NOT NULL,
      caf_id text NOT NULL,
      -- Null where nobody asked: the time was over.
      reason text,
      requested_by text NOT NULL,
      decided_at timestamptz,
      decided_by text,
      decision text,
      basis text NOT NULL DEFAULT 'request',
      PRIMARY KEY (name, requested_at)
    );
    CREATE TABLE announced (name text COLLATE "C" PRIMARY KEY, person_id uuid, caf_id text NOT NULL, erased_on date NOT NULL);
    CREATE TABLE data_accesses (
      name text COLLATE "C" NOT NULL,
      caf_id text NOT NULL,
      requested_at timestamptz NOT NULL,
      state text NOT NULL,
      reason text NOT NULL,
      received_on date NOT NULL,
      requested_by text NOT NULL,
      decided_at timestamptz,
      decision text,
      PRIMARY KEY (name, caf_id, requested_at)
    );
    -- Since when there may be nobody any more: a person without any habilitation, a code that is closed.
    CREATE TABLE persons (id uuid PRIMARY KEY, gestionnaire_id text NOT NULL, registered_at timestamptz NOT NULL);
    CREATE TABLE codes (
      user_code text COLLATE "C" PRIMARY KEY,
      person_id uuid,
      organism_id text NOT NULL,
      opened_at timestamptz NOT NULL,
      closed_at timestamptz
    );
    CREATE INDEX ON codes (person_id);
    CREATE TABLE freezes (
      name text COLLATE "C",
      user_codes jsonb NOT NULL,
      caf_id text NOT NULL,
      since timestamptz NOT NULL,
      until date,
      reason text NOT NULL,
      frozen_by text NOT NULL,
      PRIMARY KEY (name, caf_id)
    );
    CREATE TABLE expired_months (
      month text PRIMARY KEY,
      at timestamptz NOT NULL,
      kept int NOT NULL
    );
  `,
  indexes: `
    CREATE INDEX erasures_of_caf ON erasures (caf_id, requested_at DESC);
    CREATE INDEX data_accesses_of_caf ON data_accesses (caf_id, requested_at DESC);
  `,
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
      await sql.query('DELETE FROM announced WHERE name = $1', [name]);
      if (event.data.basis === 'request') await decide(sql, name, 'erased', at, event.data.by, null);
      // What nobody has decided of waits for nobody any more.
      for (const asked of ['erasures', 'data_accesses'])
        await sql.query(`DELETE FROM ${asked} WHERE name = $1 AND state = 'requested'`, [name]);
      if (event.data.basis === 'request') return;
      await sql.query(
        `INSERT INTO erasures (name, requested_at, state, person_id, user_codes, caf_id, requested_by, decided_at, basis)
         VALUES ($1, $2, 'erased', $3, $4, $5, $6, $2, 'retention')`,
        [
          name,
          at,
          event.data.personId,
          JSON.stringify(event.data.userCodes),
          event.data.cafId,
          event.data.by,
        ],
      );
      return;
    case 'ErasureAnnounced':
      await sql.query(
        `INSERT INTO announced VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO UPDATE SET erased_on = excluded.erased_on`,
        [name, event.data.personId, event.data.cafId, event.data.on],
      );
      return;
    case 'ErasureCalledOff':
      await sql.query('DELETE FROM announced WHERE name = $1', [name]);
      return;
    case 'DataAccessRequested': {
      const { cafId, reason, receivedOn, by } = event.data;
      await sql.query(
        `INSERT INTO data_accesses (name, caf_id, requested_at, state, reason, received_on, requested_by)
         VALUES ($1, $2, $3, 'requested', $4, $5, $6)`,
        [name, cafId, at, reason, receivedOn, by],
      );
      return;
    }
    case 'DataAccessGranted':
      return decideAccess(sql, name, event.data.cafId, 'granted', at, null);
    case 'DataAccessRefused':
      return decideAccess(sql, name, event.data.cafId, 'refused', at, event.data.reason);
    case 'PersonRegistered':
      await sql.query('INSERT INTO persons VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
        name,
        event.data.gestionnaireId,
        at,
      ]);
      return;
    case 'AccountOpened':
      await sql.query('INSERT INTO codes VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
        event.data.userCode,
        event.data.personId,
        event.data.organism.id,
        at,
      ]);
      return;
    case 'AccountClosed':
      await sql.query('UPDATE codes SET closed_at = $2 WHERE user_code = $1', [name, event.data.at]);
      return;
    case 'ErasureExtended':
    case 'DataExtracted':
      return;
    case 'RetentionFrozen': {
      const { userCodes, cafId, until, reason, by } = event.data;
      await sql.query(
        `INSERT INTO freezes VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (name, caf_id) DO UPDATE SET since = excluded.since, until = excluded.until, reason = excluded.reason,
           frozen_by = excluded.frozen_by`,
        [name, JSON.stringify(userCodes), cafId, at, until, reason, by],
      );
      return;
    }
    case 'RetentionFreezeLifted':
      await sql.query('DELETE FROM freezes WHERE name = $1 AND caf_id = coalesce($2, caf_id)', [
        name,
        event.data.cafId,
      ]);
      return;
    case 'MonthExpired':
      await sql.query(
        `INSERT INTO expired_months VALUES ($1, $2, $3)
         ON CONFLICT (month) DO UPDATE SET at = excluded.at, kept = excluded.kept`,
        [event.data.month, at, event.data.kept.length],
      );
      return;
    default:
      // Of persons and codes, all else says nothing of their end.
      return;
  }
}

async function decideAccess(
  sql: Sql,
  name: string,
  cafId: string,
  state: 'granted' | 'refused',
  at: string,
  decision: string | null,
): Promise<void> {
  await sql.query(
    `UPDATE data_accesses SET state = $3, decided_at = $4, decision = $5
     WHERE name = $1 AND caf_id = $2 AND state = 'requested'`,
    [name, cafId, state, at, decision],
  );
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
