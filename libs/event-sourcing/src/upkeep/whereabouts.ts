import type { Database } from '#platform';

/** The register's log is not where the configuration says. One line for the operator. */
export class LogElsewhere extends Error {
  override readonly name = 'LogElsewhere';
}

/**
 * A register has one log. Beginning a second one, empty, would forget everything, silently.
 * @throws LogElsewhere when the log of this database is not the one that `eventStoreUrl` (unset: PostgreSQL) names
 */
export async function expectLogAt(database: Database, eventStoreUrl: string | undefined): Promise<void> {
  const { rows } = await database.query<{ moved: boolean; here: boolean }>(
    `SELECT to_regclass('event_log_moved.events') IS NOT NULL AS moved, to_regclass('event_log.events') IS NOT NULL AS here`,
  );
  const { moved, here } = rows[0]!;
  if (!eventStoreUrl && moved) {
    throw new LogElsewhere('This register has moved to EventStoreDB: EVENTSTORE_URL must name it');
  }
  if (eventStoreUrl && here && (await hasEvents(database))) {
    throw new LogElsewhere(
      'This register has its log in PostgreSQL: move it with "greffe store copy", or unset EVENTSTORE_URL',
    );
  }
}

async function hasEvents(database: Database): Promise<boolean> {
  const { rows } = await database.query<{ any: boolean }>(
    'SELECT EXISTS (SELECT FROM event_log.events) AS any',
  );
  return rows[0]!.any;
}
