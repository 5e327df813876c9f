import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import type { Sql } from '#platform';
import type { CaseworkEvent } from '../../domain/casework.ts';

/** Who of the Caf looks after which case, and what officers noted. */
export const caseworkProjection: Projection<CaseworkEvent> = {
  name: 'casework',
  version: 2,
  categories: ['casework'],
  tables: `
    CREATE TABLE assignments (
      anomaly_id uuid PRIMARY KEY,
      user_code text COLLATE "C" NOT NULL,
      since timestamptz NOT NULL
    );
    CREATE TABLE entries (
      anomaly_id uuid NOT NULL,
      revision bigint NOT NULL,
      at timestamptz NOT NULL,
      actor_code text NOT NULL,
      actor_role text NOT NULL,
      assignee text,
      note text,
      PRIMARY KEY (anomaly_id, revision)
    );
  `,
  indexes: 'CREATE INDEX assignments_of_officer ON assignments (user_code);',
  async project(events, sql) {
    for (const event of events) await apply(event, sql);
  },
};

async function apply(event: RecordedEvent<CaseworkEvent>, sql: Sql): Promise<void> {
  const id = idOf(event.stream);
  const { occurredAt, actor } = event.metadata;
  if (event.type === 'CaseAssigned') {
    await sql.query(
      `INSERT INTO assignments VALUES ($1, $2, $3) ON CONFLICT (anomaly_id) DO UPDATE
       SET user_code = excluded.user_code, since = excluded.since`,
      [id, event.data.to, occurredAt],
    );
  }
  if (event.type === 'CaseReleased') await sql.query('DELETE FROM assignments WHERE anomaly_id = $1', [id]);
  await sql.query('INSERT INTO entries VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    id,
    event.revision,
    occurredAt,
    actor.code,
    actor.role,
    event.type === 'CaseAssigned' ? event.data.to : null,
    event.type === 'CaseNoted' ? event.data.text : null,
  ]);
}
