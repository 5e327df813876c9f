import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  type Fragment,
  fragment,
  frenchOrder,
  type Instant,
  notFound,
  type Principal,
  verbatim,
} from '#platform';
import { distinctNameIn } from './distinct-name.ts';
import type { EstablishmentView, HabilitationView, HeldAt, RequestView } from './view.ts';

const notEndedAt = (at: Instant | Fragment): Fragment => fragment`(h.ended_at IS NULL OR h.ended_at > ${at})`;

/** That `h` is held at an instant, under a convention `c` that is in force then (R1, R6). */
export const heldAt = (
  at: Instant | Fragment,
): Fragment => fragment`h.started_at <= ${at} AND ${notEndedAt(at)}
  AND c.active_from <= ${at} AND c.active_until > ${at}`;

/**
 * Requests in SQL, as `r`, each with its person, convention and establishment as `p`, `c` and `e`: for lists of later contexts too.
 * Each has an establishment; joined from the left, PostgreSQL does not take two columns that go together for a rare match.
 */
export const REQUESTS = {
  from: `habilitations.requests r
    JOIN habilitations.persons p ON p.id = r.person_id
    JOIN habilitations.conventions c ON c.id = r.convention_id
    LEFT JOIN habilitations.establishments e ON e.convention_id = r.convention_id AND e.id = r.establishment_id`,
} as const;

/** Habilitations, in force or ended, in the same way as `h`. */
export const HOLDINGS = {
  from: `habilitations.holdings h
    JOIN habilitations.persons p ON p.id = h.person_id
    JOIN habilitations.conventions c ON c.id = h.convention_id
    LEFT JOIN habilitations.establishments e ON e.convention_id = h.convention_id AND e.id = h.establishment_id`,
} as const;

const GESTIONNAIRE = verbatim(
  `jsonb_build_object('id', c.gestionnaire_id, 'name', c.gestionnaire ->> 'name')`,
);
const nameIn = (person: string): Fragment => verbatim(distinctNameIn(person));

const inForce = (convention: Fragment, at: Instant): Fragment =>
  fragment`coalesce(${convention}.active_from <= ${at} AND ${convention}.active_until > ${at}, false)`;

/** Of the conventions of one establishment, the one that it is shown under comes last: in force, then the latest to end. */
const precedence = (convention: Fragment, at: Instant): Fragment =>
  fragment`(${inForce(convention, at)}, coalesce(${convention}.active_until, ''), ${convention}.id)`;
const [C, OTHER] = [verbatim('c'), verbatim('other')];

/** Establishments in SQL, as `e`, with a convention that covers them as `c`. All conventions of one have the same parties. */
export const ESTABLISHMENTS = {
  from: 'habilitations.establishments e JOIN habilitations.conventions c ON c.id = e.convention_id',
  /** That `c` is the convention which it is shown under at an instant. Said as a condition, so that others reach the indexes. */
  shown: (at: Instant): Fragment => fragment`NOT EXISTS (
    SELECT FROM habilitations.establishments again JOIN habilitations.conventions other ON other.id = again.convention_id
    WHERE again.id = e.id AND ${precedence(OTHER, at)} > ${precedence(C, at)})`,
  /** That its convention is in force at an instant. */
  inForce: (at: Instant): Fragment => inForce(C, at),
  /** What is held there at an instant, as `h`. */
  holdings: (
    at: Instant,
  ): Fragment => fragment`habilitations.holdings h JOIN habilitations.conventions c ON c.id = h.convention_id
    WHERE h.convention_id = e.convention_id AND h.establishment_id = e.id AND ${heldAt(at)}`,
} as const;

const selectEstablishments = (at: Instant): Fragment => fragment`
  SELECT e.id, e.name, e.address, e.convention_id AS "conventionId", ${ESTABLISHMENTS.inForce(at)} AS "isInForce",
    ${GESTIONNAIRE} AS gestionnaire, holding.holders, returns.awaited,
    ARRAY(SELECT p FROM unnest(ARRAY['activity', 'financial', 'approver']) AS p
          WHERE NOT holding.holders @> jsonb_build_array(jsonb_build_object('profile', p))) AS vacant
  FROM ${verbatim(ESTABLISHMENTS.from)}
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('profile', held.profile, 'habilitationId', held.id,
      'personId', held.person_id, 'name', ${nameIn('p')}, 'since', held.started_at, 'lastDay', held.last_day) ORDER BY held.profile), '[]') AS holders
    FROM (SELECT h.* FROM ${ESTABLISHMENTS.holdings(at)}) AS held
    JOIN habilitations.persons p ON p.id = held.person_id) AS holding
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('profile', h.profile, 'habilitationId', h.id,
      'personId', h.person_id, 'name', ${nameIn('p')}, 'from', h.started_at) ORDER BY h.profile), '[]') AS awaited
    FROM habilitations.holdings h JOIN habilitations.persons p ON p.id = h.person_id
    WHERE h.convention_id = e.convention_id AND h.establishment_id = e.id AND h.started_at > ${at}) AS returns
  WHERE ${ESTABLISHMENTS.shown(at)}`;

const selectRequests = (at: Instant): Fragment => fragment`
  SELECT r.id, r.state, jsonb_build_object('id', e.id, 'name', e.name) AS establishment,
    ${GESTIONNAIRE} AS gestionnaire,
    jsonb_build_object('id', p.id, 'name', ${nameIn('p')}, 'function', p.function) AS person,
    r.profile, r.reference, r.requested_on::text AS "requestedOn", ${nameIn('former')} AS replaces,
    r.replaces IS NOT DISTINCT FROM r.person_id AS prolongs,
    r.last_day::text AS "lastDay", ${nameIn('back')} AS "returnsTo",
    CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'version', a.version,
      'signedBy', jsonb_path_query_array(a.signatures, '$[*].party')) END AS amendment,
    r.reason, EXISTS (SELECT FROM habilitations.holdings h WHERE h.id = r.id AND ${heldAt(at)}) AS "isHeld"
  FROM ${verbatim(REQUESTS.from)}
  LEFT JOIN habilitations.persons former ON former.id = r.replaces
  LEFT JOIN habilitations.persons back ON back.id = r.returns_to
  LEFT JOIN habilitations.amendments a ON a.id = r.amendment_id`;

/** What a person may do at an establishment, and which conventions carry it. */
type FoundRight = Principal['establishments'][number] & { readonly conventionIds: readonly string[] };

@Injectable()
export class HabilitationsQuery {
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
  async holdingsOf(personId: string): Promise<{ habilitationId: string; establishmentId: string }[]> {
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

  /** The establishments of the reader's organism, an agent's own; with who holds what now. */
  async establishmentsVisibleTo(principal: Principal): Promise<EstablishmentView[]> {
    const own = principal.role === 'agent' ? principal.establishments.map(({ id }) => id) : null;
    const { rows } = await this.database.query<EstablishmentView>(fragment`
      ${selectEstablishments(this.clock.now())} AND ${principal.organism.id} IN (c.gestionnaire_id, c.caf_id)
        AND (${own}::uuid[] IS NULL OR e.id = ANY (${own}))
      ORDER BY ${verbatim(frenchOrder('e.name'))}, e.id`);
    return rows;
  }

  /** Those alone that a convention in force covers. */
  async establishmentsInForce(principal: Principal): Promise<EstablishmentView[]> {
    return (await this.establishmentsVisibleTo(principal)).filter(({ isInForce }) => isInForce);
  }

  /** These establishments, in any order, whoever asks. */
  async establishments(ids: readonly string[]): Promise<ReadonlyMap<string, EstablishmentView>> {
    const { rows } = await this.database.query<EstablishmentView>(
      fragment`${selectEstablishments(this.clock.now())} AND e.id = ANY (${ids})`,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The requests of the reader's organism that wait, the latest first. */
  async pendingVisibleTo({ organism }: Principal): Promise<RequestView[]> {
    const { rows } = await this.database.query<RequestView>(fragment`
      ${selectRequests(this.clock.now())} WHERE ${organism.id} IN (r.gestionnaire_id, r.caf_id) AND r.state = 'pending'
      ORDER BY r.recorded_at DESC, r.id`);
    return rows;
  }

  /** These requests, in any order, whoever asks. */
  async requests(ids: readonly string[]): Promise<ReadonlyMap<string, RequestView>> {
    const { rows } = await this.database.query<RequestView>(
      fragment`${selectRequests(this.clock.now())} WHERE r.id = ANY (${ids})`,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** These habilitations, in force or ended, in any order, whoever asks. */
  async habilitations(ids: readonly string[]): Promise<ReadonlyMap<string, HabilitationView>> {
    const now = this.clock.now();
    const { rows } = await this.database.query<HabilitationView>(fragment`
      SELECT h.id, h.profile, jsonb_build_object('id', e.id, 'name', e.name) AS establishment,
         ${GESTIONNAIRE} AS gestionnaire,
         jsonb_build_object('id', p.id, 'name', ${nameIn('p')}, 'function', p.function) AS person,
         h.started_at AS since, CASE WHEN h.ended_at <= ${now} THEN h.ended_at END AS "endedAt",
         h.ended_on::text AS "endedOn", h.last_day::text AS "lastDay", ${nameIn('back')} AS "returnsTo", h.reason,
         h.declared_late_by_days AS "daysLate", ${heldAt(now)} AS "isHeld"
      FROM ${verbatim(HOLDINGS.from)} LEFT JOIN habilitations.persons back ON back.id = h.returns_to
      WHERE h.id = ANY (${ids})`);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Where a request belongs. @throws Refusal request-not-found */
  async establishmentOfRequest(requestId: string): Promise<string> {
    const { rows } = await this.database.query<{ establishment: string }>(
      'SELECT establishment_id AS establishment FROM habilitations.requests WHERE id = $1',
      [requestId],
    );
    if (!rows[0])
      throw notFound('request-not-found', 'Cette demande n’existe pas, ou ne relève pas de vous.');
    return rows[0].establishment;
  }

  /** Where a habilitation belongs. @throws Refusal habilitation-not-found */
  async establishmentOfHabilitation(habilitationId: string): Promise<string> {
    const { rows } = await this.database.query<{ establishment: string }>(
      'SELECT establishment_id AS establishment FROM habilitations.holdings WHERE id = $1',
      [habilitationId],
    );
    if (rows[0]) return rows[0].establishment;
    throw notFound('habilitation-not-found', 'Cette habilitation n’existe pas, ou ne relève pas de vous.');
  }

  /** Whose annex an amendment changes. @throws Refusal amendment-not-found */
  async gestionnaireOfAmendment(amendmentId: string): Promise<string> {
    const { rows } = await this.database.query<{ gestionnaire: string }>(
      'SELECT gestionnaire_id AS gestionnaire FROM habilitations.amendments WHERE id = $1',
      [amendmentId],
    );
    if (rows[0]) return rows[0].gestionnaire;
    throw unknownAmendment();
  }

  /** What a request for a new approver waits for (R22). @throws Refusal amendment-not-found */
  async amendmentOfRequest(requestId: string): Promise<{ id: string; gestionnaireId: string }> {
    const { rows } = await this.database.query<{ id: string; gestionnaireId: string }>(
      `SELECT a.id, a.gestionnaire_id AS "gestionnaireId" FROM habilitations.amendments a
       JOIN habilitations.requests r ON r.amendment_id = a.id WHERE r.id = $1`,
      [requestId],
    );
    if (rows[0]) return rows[0];
    throw unknownAmendment();
  }
}

const unknownAmendment = () =>
  notFound('amendment-not-found', 'Cette modification de l’annexe n’existe pas, ou ne relève pas de vous.');
