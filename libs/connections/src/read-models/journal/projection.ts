import { type Projection, parsePosition, type RecordedEvent } from '#event-sourcing';
import { insertRows, type Sql } from '#platform';
import { networkOf } from '../../domain/address.ts';
import { browserOf } from '../../domain/browser.ts';
import { type ConnectionsEvent, factorsOf } from '../../domain/connections.ts';
import { IMPORTED, type ImportedAttemptEvent } from '../../domain/imported-attempt.ts';
import { addToRollUps, rollUpIndexes, rollUpTables, sumsOf } from './roll-ups.ts';

type JournalEvent = ConnectionsEvent | ImportedAttemptEvent;
type AttemptEvent = RecordedEvent<Extract<JournalEvent, { type: 'LoginAttempted' | 'AttemptImported' }>>;

/**
 * Every attempt (R18); `count` of them in a row where they were gathered. One partition a month (UTC), made when its first
 * attempt comes. Most attempts succeed, so that only the others are worth an index by outcome. Beside them their numbers, as
 * exact as they are: see `roll-ups.ts`.
 */
export const journalProjection: Projection<JournalEvent> = {
  name: 'journal',
  version: 9,
  categories: ['connections', IMPORTED],
  tables: `
    CREATE TABLE attempts (
      at timestamptz NOT NULL,
      id uuid NOT NULL,
      user_code text COLLATE "C",
      identifier_hash text COLLATE "C",
      outcome text COLLATE "C" NOT NULL,
      count int NOT NULL,
      retry_at timestamptz,
      address text COLLATE "C",
      network text COLLATE "C" NOT NULL,
      user_agent text,
      browser text COLLATE "C" NOT NULL,
      organism_id text COLLATE "C",
      country text COLLATE "C",
      imported_from text,
      -- Of what has the same time, which came first: the place in the log, or in the file that it was imported from.
      place bigint NOT NULL,
      -- In the order in which they were tried.
      factors text NOT NULL,
      PRIMARY KEY (at, id)
    ) PARTITION BY RANGE (at);
    ${rollUpTables}
  `,
  indexes: `
    CREATE INDEX attempts_by_code ON attempts (user_code, at, id);
    CREATE INDEX attempts_by_network ON attempts (network, at, id);
    CREATE INDEX attempts_by_browser ON attempts (browser, at, id);
    CREATE INDEX attempts_imported ON attempts (at, id) WHERE imported_from IS NOT NULL;
    CREATE INDEX attempts_failed ON attempts (outcome, at, id) WHERE outcome <> 'success';
    ${rollUpIndexes}
  `,
  async project(events, sql) {
    const rows = events.filter(isAttempt).map(toRow);
    if (rows.length === 0) return;
    await createPartitions(new Set(rows.map(({ at }) => at.slice(0, 7))), sql);
    const inserted = insertAttempts(sql, rows);
    // While PostgreSQL inserts.
    const sums = sumsOf(rows);
    await inserted;
    await addToRollUps(sql, sums);
  },
};

const insertAttempts = insertRows('attempts', {
  at: 'timestamptz',
  id: 'uuid',
  user_code: 'text',
  identifier_hash: 'text',
  outcome: 'text',
  count: 'int',
  retry_at: 'timestamptz',
  address: 'text',
  network: 'text',
  user_agent: 'text',
  browser: 'text',
  organism_id: 'text',
  country: 'text',
  imported_from: 'text',
  place: 'bigint',
  factors: 'text',
});

const isAttempt = (event: RecordedEvent<JournalEvent>): event is AttemptEvent =>
  event.type === 'LoginAttempted' || event.type === 'AttemptImported';

function toRow({ id, type, data, metadata, position }: AttemptEvent) {
  const isImported = type === 'AttemptImported';
  return {
    at: isImported ? data.at : metadata.occurredAt,
    id,
    user_code: data.userCode,
    identifier_hash: data.identifierHash,
    outcome: data.outcome,
    count: data.count,
    retry_at: isImported ? null : data.retryAt,
    address: data.address,
    network: networkOf(data.address),
    user_agent: data.userAgent,
    browser: browserOf(data.userAgent),
    organism_id: data.organism?.id ?? null,
    country: data.country ?? null,
    imported_from: isImported ? data.source : null,
    origin: isImported ? ('imported' as const) : ('portal' as const),
    place: isImported ? (data.line ?? 0) : String(parsePosition(position).minor),
    factors: isImported ? '' : factorsOf(data).join(' '),
  };
}

/** `months` are written `2026-11`, as they stand in an instant. */
async function createPartitions(months: ReadonlySet<string>, sql: Sql): Promise<void> {
  const { rows } = await sql.query<{ month: string }>(
    `SELECT month FROM unnest($1::text[]) AS month
     WHERE to_regclass('attempts_' || replace(month, '-', '_')) IS NULL`,
    [[...months]],
  );
  for (const { month } of rows) {
    await sql.query(`CREATE TABLE attempts_${month.replace('-', '_')} PARTITION OF attempts
      FOR VALUES FROM ('${month}-01T00:00:00Z') TO ('${monthAfter(month)}-01T00:00:00Z')`);
  }
}

function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7);
}
