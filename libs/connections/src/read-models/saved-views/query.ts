import { Injectable } from '@nestjs/common';
import { Database, frenchOrder, type Principal } from '#platform';
import type { SavedViewEntry } from './view.ts';

@Injectable()
export class SavedViewsQuery {
  constructor(private readonly database: Database) {}

  /** Those of the reader, and those that their team shares, by name. */
  async visibleTo({ userCode, organism }: Principal): Promise<SavedViewEntry[]> {
    const { rows } = await this.database.query<SavedViewEntry>(
      `SELECT id, name, search, audience, user_code AS "userCode" FROM saved_views.views
       WHERE organism_id = $1 AND (audience = 'team' OR user_code = $2)
       ORDER BY ${frenchOrder('name')}, id`,
      [organism.id, userCode],
    );
    return rows;
  }
}
