import { idOf, type Projection } from '#event-sourcing';
import type { CampaignEvent } from '../../domain/campaign.ts';

/** When declarations are due, to which Caf. */
export const campaignsProjection: Projection<CampaignEvent> = {
  name: 'campaigns',
  version: 1,
  categories: ['campaign'],
  tables: `
    CREATE TABLE campaigns (
      id text COLLATE "C" NOT NULL,
      number int NOT NULL,
      caf_id text NOT NULL,
      year int NOT NULL,
      kind text NOT NULL,
      opens_on date NOT NULL,
      closes_on date NOT NULL,
      PRIMARY KEY (id, number)
    );
  `,
  async project(events, sql) {
    for (const { stream, data } of events) {
      await sql.query(
        `INSERT INTO campaigns VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id, number) DO UPDATE SET opens_on = excluded.opens_on, closes_on = excluded.closes_on`,
        [idOf(stream), data.number, data.cafId, data.year, data.kind, data.opensOn, data.closesOn],
      );
    }
  },
};
