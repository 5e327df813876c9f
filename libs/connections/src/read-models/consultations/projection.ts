import type { Projection, RecordedEvent } from '#event-sourcing';
import { insertRows, searchable, searchIndex } from '#platform';
import type { ConsultationEvent } from '../../domain/consultation.ts';

/** Who looked at what. */
export const consultationsProjection: Projection<ConsultationEvent> = {
  name: 'consultations',
  version: 2,
  categories: ['consultation'],
  tables: `
    CREATE TABLE consultations (
      at timestamptz NOT NULL,
      id uuid NOT NULL,
      user_code text COLLATE "C" NOT NULL,
      role text COLLATE "C" NOT NULL,
      organism_id text COLLATE "C",
      view text COLLATE "C" NOT NULL,
      asked jsonb NOT NULL,
      search text NOT NULL GENERATED ALWAYS AS (${searchable('user_code', 'asked::text')}) STORED,
      PRIMARY KEY (at, id)
    );
  `,
  indexes: `
    ${searchIndex('consultations')}
    CREATE INDEX consultations_by_code ON consultations (user_code, at, id);
  `,
  async project(events, sql) {
    await insertConsultations(sql, events.map(toRow));
  },
};

const insertConsultations = insertRows('consultations', {
  at: 'timestamptz',
  id: 'uuid',
  user_code: 'text',
  role: 'text',
  organism_id: 'text',
  view: 'text',
  asked: 'jsonb',
});

const toRow = ({ id, data, metadata: { actor, occurredAt } }: RecordedEvent<ConsultationEvent>) => ({
  at: occurredAt,
  id,
  user_code: data.by,
  role: actor.role,
  organism_id: actor.organism,
  view: data.view,
  asked: data.filter,
});
