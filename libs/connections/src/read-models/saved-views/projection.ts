import { idOf, type Projection } from '#event-sourcing';
import type { SavedViewEvent } from '../../domain/saved-view.ts';

/** The views of the journal that are kept. */
export const savedViewsProjection: Projection<SavedViewEvent> = {
  name: 'saved_views',
  version: 1,
  categories: ['journalview'],
  tables: `
    CREATE TABLE views (
      id uuid PRIMARY KEY,
      name text NOT NULL,
      search text NOT NULL,
      audience text NOT NULL,
      user_code text COLLATE "C" NOT NULL,
      organism_id text COLLATE "C" NOT NULL
    );
  `,
  indexes: `
    CREATE INDEX views_of_organism ON views (organism_id);
  `,
  async project(events, sql) {
    for (const { stream, type, data } of events) {
      const id = idOf(stream);
      if (type === 'JournalViewRemoved') await sql.query('DELETE FROM views WHERE id = $1', [id]);
      else {
        const { name, search, audience, by, organismId } = data;
        const values = [id, name, search, audience, by, organismId];
        await sql.query('INSERT INTO views VALUES ($1, $2, $3, $4, $5, $6)', values);
      }
    }
  },
};
