import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { Database, frenchOrder, type Principal } from '#platform';
import type { PersonView } from './view.ts';

const SELECT_PERSONS = `
  SELECT p.id, p.last_name AS "lastName", p.first_name AS "firstName", p.function, p.email,
    p.gestionnaire_id AS "gestionnaireId"
  FROM habilitations.persons p`;

@Injectable()
export class PersonsQuery {
  constructor(
    private readonly database: Database,
    private readonly conventions: ConventionsQuery,
  ) {}

  /** The agents of the reader's gestionnaire, or of the partners of the reader's Caf. */
  async visibleTo({ organism }: Principal): Promise<PersonView[]> {
    const { rows } = await this.database.query<PersonView>(
      `${SELECT_PERSONS}
       WHERE p.gestionnaire_id = ANY ($1) ORDER BY ${frenchOrder('p.last_name')}, ${frenchOrder('p.first_name')}, p.id`,
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
