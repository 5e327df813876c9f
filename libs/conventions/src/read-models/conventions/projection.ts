import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import { parisDateOf, type Sql, searchable, searchIndex } from '#platform';
import type { ConventionEvent, Registration } from '../../domain/convention-events.ts';
import { partyOf } from '../../domain/party-of.ts';
import type { SignatureLinkView } from './view.ts';

const SEARCH = searchable(
  "gestionnaire ->> 'name'",
  'gestionnaire_id',
  "gestionnaire ->> 'representative'",
  "caf ->> 'name'",
);

/** Every convention with its parties, establishments, signatures and state. */
export const conventionsProjection: Projection<ConventionEvent> = {
  name: 'conventions',
  version: 9,
  categories: ['convention'],
  tables: `
    CREATE TABLE conventions (
      id uuid PRIMARY KEY,
      state text NOT NULL,
      caf_id text NOT NULL,
      gestionnaire_id text NOT NULL,
      caf jsonb NOT NULL,
      gestionnaire jsonb NOT NULL,
      effective_from date,
      until date NOT NULL,
      terminated_on date,
      signatures jsonb NOT NULL DEFAULT '[]',
      announced jsonb,
      link jsonb,
      renewal jsonb,
      renewals jsonb NOT NULL DEFAULT '[]',
      search text NOT NULL GENERATED ALWAYS AS (${SEARCH}) STORED
    );
    -- An establishment may stand in several conventions: a renewal covers it again.
    CREATE TABLE establishments (
      id uuid NOT NULL,
      convention_id uuid NOT NULL REFERENCES conventions,
      name text NOT NULL,
      address text NOT NULL,
      search text NOT NULL GENERATED ALWAYS AS (${searchable('name', 'address')}) STORED,
      PRIMARY KEY (id, convention_id)
    );
    CREATE INDEX ON establishments (convention_id);
  `,
  indexes: `
    ${searchIndex('conventions')}
    ${searchIndex('establishments')}
  `,
  async project(events, sql) {
    for (const event of events) await apply(event, sql);
  },
};

async function apply(event: RecordedEvent<ConventionEvent>, sql: Sql): Promise<void> {
  const id = idOf(event.stream);
  switch (event.type) {
    case 'ConventionRegistered':
      return register(id, event.data, sql);
    case 'ConventionEffectiveDateSet':
      await sql.query('UPDATE conventions SET effective_from = $2 WHERE id = $1', [
        id,
        event.data.effectiveFrom,
      ]);
      return;
    case 'ConventionSigned':
      await sql.query(
        `UPDATE conventions SET signatures = signatures || $2::jsonb,
           link = CASE WHEN $3 = 'gestionnaire' THEN NULL ELSE link END WHERE id = $1`,
        [id, JSON.stringify([event.data]), event.data.party],
      );
      return;
    case 'SignatureLinkProposed':
      return setLink(id, { ...event.data, expiresAt: null, by: partyOf(event.metadata.actor) }, sql);
    case 'SignatureLinkSent': {
      const { email, expiresAt } = event.data;
      return setLink(id, { email, expiresAt, by: partyOf(event.metadata.actor) }, sql);
    }
    case 'SignatureLinkRevoked':
      return setLink(id, null, sql);
    case 'SignatureAnnounced':
      await sql.query('UPDATE conventions SET announced = $2 WHERE id = $1', [id, event.data]);
      return;
    case 'ConventionActivated':
      return setState(id, 'active', sql);
    case 'ConventionExpired':
      await setRenewal(id, null, sql);
      return setState(id, 'expired', sql);
    case 'RenewalProposed':
      return setRenewal(id, { until: event.data.until, signatures: [] }, sql);
    case 'RenewalWithdrawn':
      return setRenewal(id, null, sql);
    case 'RenewalSigned':
      await sql.query(
        `UPDATE conventions SET renewal = jsonb_set(renewal, '{signatures}', renewal -> 'signatures' || $2::jsonb)
         WHERE id = $1`,
        [id, JSON.stringify([event.data])],
      );
      return;
    case 'ConventionRenewed':
      await sql.query(
        `UPDATE conventions SET until = $2, renewal = NULL,
           renewals = renewals || jsonb_build_array(renewal || jsonb_build_object('formerUntil', $3::text))
         WHERE id = $1`,
        [id, event.data.until, event.data.formerUntil],
      );
      return;
    case 'ConventionTerminated':
      await sql.query(
        `UPDATE conventions SET state = 'terminated', terminated_on = $2, renewal = NULL WHERE id = $1`,
        [id, parisDateOf(event.metadata.occurredAt)],
      );
      return;
    case 'PartyCorrected': {
      const { party, after } = event.data;
      await sql.query(`UPDATE conventions SET ${party} = ${party} || $2::jsonb WHERE id = $1`, [id, after]);
      return dropRenewalSignatures(id, sql);
    }
    case 'EstablishmentCorrected': {
      const { establishmentId, after } = event.data;
      await sql.query(
        'UPDATE establishments SET name = $3, address = $4 WHERE convention_id = $1 AND id = $2',
        [id, establishmentId, after.name, after.address],
      );
      return dropRenewalSignatures(id, sql);
    }
    default:
      return event satisfies never;
  }
}

async function register(id: string, registration: Registration, sql: Sql): Promise<void> {
  const { caf, gestionnaire, establishments, effectiveFrom, until } = registration;
  await sql.query(
    `INSERT INTO conventions (id, state, caf_id, gestionnaire_id, caf, gestionnaire, effective_from, until)
     VALUES ($1, 'draft', $2, $3, $4, $5, $6, $7)`,
    [id, caf.id, gestionnaire.id, caf, gestionnaire, effectiveFrom, until],
  );
  await sql.query(
    `INSERT INTO establishments (id, convention_id, name, address)
     SELECT e.id, $1, e.name, e.address FROM jsonb_to_recordset($2) AS e(id uuid, name text, address text)`,
    [id, JSON.stringify(establishments)],
  );
}

/** What was signed of a renewal is not what both would sign now. */
async function dropRenewalSignatures(id: string, sql: Sql): Promise<void> {
  await sql.query(`UPDATE conventions SET renewal = jsonb_set(renewal, '{signatures}', '[]') WHERE id = $1`, [
    id,
  ]);
}

async function setLink(id: string, link: SignatureLinkView | null, sql: Sql): Promise<void> {
  await sql.query('UPDATE conventions SET link = $2 WHERE id = $1', [id, link]);
}

async function setRenewal(id: string, renewal: object | null, sql: Sql): Promise<void> {
  await sql.query('UPDATE conventions SET renewal = $2 WHERE id = $1', [id, renewal]);
}

async function setState(id: string, state: string, sql: Sql): Promise<void> {
  await sql.query('UPDATE conventions SET state = $2 WHERE id = $1', [id, state]);
}
