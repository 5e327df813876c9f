import { Injectable } from '@nestjs/common';
import { type CalendarDate, Database, fragment, type Instant } from '#platform';
import { heldAt } from './rows.ts';

/** What ends by itself on one day, of one gestionnaire. */
interface EndingTerms {
  readonly gestionnaireId: string;
  readonly lastDay: CalendarDate;
  readonly habilitations: number;
  /** Of so many of them somebody has the profile again. */
  readonly returning: number;
}

/** Habilitations that end by themselves (R6). */
@Injectable()
export class TermsQuery {
  constructor(private readonly database: Database) {}

  /** Establishments where a term is over, or somebody has their profile again, which is not recorded yet. */
  async due(at: Instant): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      `SELECT establishment_id AS id FROM habilitations.holdings WHERE ended_at <= $1 AND cause IS NULL
       UNION SELECT establishment_id FROM habilitations.holdings WHERE awaited AND started_at <= $1 ORDER BY id`,
      [at],
    );
    return rows.map(({ id }) => id);
  }

  /** How many end from one day to another, by gestionnaire and day: of those that are held at an instant. */
  async ending(from: CalendarDate, to: CalendarDate, at: Instant): Promise<EndingTerms[]> {
    const statement = fragment`
      SELECT c.gestionnaire_id AS "gestionnaireId", h.last_day::text AS "lastDay", count(*)::int AS habilitations,
        count(h.returns_to)::int AS returning
      FROM habilitations.holdings h JOIN habilitations.conventions c ON c.id = h.convention_id
      WHERE h.last_day BETWEEN ${from} AND ${to} AND ${heldAt(at)} GROUP BY 1, 2 ORDER BY 1, 2`;
    return (await this.database.query<EndingTerms>(statement)).rows;
  }
}
