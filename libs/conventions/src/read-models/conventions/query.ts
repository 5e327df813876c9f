import { Injectable } from '@nestjs/common';
import {
  type CalendarDate,
  Clock,
  Database,
  type Fragment,
  fragment,
  frenchOrder,
  type Instant,
  type Named,
  notFound,
  type Principal,
  parisDateOf,
  policy,
  verbatim,
} from '#platform';
import { contentSha256 } from '../../domain/convention-content.ts';
import type { Establishment, PartyRole } from '../../domain/convention-events.ts';
import { partyOf } from '../../domain/party-of.ts';
import type { ConventionView } from './view.ts';
import { conventionWarnings } from './warnings.ts';

/** An establishment with the parties whose convention covers it. */
export interface CoveredEstablishment extends Establishment {
  readonly conventionId: string;
  readonly gestionnaire: { readonly id: string; readonly name: string };
  readonly caf: { readonly id: string; readonly name: string };
}

/** A gestionnaire and a Caf that have both signed a convention. */
export interface Partnership {
  readonly gestionnaire: { readonly id: string; readonly name: string };
  readonly caf: { readonly id: string; readonly name: string };
  readonly inForce: boolean;
}

/** One in force, and its last day. */
export interface EndingConvention {
  readonly id: string;
  readonly gestionnaireId: string;
  readonly cafId: string;
  readonly until: CalendarDate;
}

type ConventionRow = Omit<ConventionView, 'warnings' | 'contentSha256'>;

/** By both: until then it is the word of one party, and gives power over nobody (R1). */
export const SIGNED = 'jsonb_array_length(c.signatures) = 2';

export const PARTIES = `
  jsonb_build_object('id', c.gestionnaire_id, 'name', c.gestionnaire ->> 'name') AS gestionnaire,
  jsonb_build_object('id', c.caf_id, 'name', c.caf ->> 'name') AS caf`;

/** `signed`: a draft that only waits for its first day. */
export const STATE = `CASE WHEN c.state = 'draft' AND ${SIGNED} THEN 'signed' ELSE c.state END`;

/** In SQL: signed by both, and not in force for want of a first day (R1). */
export const LACKS_FIRST_DAY = `c.state = 'draft' AND ${SIGNED} AND c.effective_from IS NULL`;

/** In SQL: a draft, or a proposed renewal, that this party has yet to sign (R2, R4). */
export function lacksSignatureOf(party: PartyRole): Fragment {
  const own = JSON.stringify([{ party }]);
  return fragment`(c.state = 'draft' AND NOT c.signatures @> ${own}::jsonb OR NOT c.renewal -> 'signatures' @> ${own}::jsonb)`;
}

const SELECT_CONVENTIONS = `
  SELECT c.id, c.gestionnaire, c.caf, c.signatures, c.announced, c.link, c.renewal, c.renewals, c.until::text, c.effective_from::text AS "effectiveFrom",
    ${STATE} AS state,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'address', e.address) ORDER BY ${frenchOrder('e.name')}, e.id), '[]')
     FROM conventions.establishments e WHERE e.convention_id = c.id) AS establishments
  FROM conventions.conventions c`;

const SELECT_ESTABLISHMENTS = `
  SELECT e.id, e.name, e.address, c.id AS "conventionId", ${PARTIES}
  FROM conventions.establishments e JOIN conventions.conventions c ON c.id = e.convention_id`;

/** In SQL: the ids of the establishments covered by the signed conventions of an organism, for lists of later contexts. */
export const coveredBy = (organismId: string): Fragment => fragment`
  SELECT e.id FROM conventions.establishments e JOIN conventions.conventions c ON c.id = e.convention_id
  WHERE ${organismId} IN (c.caf_id, c.gestionnaire_id) AND ${verbatim(SIGNED)}`;

const VISIBLE_TO_ORGANISM = '$1 IN (c.caf_id, c.gestionnaire_id)';

/** See `partnershipsOf`. $2: today; $3: the months for which connections are kept. */
const IS_PARTNERSHIP = `${VISIBLE_TO_ORGANISM} AND ${SIGNED}
  AND coalesce(c.terminated_on, c.until) + make_interval(months => $3) >= $2::date`;

const SELECT_PARTNERSHIPS = `
  SELECT DISTINCT ON (c.gestionnaire_id, c.caf_id) ${PARTIES}, c.state = 'active' AND c.until >= $2::date AS "inForce"
  FROM conventions.conventions c WHERE ${IS_PARTNERSHIP}`;
const ONE_OF_EACH = 'ORDER BY c.gestionnaire_id, c.caf_id, "inForce" DESC, c.until DESC';

@Injectable()
export class ConventionsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The conventions that the reader's organism is a party to, the latest to end first. */
  async visibleTo({ organism }: Principal): Promise<ConventionView[]> {
    const { rows } = await this.database.query<ConventionRow>(
      `${SELECT_CONVENTIONS} WHERE ${VISIBLE_TO_ORGANISM} ORDER BY c.until DESC, c.id`,
      [organism.id],
    );
    return rows.map((row) => this.toView(row));
  }

  /** Those of them that wait for the signature of the reader's own party, or whose renewal does; the latest to end first. */
  async toSign(reader: Principal): Promise<ConventionView[]> {
    const { rows } = await this.database.query<ConventionRow>(fragment`
      ${verbatim(SELECT_CONVENTIONS)} WHERE ${reader.organism.id} IN (c.caf_id, c.gestionnaire_id)
        AND ${lacksSignatureOf(partyOf(reader))} ORDER BY c.until DESC, c.id`);
    return rows.map((row) => this.toView(row));
  }

  /** Those that a Caf has yet to say the first day of, signed by both: nothing else would bring them into force (R1). */
  async withoutFirstDay({ organism }: Principal): Promise<ConventionView[]> {
    const { rows } = await this.database.query<ConventionRow>(fragment`
      ${verbatim(SELECT_CONVENTIONS)} WHERE c.caf_id = ${organism.id} AND ${verbatim(LACKS_FIRST_DAY)}
      ORDER BY c.until DESC, c.id`);
    return rows.map((row) => this.toView(row));
  }

  /** Those that the reader's organism has signed a convention with, whenever it was. */
  async partnersOf({ organism }: Principal): Promise<Named[]> {
    const { rows } = await this.database.query<Named>(
      `SELECT id, name FROM (
         SELECT DISTINCT ON (other.id) other.id, other.name FROM conventions.conventions c
         CROSS JOIN LATERAL (VALUES (c.caf_id, c.caf ->> 'name'), (c.gestionnaire_id, c.gestionnaire ->> 'name')) AS other(id, name)
         WHERE ${VISIBLE_TO_ORGANISM} AND other.id <> $1 AND ${SIGNED}
         ORDER BY other.id, c.until DESC) AS partner
       ORDER BY ${frenchOrder('name')}, id`,
      [organism.id],
    );
    return rows;
  }

  /** @throws Refusal not-found */
  async one(id: string, { organism }: Principal): Promise<ConventionView> {
    const { rows } = await this.database.query<ConventionRow>(
      `${SELECT_CONVENTIONS} WHERE ${VISIBLE_TO_ORGANISM} AND c.id = $2`,
      [organism.id, id],
    );
    if (!rows[0])
      throw notFound('convention-not-found', 'Cette convention n’existe pas, ou ne relève pas de vous.');
    return this.toView(rows[0]);
  }

  /** The establishments covered by the signed conventions of an organism, Caf or gestionnaire, of whatever time. */
  async establishmentsOf(organismId: string): Promise<CoveredEstablishment[]> {
    const { rows } = await this.database.query<CoveredEstablishment>(
      `${SELECT_ESTABLISHMENTS} WHERE ${VISIBLE_TO_ORGANISM} AND ${SIGNED} ORDER BY ${frenchOrder('e.name')}, e.id`,
      [organismId],
    );
    return rows;
  }

  /**
   * Those an organism has signed a convention with, Caf or gestionnaire: from both signatures to the end of the time for
   * which connections are kept after its last day (docs/decisions/010).
   */
  async partnershipsOf(organismId: string): Promise<Partnership[]> {
    const { rows } = await this.database.query<Partnership>(`${SELECT_PARTNERSHIPS} ${ONE_OF_EACH}`, [
      organismId,
      parisDateOf(this.clock.now()),
      policy.connectionLogRetentionMonths,
    ]);
    return rows;
  }

  /** As `partnershipsOf`, of a Caf with one gestionnaire. @throws Refusal gestionnaire-not-found */
  async mustBePartner(cafId: string | null, gestionnaireId: string): Promise<Partnership> {
    const { rows } = await this.database.query<Partnership>(
      `${SELECT_PARTNERSHIPS} AND c.caf_id = $1 AND c.gestionnaire_id = $4 ${ONE_OF_EACH}`,
      [cafId, parisDateOf(this.clock.now()), policy.connectionLogRetentionMonths, gestionnaireId],
    );
    if (rows[0]) return rows[0];
    throw notFound('gestionnaire-not-found', 'Ce gestionnaire n’existe pas, ou ne relève pas de vous.');
  }

  /** Whether one organism answers for another: as `overseenBy`, without all the partners of a Caf. */
  async oversees(organismId: string, other: string): Promise<boolean> {
    if (organismId === other) return true;
    const { rows } = await this.database.query({
      name: 'conventions-oversees',
      text: `SELECT FROM conventions.conventions c WHERE c.gestionnaire_id = $4 AND ${IS_PARTNERSHIP} LIMIT 1`,
      values: [organismId, parisDateOf(this.clock.now()), policy.connectionLogRetentionMonths, other],
    });
    return rows.length > 0;
  }

  /** Whose codes, agents and connections an organism answers for: its own, and a Caf for its partners'. */
  async overseenBy(organismId: string): Promise<string[]> {
    const partnerships = await this.partnershipsOf(organismId);
    return [...new Set([organismId, ...partnerships.map(({ gestionnaire }) => gestionnaire.id)])];
  }

  /** The gestionnaires with a convention in force, whatever the Caf, each once. */
  async gestionnairesInForce(): Promise<Partnership['gestionnaire'][]> {
    const { rows } = await this.database.query<Partnership['gestionnaire']>(
      `SELECT DISTINCT ON (c.gestionnaire_id) c.gestionnaire_id AS id, c.gestionnaire ->> 'name' AS name
       FROM conventions.conventions c WHERE c.state = 'active' AND c.until >= $1::date
       ORDER BY c.gestionnaire_id, c.until DESC`,
      [parisDateOf(this.clock.now())],
    );
    return rows;
  }

  /** Those in force whose last day is one of these, whoever asks. */
  async endingBetween(first: CalendarDate, last: CalendarDate): Promise<EndingConvention[]> {
    const { rows } = await this.database.query<EndingConvention>(
      `SELECT c.id, c.gestionnaire_id AS "gestionnaireId", c.caf_id AS "cafId", c.until::text
       FROM conventions.conventions c WHERE c.state = 'active' AND c.until BETWEEN $1 AND $2 ORDER BY c.until, c.id`,
      [first, last],
    );
    return rows;
  }

  /** Every Caf that has signed a convention. */
  async cafs(): Promise<Partnership['caf'][]> {
    const { rows } = await this.database.query<Partnership['caf']>(
      `SELECT DISTINCT ON (c.caf_id) c.caf_id AS id, c.caf ->> 'name' AS name
       FROM conventions.conventions c WHERE ${SIGNED} ORDER BY c.caf_id, c.until DESC`,
    );
    return rows;
  }

  /** The establishment and its parties, whoever asks: by the convention in force, else by the latest. */
  async establishment(id: string): Promise<CoveredEstablishment | null> {
    const { rows } = await this.database.query<CoveredEstablishment>(
      `${SELECT_ESTABLISHMENTS} WHERE e.id = $1 ORDER BY c.state = 'active' DESC, c.until DESC, c.id LIMIT 1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** The names of these establishments, whoever asks: as in the convention in force, else in the latest. */
  async namesOfEstablishments(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.database.query<Named>(
      `SELECT DISTINCT ON (e.id) e.id, e.name
       FROM conventions.establishments e JOIN conventions.conventions c ON c.id = e.convention_id
       WHERE e.id = ANY ($1::uuid[]) ORDER BY e.id, c.state = 'active' DESC, c.until DESC, c.id`,
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Whether one of the establishments stands in a convention of other parties. */
  async belongToOthers(ids: readonly string[], gestionnaireId: string, cafId: string): Promise<boolean> {
    const { rows } = await this.database.query(
      `SELECT FROM conventions.establishments e JOIN conventions.conventions c ON c.id = e.convention_id
       WHERE e.id = ANY ($1::uuid[]) AND (c.gestionnaire_id, c.caf_id) <> ($2, $3) LIMIT 1`,
      [ids, gestionnaireId, cafId],
    );
    return rows.length > 0;
  }

  /** Conventions that the calendar may have something to do with at `at`: due to begin, or past their last day. */
  async dueForTerm(at: Instant): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      `SELECT id FROM conventions.conventions c
       WHERE (state = 'draft' AND ${SIGNED}
              AND effective_from::timestamp AT TIME ZONE 'Europe/Paris' <= $1)
          OR (state = 'active' AND (until + 1)::timestamp AT TIME ZONE 'Europe/Paris' <= $1)
       ORDER BY id`,
      [at],
    );
    return rows.map(({ id }) => id);
  }

  private toView(row: ConventionRow): ConventionView {
    return {
      ...row,
      contentSha256: contentSha256(row),
      warnings: conventionWarnings(row, this.clock.now()),
    };
  }
}
