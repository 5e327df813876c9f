import { Injectable } from '@nestjs/common';
import { conflict, Database, frenchOrder, type Principal } from '#platform';
import { CodeDirectory } from '../../code-directory.ts';
import type { SavedViewEntry } from './view.ts';

@Injectable()
export class SavedViewsQuery {
  constructor(
    private readonly database: Database,
    private readonly codes: CodeDirectory,
  ) {}

  /** Those of the reader, and those that their team shares, by name. */
  async visibleTo({ userCode, organism }: Principal): Promise<SavedViewEntry[]> {
    const { rows } = await this.database.query<Omit<SavedViewEntry, 'savedBy'>>(
      `SELECT id, name, search, audience, user_code AS "userCode" FROM saved_views.views
       WHERE organism_id = $1 AND (audience = 'team' OR user_code = $2)
       ORDER BY ${frenchOrder('name')}, id`,
      [organism.id, userCode],
    );
    const names = await this.codes.namesOf(rows.map((view) => view.userCode));
    return rows.map((view) => ({ ...view, savedBy: names.get(view.userCode) ?? null }));
  }

  /**
   * Two views of one name, of those that a reader sees, cannot be told apart. Of two saved in one instant both stay; a request that comes twice
   * finds its own view.
   * @throws Refusal name-taken
   */
  async expectNameIsFree(name: string, viewId: string, principal: Principal): Promise<void> {
    const others = (await this.visibleTo(principal)).filter(({ id }) => id !== viewId);
    if (others.some((view) => SAME.compare(view.name, name) === 0)) {
      throw conflict('name-taken', 'Une vue porte déjà ce nom : donnez-en un autre.');
    }
  }
}

/** Capitals make no other name. */
const SAME = new Intl.Collator('fr', { sensitivity: 'accent' });
