import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import type { Sql } from '#platform';
import type { StatementEvent } from '../../domain/statement.ts';

/** What agents were asked about cases, and what they answered. */
export const statementsProjection: Projection<StatementEvent> = {
  name: 'statements',
  version: 1,
  categories: ['statement'],
  tables: `
    CREATE TABLE questions (
      id uuid PRIMARY KEY,
      anomaly_id uuid NOT NULL,
      user_code text COLLATE "C" NOT NULL,
      attempts jsonb NOT NULL,
      asked_at timestamptz NOT NULL,
      asked_by text NOT NULL,
      answer text,
      text text,
      answered_at timestamptz
    );
  `,
  indexes: `
    CREATE INDEX questions_about_case ON questions (anomaly_id);
    CREATE INDEX questions_to_agent ON questions (user_code, asked_at DESC);
  `,
  async project(events, sql) {
    for (const event of events) await apply(event, sql);
  },
};

async function apply({ stream, metadata, ...event }: RecordedEvent<StatementEvent>, sql: Sql): Promise<void> {
  const id = idOf(stream);
  if (event.type === 'AgentAsked') {
    const { anomalyId, userCode, attempts } = event.data;
    await sql.query(
      `INSERT INTO questions (id, anomaly_id, user_code, attempts, asked_at, asked_by)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, anomalyId, userCode, JSON.stringify(attempts), metadata.occurredAt, metadata.actor.code],
    );
    return;
  }
  await sql.query('UPDATE questions SET answer = $2, text = $3, answered_at = $4 WHERE id = $1', [
    id,
    event.data.answer,
    event.data.text,
    metadata.occurredAt,
  ]);
}
