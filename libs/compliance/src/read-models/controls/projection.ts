import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import { type Sql, searchable, searchIndex } from '#platform';
import type { ControlEvent } from '../../domain/control.ts';
import { historyLine } from './history-line.ts';

/** Every control with what came of it, and who did what. */
export const controlsProjection: Projection<ControlEvent> = {
  name: 'controls',
  version: 3,
  categories: ['control'],
  tables: `
    CREATE TABLE controls (
      id uuid PRIMARY KEY,
      state text NOT NULL,
      subject text NOT NULL,
      planned_on date NOT NULL,
      controllers text NOT NULL,
      gestionnaire jsonb NOT NULL,
      gestionnaire_id text NOT NULL,
      caf_id text NOT NULL,
      conclusion jsonb,
      verification jsonb,
      cancelled_for text,
      search text NOT NULL GENERATED ALWAYS AS (
        ${searchable('subject', 'controllers', "gestionnaire ->> 'name'", 'gestionnaire_id')}) STORED
    );
    CREATE TABLE history (
      control_id uuid NOT NULL REFERENCES controls,
      revision bigint NOT NULL,
      at timestamptz NOT NULL,
      what text NOT NULL,
      actor_code text NOT NULL,
      PRIMARY KEY (control_id, revision)
    );
  `,
  indexes: `
    ${searchIndex('controls')}
    CREATE INDEX controls_of_caf ON controls (caf_id, planned_on DESC, id);
    CREATE INDEX controls_of_gestionnaire ON controls (gestionnaire_id, planned_on DESC, id);
  `,
  async project(events, sql) {
    for (const event of events) await apply(event, sql);
  },
};

async function apply(event: RecordedEvent<ControlEvent>, sql: Sql): Promise<void> {
  const id = idOf(event.stream);
  const { actor, occurredAt } = event.metadata;
  await applyToControl(id, event, sql);
  await sql.query('INSERT INTO history VALUES ($1, $2, $3, $4, $5)', [
    id,
    event.revision,
    occurredAt,
    historyLine(event),
    actor.code,
  ]);
}

async function applyToControl(id: string, event: RecordedEvent<ControlEvent>, sql: Sql): Promise<void> {
  switch (event.type) {
    case 'ControlPlanned': {
      const { subject, plannedOn, controllers, gestionnaire, cafId } = event.data;
      await sql.query(
        `INSERT INTO controls (id, state, subject, planned_on, controllers, gestionnaire, gestionnaire_id, caf_id)
         VALUES ($1, 'planned', $2, $3, $4, $5, $6, $7)`,
        [id, subject, plannedOn, controllers, gestionnaire, gestionnaire.id, cafId],
      );
      return;
    }
    case 'ControlRescheduled':
      await sql.query('UPDATE controls SET planned_on = $2 WHERE id = $1', [id, event.data.plannedOn]);
      return;
    case 'ControlCancelled':
      await sql.query(`UPDATE controls SET state = 'cancelled', cancelled_for = $2 WHERE id = $1`, [
        id,
        event.data.reason,
      ]);
      return;
    case 'ControlConcluded':
      await sql.query('UPDATE controls SET state = $2, conclusion = $3 WHERE id = $1', [
        id,
        event.data.agreement ? 'agreed' : 'closed',
        { ...event.data, at: event.metadata.occurredAt },
      ]);
      return;
    case 'AgreementVerified':
      await sql.query(`UPDATE controls SET state = 'closed', verification = $2 WHERE id = $1`, [
        id,
        { ...event.data, at: event.metadata.occurredAt },
      ]);
      return;
    default:
      return event satisfies never;
  }
}
