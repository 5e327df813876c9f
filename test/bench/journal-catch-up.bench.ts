import { eventSerializer } from '#composition';
import { journalProjection } from '#connections';
import { PostgresEventStore, rebuild } from '#event-sourcing';
import { recordAttempts } from './attempts.ts';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const EVENTS = 200_000;
const ROUNDS = 3;

/** The journal catching up on recorded attempts, against one INSERT … SELECT over the same events. */
export const journalCatchUp = () =>
  withEngines(async ({ database, notifications }) => {
    // Not encrypted, so that the database alone can read it; `catch-up-encrypted` says what that costs.
    const store = new PostgresEventStore(database, notifications, eventSerializer);
    await recordAttempts(store, EVENTS);
    await database.query('VACUUM ANALYZE event_log.events');

    const rounds: { ours: number; sql: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const sqlMs = await elapsed(() => database.query(PURE_SQL));
      await database.query('DROP TABLE bench.reference');
      const ourMs = await elapsed(() => rebuild(database, store, journalProjection));
      rounds.push({ ours: (EVENTS / ourMs) * 1000, sql: (EVENTS / sqlMs) * 1000 });
    }
    report({
      name: 'journal-catch-up',
      value: median(rounds.map(({ ours }) => ours)),
      unit: 'events/s',
      reference: median(rounds.map(({ sql }) => sql)),
      ratio: median(rounds.map(({ ours, sql }) => ours / sql)),
    });
  });

/** The same columns and indexes, filled by the database alone. */
const PURE_SQL = `
  CREATE TABLE bench.reference (at timestamptz NOT NULL, id uuid NOT NULL, user_code text COLLATE "C",
    identifier_hash text COLLATE "C", outcome text COLLATE "C" NOT NULL, address text COLLATE "C", network text COLLATE "C",
    user_agent text, organism_id text COLLATE "C", PRIMARY KEY (at, id));
  CREATE INDEX ON bench.reference (user_code, at, id);
  CREATE INDEX ON bench.reference (network, at, id);
  CREATE INDEX ON bench.reference (outcome, at, id) WHERE outcome <> 'success';
  INSERT INTO bench.reference
  SELECT (metadata ->> 'occurredAt')::timestamptz, id, data ->> 'userCode', data ->> 'identifierHash',
    data ->> 'outcome', data ->> 'address', data ->> 'address', data ->> 'userAgent', data -> 'organism' ->> 'id'
  FROM event_log.events WHERE type = 'LoginAttempted'`;
