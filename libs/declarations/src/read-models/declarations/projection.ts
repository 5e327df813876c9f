import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import type { Sql } from '#platform';
import type { DeclarationEvent } from '../../domain/declaration-events.ts';
import { historyOf } from './history.ts';

/** Every declaration in all its versions: its content, how far it has come, and its history. */
export const declarationsProjection: Projection<DeclarationEvent> = {
  name: 'declarations',
  version: 3,
  categories: ['declaration'],
  tables: `
    CREATE TABLE declarations (
      id text PRIMARY KEY,
      establishment_id uuid NOT NULL,
      year integer NOT NULL,
      kind text NOT NULL,
      version integer NOT NULL,
      state text NOT NULL DEFAULT 'in-entry',
      activity jsonb,
      finances jsonb,
      activity_submitted boolean NOT NULL DEFAULT false,
      finances_submitted boolean NOT NULL DEFAULT false,
      comments jsonb NOT NULL DEFAULT '{}',
      content_hash text,
      approval jsonb,
      approved_by text COLLATE "C",
      history jsonb NOT NULL DEFAULT '[]',
      opened_at timestamptz NOT NULL,
      transmitted_at timestamptz,
      updated_at timestamptz NOT NULL,
      UNIQUE (establishment_id, year, kind, version)
    );
  `,
  async project(events, sql) {
    for (const event of events) {
      await apply(event, sql);
      await touch(event, sql);
    }
  },
};

async function apply(event: RecordedEvent<DeclarationEvent>, sql: Sql): Promise<void> {
  const id = idOf(event.stream);
  switch (event.type) {
    case 'DeclarationOpened': {
      const { establishmentId, year, kind, version, carriedOver } = event.data;
      await sql.query(
        `INSERT INTO declarations (id, establishment_id, year, kind, version, activity, finances, opened_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
        [
          id,
          establishmentId,
          year,
          kind,
          version,
          carriedOver?.activity ?? null,
          carriedOver?.finances ?? null,
          event.metadata.occurredAt,
        ],
      );
      return;
    }
    case 'ActivityDataEntered':
      await sql.query('UPDATE declarations SET activity = $2 WHERE id = $1', [id, event.data.activity]);
      return;
    case 'FinancialDataEntered':
      await sql.query('UPDATE declarations SET finances = $2 WHERE id = $1', [id, event.data.finances]);
      return;
    case 'PartSubmitted':
      await sql.query(
        `UPDATE declarations SET activity_submitted = activity_submitted OR $2 = 'activity',
           finances_submitted = finances_submitted OR $2 = 'finances',
           comments = comments || jsonb_build_object($2::text, $3::text) WHERE id = $1`,
        [id, event.data.part, event.data.comment],
      );
      return;
    case 'DeclarationSubmitted':
      await sql.query(`UPDATE declarations SET state = 'to-approve', content_hash = $2 WHERE id = $1`, [
        id,
        event.data.contentHash,
      ]);
      return;
    case 'PartReturned':
      await sql.query(
        `UPDATE declarations SET state = 'in-entry', content_hash = NULL,
           activity_submitted = activity_submitted AND $2 <> 'activity',
           finances_submitted = finances_submitted AND $2 <> 'finances' WHERE id = $1`,
        [id, event.data.part],
      );
      return;
    case 'DeclarationApproved': {
      const { by, contentHash, selfApproval } = event.data;
      await sql.query(
        `UPDATE declarations SET state = 'approved', approval = $2, approved_by = $3 WHERE id = $1`,
        [id, { by: by.name, at: event.metadata.occurredAt, contentHash, selfApproval }, by.code],
      );
      return;
    }
    case 'DeclarationTransmitted':
      await sql.query(`UPDATE declarations SET state = 'transmitted', transmitted_at = $2 WHERE id = $1`, [
        id,
        event.metadata.occurredAt,
      ]);
      return;
    default:
      return event satisfies never;
  }
}

/** Every event leaves its time, and most a line of history. */
async function touch(event: RecordedEvent<DeclarationEvent>, sql: Sql): Promise<void> {
  const entry = historyOf(event);
  await sql.query('UPDATE declarations SET updated_at = $2, history = history || $3::jsonb WHERE id = $1', [
    idOf(event.stream),
    event.metadata.occurredAt,
    JSON.stringify(entry ? [entry] : []),
  ]);
}
