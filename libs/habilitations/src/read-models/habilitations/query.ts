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
import { ESTABLISHMENTS, GESTIONNAIRE, HOLDINGS, heldAt, nameIn, REQUESTS } from './rows.ts';
import type { EstablishmentView, HabilitationView, RequestView } from './view.ts';

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

/** Establishments, requests and habilitations as people see them, and where each belongs. */
@Injectable()
export class HabilitationsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

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
