import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import { type Sql, searchable, searchIndex } from '#platform';
import type { IncidentEvent } from '../../domain/incident.ts';
import { historyLine } from './history-line.ts';

type Reported = Extract<IncidentEvent, { type: 'IncidentReported' }>;

const SEARCH = searchable('description', 'user_code', "gestionnaire ->> 'name'", 'gestionnaire_id');

/** Every incident with its conclusion, and who did what. */
export const incidentsProjection: Projection<IncidentEvent> = {
  name: 'incidents',
  version: 2,
  categories: ['incident'],
  tables: `
    CREATE TABLE incidents (
      id uuid PRIMARY KEY,
      state text NOT NULL,
      category text NOT NULL,
      description text NOT NULL,
      occurred_at timestamptz,
      discovered_at timestamptz NOT NULL,
      reported_at timestamptz NOT NULL,
      reported_by text NOT NULL,
      delay text NOT NULL,
      user_code text,
      gestionnaire jsonb NOT NULL,
      gestionnaire_id text NOT NULL,
      caf_id text NOT NULL,
      closing jsonb,
      search text NOT NULL GENERATED ALWAYS AS (${SEARCH}) STORED
    );
    CREATE TABLE history (
      incident_id uuid NOT NULL REFERENCES incidents,
      revision bigint NOT NULL,
      at timestamptz NOT NULL,
      what text NOT NULL,
      actor_code text NOT NULL,
      actor_role text NOT NULL,
      PRIMARY KEY (incident_id, revision)
    );
  `,
  indexes: `
    ${searchIndex('incidents')}
    CREATE INDEX incidents_of_caf ON incidents (caf_id, reported_at DESC, id);
    CREATE INDEX incidents_of_gestionnaire ON incidents (gestionnaire_id, reported_at DESC, id);
  `,
  async project(events, sql) {
    for (const event of events) await apply(event, sql);
  },
};

async function apply(event: RecordedEvent<IncidentEvent>, sql: Sql): Promise<void> {
  const id = idOf(event.stream);
  const { actor, occurredAt } = event.metadata;
  await applyToIncident(id, event, sql);
  await sql.query('INSERT INTO history VALUES ($1, $2, $3, $4, $5, $6)', [
    id,
    event.revision,
    occurredAt,
    historyLine(event),
    actor.code,
    actor.role,
  ]);
}

async function applyToIncident(id: string, event: RecordedEvent<IncidentEvent>, sql: Sql): Promise<void> {
  switch (event.type) {
    case 'IncidentReported': {
      const { category, description, occurredAt, discoveredAt, reportedAt, delay } = event.data;
      const { userCode, gestionnaire, cafId } = event.data;
      await sql.query(
        `INSERT INTO incidents (id, state, category, description, occurred_at, discovered_at, reported_at, reported_by,
           delay, user_code, gestionnaire, gestionnaire_id, caf_id)
         VALUES ($1, 'reported', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          id,
          category,
          description,
          occurredAt,
          discoveredAt,
          reportedAt,
          reporterOf(event),
          delay,
          userCode,
          gestionnaire,
          gestionnaire.id,
          cafId,
        ],
      );
      return;
    }
    case 'IncidentClosed':
      await sql.query(`UPDATE incidents SET state = 'closed', closing = $2 WHERE id = $1`, [id, event.data]);
      return;
    default:
      return event satisfies never;
  }
}

/** What an officer says by the link of a mail is recorded by Greffe. */
const reporterOf = ({ data, metadata: { actor } }: RecordedEvent<Reported>): string =>
  actor.role === 'system' ? (data.userCode ?? actor.code) : actor.code;
