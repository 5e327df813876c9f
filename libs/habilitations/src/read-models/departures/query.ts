import { Injectable } from '@nestjs/common';
import { type CalendarDate, Database } from '#platform';
import type { Departure, EndedHolding } from '../../domain/departure.ts';
import { distinctNameIn } from '../habilitations/distinct-name.ts';
import type { DepartureView } from './view.ts';

interface DepartureRow extends Omit<DepartureView, 'declaredAt'> {
  declaredAt: Date;
}

const PERSON = (person: string) =>
  `jsonb_build_object('id', ${person}.id, 'name', ${distinctNameIn(person)})`;

/** Whether the absence `d` goes on: its person has neither returned nor left since. */
export const IS_AWAY = `(d.kind = 'absence' AND d.back IS NULL AND NOT EXISTS (
  SELECT FROM departures.departures later WHERE later.gestionnaire_id = d.gestionnaire_id
    AND later.person_id = d.person_id AND later.kind = 'departure' AND later.declared_at > d.declared_at))`;

/** $1: the Caf whose conventions alone are told of, or null. */
const SELECT_DEPARTURES = `
  SELECT d.id, d.kind, ${PERSON('p')} AS person, d.last_day::text AS "lastDay", d.reason,
    d.due_on::text AS "dueOn", d.late_by_days AS "declaredLateByDays", d.declared_at AS "declaredAt",
    (SELECT jsonb_build_object('id', c.gestionnaire_id, 'name', c.gestionnaire ->> 'name')
     FROM habilitations.conventions c WHERE c.gestionnaire_id = d.gestionnaire_id
     ORDER BY c.until DESC LIMIT 1) AS gestionnaire,
    (SELECT jsonb_agg(jsonb_build_object('profile', h.profile, 'establishment', (
        SELECT e.name FROM habilitations.establishments e WHERE e.id = h."establishmentId" LIMIT 1)))
     FROM jsonb_to_recordset(d.holdings) AS h(profile text, "establishmentId" uuid, "cafId" text)
     WHERE $1::text IS NULL OR h."cafId" = $1) AS ended,
    CASE WHEN s.id IS NOT NULL THEN ${PERSON('s')} END AS successor,
    d.expected_return::text AS "expectedReturn",
    (SELECT to_jsonb(b) FROM jsonb_to_record(d.back)
       AS b("returnedOn" date, "declaredLateByDays" int, at text) WHERE d.back IS NOT NULL) AS back,
    ${IS_AWAY} AS "isAway"
  FROM departures.departures d
  JOIN habilitations.persons p ON p.id = d.person_id
  LEFT JOIN habilitations.persons s ON s.id = d.successor_id`;

@Injectable()
export class DeparturesQuery {
  constructor(private readonly database: Database) {}

  /** These, in any order, whoever asks; for a Caf, with what ended under its own conventions. */
  async departures(
    ids: readonly string[],
    cafId: string | null,
  ): Promise<ReadonlyMap<string, DepartureView>> {
    const views = await this.select('d.id = ANY ($2)', cafId, ids);
    return new Map(views.map((view) => [view.id, view]));
  }

  /** The absences that a gestionnaire has declared, which were to be over by a day (R20). */
  async awaitedReturns(gestionnaireId: string, by: CalendarDate): Promise<DepartureView[]> {
    return this.select(
      `d.gestionnaire_id = $2 AND ${IS_AWAY} AND d.expected_return <= $3
       ORDER BY d.expected_return, d.id`,
      null,
      gestionnaireId,
      by,
    );
  }

  /** What absences that go on have ended, of a person. */
  async interruptedOf({
    gestionnaireId,
    personId,
  }: Pick<Departure, 'gestionnaireId' | 'personId'>): Promise<EndedHolding[]> {
    const { rows } = await this.database.query<{ holdings: EndedHolding[] }>(
      `SELECT d.holdings FROM departures.departures d WHERE d.gestionnaire_id = $1 AND d.person_id = $2 AND ${IS_AWAY}
       ORDER BY d.declared_at, d.id`,
      [gestionnaireId, personId],
    );
    return rows.flatMap(({ holdings }) => holdings);
  }

  private async select(condition: string, ...values: unknown[]): Promise<DepartureView[]> {
    const { rows } = await this.database.query<DepartureRow>(
      `${SELECT_DEPARTURES} WHERE ${condition}`,
      values,
    );
    return rows.map(({ declaredAt, ...row }) => ({ ...row, declaredAt: declaredAt.toISOString() }));
  }
}
