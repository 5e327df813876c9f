import type { Projection } from '#event-sourcing';
import type { ConsultationEvent } from '../../domain/consultation.ts';

/** Who looked at what. */
export const consultationsProjection: Projection<ConsultationEvent> = {
  name: 'consultations',
  version: 1,
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
      PRIMARY KEY (at, id)
    );
    CREATE INDEX consultations_by_code ON consultations (user_code, at, id);
  `,
  async project(events, sql) {
    const rows = events.map(({ id, data: { by, view, filter }, metadata: { actor, occurredAt } }) => ({
      ...{ at: occurredAt, id, user_code: by, role: actor.role, organism_id: actor.organism, view },
      asked: filter,
    }));
    await sql.query({
      name: 'consultations-insert',
      text: `INSERT INTO consultations (at, id, user_code, role, organism_id, view, asked)
             SELECT * FROM json_to_recordset($1) AS c(at timestamptz, id uuid, user_code text, role text,
               organism_id text, view text, asked jsonb)`,
      values: [JSON.stringify(rows)],
    });
  },
};
