import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import type { Sql } from '#platform';
import type { AttestationEvent } from '../../domain/attestations.ts';

/** Every attestation, and when each duty was asked for since the last one. */
export const attestationsProjection: Projection<AttestationEvent> = {
  name: 'attestations',
  version: 1,
  categories: ['attestations'],
  tables: `
    CREATE TABLE attestations (
      id uuid PRIMARY KEY,
      gestionnaire_id text NOT NULL,
      duty text NOT NULL,
      attested_on date NOT NULL,
      valid_until date NOT NULL,
      text text NOT NULL,
      files jsonb NOT NULL,
      at timestamptz NOT NULL,
      by_code text NOT NULL,
      revision bigint NOT NULL,
      is_current boolean NOT NULL
    );
    CREATE TABLE asked (
      gestionnaire_id text NOT NULL,
      duty text NOT NULL,
      asked_on date NOT NULL,
      PRIMARY KEY (gestionnaire_id, duty)
    );
  `,
  indexes: `
    CREATE INDEX attestations_of ON attestations (gestionnaire_id, revision DESC);
    CREATE INDEX attestations_current ON attestations (gestionnaire_id, duty) WHERE is_current;
  `,
  async project(events, sql) {
    for (const event of events) await apply(event, sql);
  },
};

async function apply(event: RecordedEvent<AttestationEvent>, sql: Sql): Promise<void> {
  const gestionnaireId = idOf(event.stream);
  switch (event.type) {
    case 'DutyAttested': {
      const { attestationId, duty, attestedOn, validUntil, text, files } = event.data;
      const { occurredAt, actor } = event.metadata;
      const one = [gestionnaireId, duty];
      await sql.query(
        'UPDATE attestations SET is_current = false WHERE gestionnaire_id = $1 AND duty = $2 AND is_current',
        one,
      );
      await sql.query('DELETE FROM asked WHERE gestionnaire_id = $1 AND duty = $2', one);
      await sql.query('INSERT INTO attestations VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, true)', [
        attestationId,
        ...one,
        attestedOn,
        validUntil,
        text,
        JSON.stringify(files),
        occurredAt,
        actor.code,
        event.revision,
      ]);
      return;
    }
    case 'AttestationsAskedFor': {
      const { missing, askedOn } = event.data;
      await sql.query(
        `INSERT INTO asked SELECT $1, duty, $3 FROM unnest($2::text[]) AS duty
         ON CONFLICT (gestionnaire_id, duty) DO UPDATE SET asked_on = excluded.asked_on`,
        [gestionnaireId, missing.map(({ duty }) => duty), askedOn],
      );
      return;
    }
    default:
      return event satisfies never;
  }
}
