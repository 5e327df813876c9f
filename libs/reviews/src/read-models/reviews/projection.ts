import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import { deriveId, endOfDay, frenchOrder, type Sql, searchable, searchIndex } from '#platform';
import type { AccessReviewEvent } from '../../domain/access-review-events.ts';

/** Every access review, and the answers to it. Instants that are compared with habilitations are texts, as theirs are. */
export const reviewsProjection: Projection<AccessReviewEvent> = {
  name: 'reviews',
  version: 1,
  categories: ['review'],
  tables: `
    CREATE TABLE reviews (
      id uuid PRIMARY KEY,
      caf_id text NOT NULL,
      caf_name text NOT NULL,
      gestionnaire_id text NOT NULL,
      gestionnaire_name text NOT NULL,
      number int NOT NULL,
      opened_at timestamptz NOT NULL,
      opened_on date NOT NULL,
      due_on date NOT NULL,
      changes_since date NOT NULL,
      changes_after text COLLATE "C" NOT NULL,
      reason text,
      state text NOT NULL DEFAULT 'open',
      persons int NOT NULL,
      answered int NOT NULL DEFAULT 0,
      told_on date NOT NULL,
      reminders int NOT NULL DEFAULT 0,
      closed_at timestamptz,
      days_late int,
      search text NOT NULL GENERATED ALWAYS AS (${searchable('gestionnaire_name', 'gestionnaire_id')}) STORED
    );
    CREATE TABLE answers (
      id uuid PRIMARY KEY,
      review_id uuid NOT NULL,
      person_id uuid NOT NULL,
      answer text,
      answered_at timestamptz,
      by_code text,
      by_role text,
      last_day date
    );
    CREATE INDEX ON answers (review_id);
    CREATE INDEX ON answers (person_id) WHERE answer IS NULL;
  `,
  indexes: `
    ${searchIndex('reviews')}
    CREATE INDEX reviews_of_partner ON reviews (gestionnaire_id, caf_id, number);
    CREATE INDEX reviews_of_caf ON reviews (caf_id, opened_at, id);
    CREATE INDEX reviews_by_name ON reviews (${frenchOrder('gestionnaire_name')}, id);
    CREATE INDEX reviews_open ON reviews (due_on) WHERE state = 'open';
  `,
  async project(events, sql) {
    for (const event of events) await apply(event, sql);
  },
};

async function apply(event: RecordedEvent<AccessReviewEvent>, sql: Sql): Promise<void> {
  const id = idOf(event.stream);
  const at = event.metadata.occurredAt;
  switch (event.type) {
    case 'AccessReviewOpened': {
      const { cafId, cafName, gestionnaire, number, openedOn, dueOn, changesSince, reason, persons } =
        event.data;
      await sql.query(
        `INSERT INTO reviews (id, caf_id, caf_name, gestionnaire_id, gestionnaire_name, number, opened_on, told_on, due_on,
           changes_since, changes_after, reason, persons, opened_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12, $13)`,
        [
          id,
          cafId,
          cafName,
          gestionnaire.id,
          gestionnaire.name,
          number,
          openedOn,
          dueOn,
          changesSince,
          endOfDay(changesSince),
          reason,
          persons.length,
          at,
        ],
      );
      const ids = persons.map(({ personId }) => personId);
      await sql.query(
        `INSERT INTO answers (id, review_id, person_id)
         SELECT a.id, $1, a.person_id FROM unnest($2::uuid[], $3::uuid[]) AS a(id, person_id)`,
        [id, ids.map((personId) => deriveId(id, personId)), ids],
      );
      return;
    }
    case 'AccessConfirmed':
      return answered(event, 'confirmed', null, sql);
    case 'AccessChangeNoted':
      return answered(event, event.data.change, event.data.lastDay, sql);
    case 'AccessReviewReminded':
      await sql.query('UPDATE reviews SET told_on = $2, reminders = reminders + 1 WHERE id = $1', [
        id,
        event.data.remindedOn,
      ]);
      return;
    case 'AccessReviewCompleted':
      await sql.query(
        `UPDATE reviews SET state = 'completed', closed_at = $2, days_late = $3 WHERE id = $1`,
        [id, at, event.data.daysLate],
      );
      return;
    case 'AccessReviewLapsed':
      await sql.query(`UPDATE reviews SET state = 'lapsed', closed_at = $2 WHERE id = $1`, [id, at]);
      return;
    default:
      return event satisfies never;
  }
}

async function answered(
  { stream, data, metadata }: RecordedEvent<Extract<AccessReviewEvent, { data: { personId: string } }>>,
  answer: string,
  lastDay: string | null,
  sql: Sql,
): Promise<void> {
  const { actor, occurredAt } = metadata;
  await sql.query(
    `WITH one AS (UPDATE answers SET answer = $3, answered_at = $4, by_code = $5, by_role = $6, last_day = $7
       WHERE review_id = $1 AND person_id = $2)
     UPDATE reviews SET answered = answered + 1 WHERE id = $1`,
    [idOf(stream), data.personId, answer, occurredAt, actor.code, actor.role, lastDay],
  );
}
