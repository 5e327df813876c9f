import { Injectable } from '@nestjs/common';
import { Database, type Principal } from '#platform';
import type { DepartureView } from './view.ts';

interface DepartureRow extends Omit<DepartureView, 'declaredAt'> {
  declaredAt: Date;
}

/** What a page shows: of a Caf, those of some years. */
const MOST = 500;

const PERSON = (person: string) =>
  `jsonb_build_object('id', ${person}.id, 'name', ${person}.first_name || ' ' || ${person}.last_name)`;

@Injectable()
export class DeparturesQuery {
  constructor(private readonly database: Database) {}

  /** A gestionnaire's own, those under the conventions of a Caf; the latest declaration first. */
  async visibleTo({ role, organism }: Principal): Promise<DepartureView[]> {
    const { rows } = await this.database.query<DepartureRow>(
      `SELECT d.id, d.kind, ${PERSON('p')} AS person, d.last_day::text AS "lastDay", d.reason,
         d.due_on::text AS "dueOn", d.late_by_days AS "declaredLateByDays", d.declared_at AS "declaredAt",
         (SELECT jsonb_build_object('id', c.gestionnaire_id, 'name', c.gestionnaire ->> 'name')
          FROM habilitations.conventions c WHERE c.gestionnaire_id = d.gestionnaire_id
          ORDER BY c.until DESC LIMIT 1) AS gestionnaire,
         (SELECT jsonb_agg(jsonb_build_object('profile', h.profile, 'establishment', (
             SELECT e.name FROM habilitations.establishments e WHERE e.id = h."establishmentId" LIMIT 1)))
          FROM jsonb_to_recordset(d.holdings) AS h(profile text, "establishmentId" uuid)) AS ended,
         CASE WHEN s.id IS NOT NULL THEN ${PERSON('s')} END AS successor,
         d.expected_return::text AS "expectedReturn", d.back
       FROM departures.departures d
       JOIN habilitations.persons p ON p.id = d.person_id
       LEFT JOIN habilitations.persons s ON s.id = d.successor_id
       WHERE CASE WHEN $1 = 'gestionnaire' THEN d.gestionnaire_id = $2 ELSE d.caf_ids @> ARRAY[$2] END
       ORDER BY d.declared_at DESC, d.id LIMIT ${MOST}`,
      [role, organism.id],
    );
    return rows.map(({ declaredAt, ...row }) => ({ ...row, declaredAt: declaredAt.toISOString() }));
  }
}
