import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { by, Database, type Fragment, fragment, frenchOrder, type Instant, type Principal } from '#platform';
import { heldAt } from './rows.ts';
import type { PersonView } from './view.ts';

/** Persons in SQL, as `p`: what a `PersonView` is made of, for lists of later contexts too. */
export const PERSONS = {
  from: 'habilitations.persons p',
  columns: `p.id, p.last_name AS "lastName", p.first_name AS "firstName", p.function, p.email,
    p.gestionnaire_id AS "gestionnaireId"`,
  byName: [by.text(frenchOrder('p.last_name')), by.text(frenchOrder('p.first_name'))],
  /** That they hold a profile, or any, at an instant (R1, R6); for a Caf, under its own conventions. */
  hold: (profile: string | null, cafId: string | null, at: Instant): Fragment => fragment`EXISTS (
    SELECT FROM habilitations.holdings h JOIN habilitations.conventions c ON c.id = h.convention_id
    WHERE h.person_id = p.id AND ${heldAt(at)} AND (${profile}::text IS NULL OR h.profile = ${profile})
      AND (${cafId}::text IS NULL OR c.caf_id = ${cafId}))`,
} as const;

const SELECT_PERSONS = `SELECT ${PERSONS.columns} FROM ${PERSONS.from}`;

@Injectable()
export class PersonsQuery {
  constructor(
    private readonly database: Database,
    private readonly conventions: ConventionsQuery,
  ) {}

  /** The agents of the reader's gestionnaire, or of the partners of the reader's Caf. */
  async visibleTo({ organism }: Principal): Promise<PersonView[]> {
    const { rows } = await this.database.query<PersonView>(
      `${SELECT_PERSONS} WHERE p.gestionnaire_id = ANY ($1) ORDER BY ${PERSONS.byName.map(({ sql }) => sql)}, p.id`,
      [await this.conventions.overseenBy(organism.id)],
    );
    return rows;
  }

  /** The person, whoever asks; null while unknown. */
  async one(id: string): Promise<PersonView | null> {
    const { rows } = await this.database.query<PersonView>(`${SELECT_PERSONS} WHERE p.id = $1`, [id]);
    return rows[0] ?? null;
  }
}
