import type { ConventionEvent } from '#conventions';
import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import { endOfDay, type Instant, type Sql, startOfDay } from '#platform';
import type { AnnexEvent } from '../../domain/annex.ts';
import type { PersonEvent } from '../../domain/person.ts';
import type { RosterEvent } from '../../domain/roster-events.ts';
import { hasLeft } from '../../domain/roster-state.ts';
import { indexes, tables } from './tables.ts';

type Followed = ConventionEvent | PersonEvent | RosterEvent | AnnexEvent;

/**
 * Persons, requests, holdings with their intervals, amendments of the annex, and the terms of the conventions
 * that carry them.
 */
export const habilitationsProjection: Projection<Followed> = {
  name: 'habilitations',
  version: 8,
  categories: ['convention', 'person', 'roster', 'annex'],
  tables,
  indexes,
  async project(events, sql) {
    for (const event of events) await apply(event, sql);
  },
};

async function apply(event: RecordedEvent<Followed>, sql: Sql): Promise<void> {
  const at = event.metadata.occurredAt;
  switch (event.type) {
    case 'ConventionRegistered': {
      const { gestionnaire, caf, establishments, effectiveFrom, until } = event.data;
      await sql.query(
        `WITH registered AS (
           INSERT INTO conventions (id, gestionnaire_id, caf_id, gestionnaire, caf, effective_from, until)
           VALUES ($1, $2, $3, $4, $5, $6, $7))
         INSERT INTO establishments (convention_id, id, name, address)
         SELECT $1, e.id, e.name, e.address FROM jsonb_to_recordset($8) AS e(id uuid, name text, address text)`,
        [
          idOf(event.stream),
          gestionnaire.id,
          caf.id,
          gestionnaire,
          caf,
          effectiveFrom,
          until,
          JSON.stringify(establishments),
        ],
      );
      return;
    }
    case 'ConventionEffectiveDateSet':
      await sql.query('UPDATE conventions SET effective_from = $2 WHERE id = $1', [
        idOf(event.stream),
        event.data.effectiveFrom,
      ]);
      return;
    case 'ConventionActivated':
      return activate(idOf(event.stream), startOfDay(event.data.effectiveFrom), at, sql);
    case 'ConventionRenewed': {
      const { formerUntil, until } = event.data;
      await sql.query(
        `WITH before AS (INSERT INTO renewals VALUES ($1, $4, $5, $6))
         UPDATE conventions SET until = $2, active_until = $3 WHERE id = $1`,
        [idOf(event.stream), until, endOfDay(until), event.revision, at, formerUntil],
      );
      return;
    }
    case 'ConventionTerminated':
      await sql.query('UPDATE conventions SET active_until = $2 WHERE id = $1', [idOf(event.stream), at]);
      return;
    case 'ConventionSigned':
    case 'SignatureAnnounced':
    case 'RenewalProposed':
    case 'RenewalSigned':
    case 'RenewalWithdrawn':
    case 'SignatureLinkProposed':
    case 'SignatureLinkSent':
    case 'SignatureLinkRevoked':
    case 'ConventionExpired':
      return; // The last day was known from the beginning (R3).
    case 'PartyCorrected': {
      const { party, before, after } = event.data;
      const id = idOf(event.stream);
      await sql.query(`UPDATE conventions SET ${party} = ${party} || $2::jsonb WHERE id = $1`, [id, after]);
      return keep(partySubject(id, party), before, event, sql);
    }
    case 'EstablishmentCorrected': {
      const { establishmentId, before, after } = event.data;
      const id = idOf(event.stream);
      await sql.query(
        'UPDATE establishments SET name = $3, address = $4 WHERE convention_id = $1 AND id = $2',
        [id, establishmentId, after.name, after.address],
      );
      return keep(establishmentSubject(id, establishmentId), before, event, sql);
    }
    case 'PersonCorrected': {
      const { before, after } = event.data;
      const id = idOf(event.stream);
      await sql.query(
        'UPDATE persons SET last_name = $2, first_name = $3, function = $4, email = $5 WHERE id = $1',
        [id, after.lastName, after.firstName, after.function, after.email],
      );
      const { lastName, firstName, function: title } = before;
      return keep(id, { lastName, firstName, function: title }, event, sql);
    }
    case 'PersonRegistered': {
      const { gestionnaireId, lastName, firstName, function: title, email } = event.data;
      await sql.query('INSERT INTO persons VALUES ($1, $2, $3, $4, $5, $6)', [
        idOf(event.stream),
        gestionnaireId,
        lastName,
        firstName,
        title,
        email,
      ]);
      return;
    }
    case 'HabilitationRequested':
      await sql.query(
        `INSERT INTO requests (id, establishment_id, convention_id, gestionnaire_id, caf_id, person_id, profile,
           reference, requested_on, document_sha256, replaces, amendment_id, last_day, returns_to, recorded_at)
         SELECT r."requestId", $2, r."conventionId", r."gestionnaireId", r."cafId", r."personId", r.profile,
           r.reference, r."requestedOn", r."documentSha256", r.replaces, r."amendmentId",
           (r.term ->> 'lastDay')::date, (r.term ->> 'returnsTo')::uuid, $3
         FROM jsonb_to_record($1) AS r("requestId" uuid, "conventionId" uuid, "gestionnaireId" text, "cafId" text,
           "personId" uuid, profile text, reference text, "requestedOn" date, "documentSha256" text,
           replaces uuid, "amendmentId" uuid, term jsonb)`,
        [event.data, idOf(event.stream), at],
      );
      return;
    case 'HabilitationRefused':
      await sql.query('UPDATE requests SET state = $3, reason = $2 WHERE id = $1', [
        event.data.requestId,
        event.data.reason,
        event.data.isWithdrawn ? 'withdrawn' : 'refused',
      ]);
      // What was to share the amendment no longer waits for it.
      await sql.query(
        `UPDATE requests SET amendment_id = NULL WHERE amendment_id = $1 AND state = 'pending'`,
        [event.data.amendmentId],
      );
      return;
    case 'HabilitationGranted': {
      const { habilitationId, conventionId, personId, profile, from, term } = event.data;
      const place = [idOf(event.stream), conventionId, profile];
      await sql.query(
        `WITH request AS (UPDATE requests SET state = 'granted' WHERE id = $1)
         INSERT INTO holdings (id, establishment_id, convention_id, profile, person_id, started_at, ended_at, last_day, returns_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [habilitationId, ...place, personId, from, term?.until, term?.lastDay, term?.returning?.personId],
      );
      if (!term?.returning) return;
      await sql.query(
        `INSERT INTO holdings (id, establishment_id, convention_id, profile, person_id, started_at, awaited)
         VALUES ($1, $2, $3, $4, $5, $6, true)
         ON CONFLICT (id) DO UPDATE SET started_at = $6, convention_id = $3`,
        [term.returning.habilitationId, ...place, term.returning.personId, term.until],
      );
      return;
    }
    case 'TermBroughtForward': {
      const { ending, returning, lastDay, until } = event.data;
      const { rows } = await sql.query<{ lastDay: string; returnsTo: string | null }>(
        `SELECT last_day::text AS "lastDay", returns_to AS "returnsTo" FROM holdings WHERE id = $1`,
        [ending?.habilitationId],
      );
      await sql.query(
        `WITH ending AS (UPDATE holdings SET ended_at = $3, last_day = $4 WHERE id = $1)
         UPDATE holdings SET started_at = $3 WHERE id = $2`,
        [ending?.habilitationId, returning?.habilitationId, until, lastDay],
      );
      if (ending) await keep(ending.habilitationId, rows[0]!, event, sql);
      return;
    }
    case 'HabilitationResumed':
      await sql.query('UPDATE holdings SET awaited = false WHERE id = $1', [event.data.habilitationId]);
      return;
    case 'HabilitationRevoked': {
      const { habilitationId, personId, profile } = event.data;
      const { until, cause, reason, endedOn, declaredLateByDays } = event.data;
      if (hasLeft(event)) {
        await sql.query(
          `UPDATE requests SET returns_to = NULL
           WHERE establishment_id = $1 AND profile = $2 AND returns_to = $3 AND state = 'pending'`,
          [idOf(event.stream), profile, personId],
        );
      }
      if (await fallsBeforeItBegan(event, sql)) return;
      // What an absence has ended stays as it ended.
      await sql.query(
        `UPDATE holdings SET ended_at = $2, cause = $3, reason = $4, ended_on = $5, declared_late_by_days = $6
         WHERE id = $1 AND cause IS NULL`,
        [habilitationId, until, cause, reason, endedOn, declaredLateByDays],
      );
      return;
    }
    case 'AnnexAmendmentProposed': {
      const { amendmentId, gestionnaireId, cafId, establishmentId, requestId, version } = event.data;
      await sql.query(
        `INSERT INTO amendments (id, gestionnaire_id, caf_id, establishment_id, request_id, version)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [amendmentId, gestionnaireId, cafId, establishmentId, requestId, version],
      );
      return;
    }
    case 'AnnexAmendmentSigned': {
      const { amendmentId, ...signature } = event.data;
      await sql.query('UPDATE amendments SET signatures = signatures || $2::jsonb WHERE id = $1', [
        amendmentId,
        JSON.stringify([signature]),
      ]);
      return;
    }
    case 'AnnexAmendmentWithdrawn':
      await sql.query(`UPDATE amendments SET state = 'withdrawn' WHERE id = $1`, [event.data.amendmentId]);
      return;
    case 'AnnexAmended':
      await sql.query(`UPDATE amendments SET state = 'amended', amended_at = $2 WHERE id = $1`, [
        event.data.amendmentId,
        at,
      ]);
      return;
    default:
      return event satisfies never;
  }
}

/** Somebody does not have their profile again after all; of whoever stands in, nobody is to follow. */
async function fallsBeforeItBegan(
  event: RecordedEvent<Extract<RosterEvent, { type: 'HabilitationRevoked' }>>,
  sql: Sql,
): Promise<boolean> {
  const { habilitationId } = event.data;
  const { rows } = await sql.query<{ id: string | null; lastDay: string; personId: string }>(
    `WITH fallen AS (DELETE FROM holdings WHERE id = $1 AND awaited RETURNING *)
     SELECT h.id, h.last_day::text AS "lastDay", fallen.person_id AS "personId"
     FROM fallen LEFT JOIN holdings h ON h.establishment_id = fallen.establishment_id AND h.profile = fallen.profile
       AND h.ended_at = fallen.started_at AND h.returns_to = fallen.person_id`,
    [habilitationId],
  );
  for (const { id, lastDay, personId } of rows) {
    if (id === null) continue;
    await sql.query('UPDATE holdings SET returns_to = NULL WHERE id = $1', [id]);
    await keep(id, { lastDay, returnsTo: personId }, event, sql);
  }
  return rows.length > 0;
}

const partySubject = (conventionId: string, party: string) => `${conventionId}:${party}`;
const establishmentSubject = (conventionId: string, id: string) => `${conventionId}:${id}`;

/** Keeps what the annex said until then: it is drawn as it was known on a day. */
async function keep(
  subject: string,
  before: object,
  { revision, metadata }: RecordedEvent,
  sql: Sql,
): Promise<void> {
  await sql.query('INSERT INTO corrections VALUES ($1, $2, $3, $4)', [
    subject,
    revision,
    metadata.occurredAt,
    before,
  ]);
}

/** In force from the first day, or from when it was signed if that came later, to the end of the last day. */
async function activate(id: string, firstDay: Instant, at: Instant, sql: Sql): Promise<void> {
  const { rows } = await sql.query<{ until: string }>('SELECT until::text FROM conventions WHERE id = $1', [
    id,
  ]);
  await sql.query('UPDATE conventions SET active_from = $2, active_until = $3 WHERE id = $1', [
    id,
    at > firstDay ? at : firstDay,
    endOfDay(rows[0]!.until),
  ]);
}
