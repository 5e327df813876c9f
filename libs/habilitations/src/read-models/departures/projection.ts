import { idOf, type Projection } from '#event-sourcing';
import type { DepartureEvent } from '../../domain/departure.ts';

/** Every change and end of a mission as it was declared, and the returns. */
export const departuresProjection: Projection<DepartureEvent> = {
  name: 'departures',
  version: 2,
  categories: ['departure'],
  tables: `
    CREATE TABLE departures (
      id uuid PRIMARY KEY,
      person_id uuid NOT NULL,
      gestionnaire_id text NOT NULL,
      caf_ids text[] NOT NULL,
      kind text NOT NULL,
      last_day date NOT NULL,
      reason text NOT NULL,
      due_on date NOT NULL,
      late_by_days int NOT NULL,
      holdings jsonb NOT NULL,
      successor_id uuid,
      expected_return date,
      declared_at timestamptz NOT NULL,
      back jsonb
    );
  `,
  indexes: `
    CREATE INDEX departures_of_gestionnaire ON departures (gestionnaire_id, declared_at DESC);
    CREATE INDEX departures_of_caf ON departures USING gin (caf_ids);
  `,
  async project(events, sql) {
    for (const event of events) {
      const id = idOf(event.stream);
      const at = event.metadata.occurredAt;
      if (event.type === 'ReturnDeclared') {
        await sql.query('UPDATE departures SET back = $2 WHERE id = $1', [id, { ...event.data, at }]);
        continue;
      }
      if (event.type === 'ReturnPostponed') {
        const { expectedReturn } = event.data;
        await sql.query('UPDATE departures SET expected_return = $2 WHERE id = $1', [id, expectedReturn]);
        continue;
      }
      const { personId, gestionnaireId, kind, lastDay, reason, dueOn, declaredLateByDays } = event.data;
      const { holdings, successor, expectedReturn } = event.data;
      const cafIds = [...new Set(holdings.map(({ cafId }) => cafId))];
      await sql.query(
        'INSERT INTO departures VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)',
        [
          id,
          personId,
          gestionnaireId,
          cafIds,
          kind,
          lastDay,
          reason,
          dueOn,
          declaredLateByDays,
          JSON.stringify(holdings),
          successor?.personId ?? null,
          expectedReturn,
          at,
        ],
      );
    }
  },
};
