import { Injectable } from '@nestjs/common';
import { HOLDINGS, heldAt, PERSONS, Rights } from '#habilitations';
import { Clock, Database, fragment, frenchOrder, type Instant, type Profile, verbatim } from '#platform';
import type { Access, ReviewedPartner, ReviewedPerson } from '../../domain/access-review-events.ts';

export interface HeldAccess extends Access {
  readonly since: Instant;
}

const establishment = verbatim(frenchOrder('e.name'));

/** Who holds what under the conventions of a Caf. */
@Injectable()
export class HeldAccesses {
  constructor(
    private readonly database: Database,
    private readonly rights: Rights,
    private readonly clock: Clock,
  ) {}

  /** The agents of a gestionnaire who hold something now, by name. */
  async holders({
    cafId,
    gestionnaire,
  }: Pick<ReviewedPartner, 'cafId' | 'gestionnaire'>): Promise<ReviewedPerson[]> {
    const statement = fragment`
      SELECT p.id AS "personId", p.last_name AS "lastName", p.first_name AS "firstName", p.function
      FROM ${verbatim(PERSONS.from)}
      WHERE p.gestionnaire_id = ${gestionnaire.id} AND ${PERSONS.hold(null, cafId, this.clock.now())}
      ORDER BY ${verbatim(PERSONS.byName.map(({ sql }) => sql).join(', '))}, p.id`;
    return (await this.database.query<ReviewedPerson>(statement)).rows;
  }

  /** How many agents of these gestionnaires hold something now; those without any are not in it. */
  async countHolders(
    cafId: string,
    gestionnaireIds: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    const statement = fragment`
      SELECT c.gestionnaire_id AS id, count(DISTINCT h.person_id)::int AS persons FROM ${verbatim(HOLDINGS.from)}
      WHERE c.gestionnaire_id = ANY (${gestionnaireIds}) AND c.caf_id = ${cafId} AND ${heldAt(this.clock.now())}
      GROUP BY 1`;
    const { rows } = await this.database.query<{ id: string; persons: number }>(statement);
    return new Map(rows.map(({ id, persons }) => [id, persons]));
  }

  /** What each of these persons holds now, by establishment; those who hold nothing are not in it. */
  async heldBy(personIds: readonly string[], cafId: string): Promise<ReadonlyMap<string, HeldAccess[]>> {
    const statement = fragment`
      SELECT h.person_id AS id, jsonb_agg(jsonb_build_object('profile', h.profile, 'establishment', e.name,
        'since', h.started_at) ORDER BY ${establishment}, e.id, h.profile) AS access
      FROM ${verbatim(HOLDINGS.from)}
      WHERE h.person_id = ANY (${personIds}) AND c.caf_id = ${cafId} AND ${heldAt(this.clock.now())}
      GROUP BY 1`;
    const { rows } = await this.database.query<{ id: string; access: HeldAccess[] }>(statement);
    return new Map(rows.map(({ id, access }) => [id, access]));
  }

  /** The same of one person, as far as the log has it too. */
  async heldInLog(personId: string, cafId: string): Promise<Access[]> {
    const statement = fragment`
      SELECT e.id, e.name AS establishment, h.profile FROM ${verbatim(HOLDINGS.from)}
      WHERE h.person_id = ${personId} AND c.caf_id = ${cafId} AND ${heldAt(this.clock.now())}
      ORDER BY ${establishment}, e.id, h.profile`;
    const { rows } = await this.database.query<{ id: string; establishment: string; profile: Profile }>(
      statement,
    );
    const rights = await this.rights.rightsOf(personId, this.clock.now());
    return rows
      .filter(({ id, profile }) => rights.some((held) => held.id === id && held.profiles.includes(profile)))
      .map(({ profile, establishment }) => ({ profile, establishment }));
  }
}
