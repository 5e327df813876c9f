import { Injectable } from '@nestjs/common';
import { Clock, Database, fragment, frenchOrder, type Instant, type Principal, verbatim } from '#platform';
import { distinctNameIn } from './distinct-name.ts';
import { heldAt, notEndedAt } from './rows.ts';
import type { HeldAt, HoldingView } from './view.ts';

/** What a person may do at an establishment, and which conventions carry it. */
type FoundRight = Principal['establishments'][number] & { readonly conventionIds: readonly string[] };

/** Who holds what, has held it, or is to hold it: by person and by convention. */
@Injectable()
export class HoldingsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * What a person may do where, at an instant: habilitations in force, of conventions in force (R1, R6). What is to be
   * allowed by it asks `Rights`, which does not wait for the read model.
   */
  async rightsOf(personId: string, at: Instant): Promise<FoundRight[]> {
    const { text, values } = fragment`
      SELECT e.id, e.name, jsonb_agg(h.profile ORDER BY h.profile) AS profiles,
        array_agg(DISTINCT c.id) AS "conventionIds"
      FROM habilitations.holdings h
      JOIN habilitations.conventions c ON c.id = h.convention_id
      JOIN habilitations.establishments e ON e.convention_id = c.id AND e.id = h.establishment_id
      WHERE h.person_id = ${personId} AND ${heldAt(at)}
      GROUP BY e.id, e.name ORDER BY ${verbatim(frenchOrder('e.name'))}, e.id`;
    const statement = { name: 'habilitations-rights', text, values };
    return (await this.database.query<FoundRight>(statement)).rows;
  }

  /**
   * What each of these persons may do where, at an instant; for a Caf, under its own conventions. Those who hold nothing are
   * not in it (R1, R6).
   */
  async heldBy(
    personIds: readonly string[],
    cafId: string | null,
    at: Instant,
  ): Promise<ReadonlyMap<string, HeldAt[]>> {
    const { rows } = await this.database.query<{ personId: string; held: HeldAt[] }>(fragment`
      SELECT "personId", jsonb_agg(jsonb_build_object('id', id, 'name', name, 'profiles', profiles)
        ORDER BY ${verbatim(frenchOrder('name'))}, id) AS held
      FROM (SELECT h.person_id AS "personId", e.id, min(e.name) AS name, jsonb_agg(DISTINCT h.profile) AS profiles
        FROM habilitations.holdings h
        JOIN habilitations.conventions c ON c.id = h.convention_id
        JOIN habilitations.establishments e ON e.convention_id = c.id AND e.id = h.establishment_id
        WHERE h.person_id = ANY (${personIds}) AND (${cafId}::text IS NULL OR c.caf_id = ${cafId}) AND ${heldAt(at)}
        GROUP BY h.person_id, e.id) AS at
      GROUP BY "personId"`);
    return new Map(rows.map(({ personId, held }) => [personId, held]));
  }

  /**
   * What a person has held, from when to when: by establishment, the latest first; for a Caf, what its own conventions carry.
   * Nothing is held before its convention is in force, nor after its end (R1, R3).
   */
  async of(personId: string, cafId: string | null): Promise<HoldingView[]> {
    const { rows } = await this.database.query<HoldingView>(
      `SELECT h.id, h.profile, jsonb_build_object('id', e.id, 'name', e.name) AS establishment,
         greatest(h.started_at, c.active_from) AS "from", least(h.ended_at, c.active_until) AS "until",
         h.ended_at IS NOT NULL AND h.ended_at <= c.active_until AS "isRevoked",
         coalesce(h.cause, CASE WHEN h.ended_at IS NOT NULL THEN 'term' END) AS cause, h.reason,
         ${distinctNameIn('back')} AS "returnsTo",
         h.declared_late_by_days AS "declaredLateByDays"
       FROM habilitations.holdings h
       JOIN habilitations.conventions c ON c.id = h.convention_id
       JOIN habilitations.establishments e ON e.convention_id = c.id AND e.id = h.establishment_id
       LEFT JOIN habilitations.persons back ON back.id = h.returns_to
       WHERE h.person_id = $1 AND ($2::text IS NULL OR c.caf_id = $2)
         AND c.active_from IS NOT NULL AND (h.ended_at IS NULL OR h.ended_at > c.active_from)
       ORDER BY ${frenchOrder('e.name')}, e.id, h.started_at DESC, h.profile`,
      [personId, cafId],
    );
    return rows;
  }

  /** Whether a person holds something, is to have it again, or asks for it, anywhere: under a convention in force or not. */
  async isConcerned(personId: string): Promise<boolean> {
    const { rows } = await this.database.query(fragment`
      SELECT FROM habilitations.holdings h WHERE h.person_id = ${personId} AND ${notEndedAt(this.clock.now())}
      UNION ALL SELECT FROM habilitations.requests
      WHERE ${personId} IN (person_id, returns_to) AND state = 'pending' LIMIT 1`);
    return rows.length > 0;
  }

  /** Whoever a request asks for, or for whose return, and who has held something before. */
  async formerHoldersIn(requestId: string): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      `SELECT DISTINCT named.id FROM habilitations.requests r, unnest(ARRAY[r.person_id, r.returns_to]) AS named (id)
       WHERE r.id = $1 AND EXISTS (SELECT FROM habilitations.holdings h WHERE h.person_id = named.id)`,
      [requestId],
    );
    return rows.map(({ id }) => id);
  }

  /** What a person holds, or is to have again, where, under whatever convention. */
  async heldOrAwaitedBy(personId: string): Promise<{ habilitationId: string; establishmentId: string }[]> {
    const { rows } = await this.database.query<{ habilitationId: string; establishmentId: string }>(fragment`
      SELECT h.id AS "habilitationId", h.establishment_id AS "establishmentId" FROM habilitations.holdings h
      WHERE h.person_id = ${personId} AND ${notEndedAt(this.clock.now())} ORDER BY h.started_at, h.id`);
    return rows;
  }

  /** The habilitations that a person holds at an instant (R1, R6). */
  async idsHeldBy(personId: string, at: Instant): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(fragment`
      SELECT h.id FROM habilitations.holdings h JOIN habilitations.conventions c ON c.id = h.convention_id
      WHERE h.person_id = ${personId} AND ${heldAt(at)}`);
    return rows.map(({ id }) => id);
  }

  /** The requests for a person that wait. */
  async pendingOf(personId: string): Promise<{ requestId: string; establishmentId: string }[]> {
    const { rows } = await this.database.query<{ requestId: string; establishmentId: string }>(
      `SELECT id AS "requestId", establishment_id AS "establishmentId"
       FROM habilitations.requests WHERE person_id = $1 AND state = 'pending' ORDER BY recorded_at, id`,
      [personId],
    );
    return rows;
  }

  /** Which of these persons hold something at an instant (R1, R6). */
  async holdersAmong(personIds: readonly string[], at: Instant): Promise<ReadonlySet<string>> {
    const { text, values } = fragment`
      SELECT DISTINCT h.person_id AS id FROM habilitations.holdings h
      JOIN habilitations.conventions c ON c.id = h.convention_id
      WHERE h.person_id = ANY (${personIds}) AND ${heldAt(at)}`;
    const statement = { name: 'habilitations-holders-among', text, values };
    const { rows } = await this.database.query<{ id: string }>(statement);
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * When each of these persons has a profile again that another has for a time, under a convention that is in force then (R1, R6);
   * those who await none are not in it.
   */
  async returnsAmong(personIds: readonly string[], after: Instant): Promise<ReadonlyMap<string, Instant>> {
    const { rows } = await this.database.query<{ id: string; at: Instant }>(fragment`
      SELECT h.person_id AS id, min(h.started_at) AS at FROM habilitations.holdings h
      JOIN habilitations.conventions c ON c.id = h.convention_id
      WHERE h.person_id = ANY (${personIds}) AND h.awaited AND h.started_at > ${after} AND ${heldAt(verbatim('h.started_at'))}
      GROUP BY h.person_id`);
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  /** How many habilitations are held under each of these conventions at an instant; those without any are not in it (R1, R6). */
  async heldUnder(conventionIds: readonly string[], at: Instant): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.database.query<{ id: string; held: number }>(fragment`
      SELECT c.id, count(*)::int AS held FROM habilitations.holdings h
      JOIN habilitations.conventions c ON c.id = h.convention_id
      WHERE c.id = ANY (${conventionIds}) AND ${heldAt(at)} GROUP BY c.id`);
    return new Map(rows.map(({ id, held }) => [id, held]));
  }

  /** The Cafs under whose conventions a person holds something at an instant (R1, R6). */
  async cafsOf(personId: string, at: Instant): Promise<string[]> {
    const { rows } = await this.database.query<{ caf: string }>(fragment`
      SELECT DISTINCT c.caf_id AS caf FROM habilitations.holdings h
      JOIN habilitations.conventions c ON c.id = h.convention_id
      WHERE h.person_id = ${personId} AND ${heldAt(at)}`);
    return rows.map(({ caf }) => caf);
  }

  /** Whether a person holds something at an instant, will later on, or is asked for. */
  async isHeldOrToCome(personId: string, at: Instant): Promise<boolean> {
    const { rows } = await this.database.query(fragment`
      SELECT FROM habilitations.holdings h JOIN habilitations.conventions c ON c.id = h.convention_id
      WHERE h.person_id = ${personId} AND ${notEndedAt(at)} AND c.active_until > ${at}
      UNION ALL SELECT FROM habilitations.requests WHERE person_id = ${personId} AND state = 'pending' LIMIT 1`);
    return rows.length > 0;
  }
}
