import type { Database, Sql } from '#platform';
import type { EventCodec } from '../personal-data/event-codec.ts';
import { COLUMNS, type EventRow, type LogPlace, toEvent } from '../postgres/rows.ts';
import { eventLogSteps } from '../postgres/schema.ts';
import { type StoredEvent, verbatim } from '../stored-events.ts';
import { LogsDiffer } from './move.ts';
import { SameMeaning } from './same-meaning.ts';

const BATCH = 1000;
/** Before the first event. */
const BEFORE: LogPlace = { transaction_id: '-1', sequence: '-1' };

export interface Encrypted {
  readonly events: number;
  /** Of them, those that said something of persons in clear. */
  readonly encrypted: number;
}

/**
 * Puts in the place of a log in PostgreSQL its copy with personal data encrypted: the same events at the same places of the log, so that
 * nobody who follows it has to begin again. The old one stays as `event_log_clear`, which the program does not read. All in one
 * transaction, the comparison of both included: what is interrupted has changed nothing. Where no event is clear, nothing is done.
 * @param onSwitch what else changes with the log, which then has so many events
 * @throws LogsDiffer
 */
export function encryptLog(
  database: Database,
  codec: EventCodec,
  onSwitch: (sql: Sql, events: number) => Promise<void>,
  onProgress: (events: number) => void = () => {},
): Promise<Encrypted> {
  return database.transaction(async (sql) => {
    await sql.query('LOCK TABLE event_log.events IN ACCESS EXCLUSIVE MODE');
    if (!(await anyClear(sql, codec))) return { events: await countIn(sql), encrypted: 0 };
    await sql.query('ALTER SCHEMA event_log RENAME TO event_log_clear');
    for (const step of eventLogSteps) await sql.query(step);
    await sql.query(
      'UPDATE event_log.cluster SET transaction_offset = (SELECT transaction_offset FROM event_log_clear.cluster)',
    );
    const encrypted = await copy(sql, codec, onProgress);
    await sql.query(
      `SELECT setval('event_log.events_sequence_seq', last_value, is_called) FROM event_log_clear.events_sequence_seq`,
    );
    const events = await compare(sql, codec);
    await onSwitch(sql, events);
    return { events, encrypted };
  });
}

/**
 * Empties what a copy has left of the log that was here before: `event_log_clear` is gone then, and of `event_log_moved` stays that it has
 * moved. How many events there were.
 */
export function dropOldLog(database: Database): Promise<number> {
  return database.transaction(async (sql) => {
    const { rows } = await sql.query<{ schema: string }>(
      `SELECT nspname AS schema FROM pg_namespace WHERE nspname IN ('event_log_clear', 'event_log_moved')`,
    );
    let events = 0;
    for (const { schema } of rows) {
      events += await countIn(sql, schema);
      await sql.query(
        schema === 'event_log_moved'
          ? 'ALTER TABLE event_log_moved.events DISABLE TRIGGER append_only; TRUNCATE event_log_moved.events'
          : `DROP SCHEMA ${schema} CASCADE`,
      );
    }
    return events;
  });
}

async function anyClear(sql: Sql, codec: EventCodec): Promise<boolean> {
  for await (const rows of batchesOf(sql, 'event_log')) {
    if (rows.some((row) => codec.isClear(asStored(row)))) return true;
  }
  return false;
}

async function copy(sql: Sql, codec: EventCodec, onProgress: (events: number) => void): Promise<number> {
  let [after, copied, encrypted] = [BEFORE, 0, 0];
  for await (const rows of batchesOf(sql, 'event_log_clear')) {
    const last = rows.at(-1)!;
    const events = rows.map(asStored);
    const kept = await codec.encrypted(events);
    const anew = rows.flatMap(({ transaction_id, sequence }, index) => {
      const { schema, data } = kept[index]!;
      return kept[index] === events[index] ? [] : [{ transaction_id, sequence, schema, data }];
    });
    await sql.query(
      `INSERT INTO event_log.events (${COLUMNS}) OVERRIDING SYSTEM VALUE
       SELECT e.transaction_id, e.sequence, stream, revision, id, type, coalesce(anew.schema, e.schema),
              coalesce(anew.data, e.data), metadata, recorded_at
       FROM event_log_clear.events AS e
       LEFT JOIN jsonb_to_recordset($5::jsonb) AS anew (transaction_id bigint, sequence bigint, schema smallint, data jsonb)
         ON (anew.transaction_id, anew.sequence) = (e.transaction_id, e.sequence)
       WHERE (e.transaction_id, e.sequence) > ($1, $2) AND (e.transaction_id, e.sequence) <= ($3, $4)`,
      [after.transaction_id, after.sequence, last.transaction_id, last.sequence, JSON.stringify(anew)],
    );
    after = last;
    copied += rows.length;
    encrypted += anew.length;
    onProgress(copied);
  }
  return encrypted;
}

/** Reads both logs again, side by side. How many events they have. */
async function compare(sql: Sql, codec: EventCodec): Promise<number> {
  const sameness = new SameMeaning(codec);
  const copies = batchesOf(sql, 'event_log');
  let events = 0;
  for await (const rows of batchesOf(sql, 'event_log_clear')) {
    const { value: twins = [] } = await copies.next();
    const isElsewhere = rows.findIndex((row, index) => !isSamePlace(row, twins[index]));
    const different =
      isElsewhere >= 0
        ? isElsewhere
        : await sameness.firstDifference(rows.map(asStored), twins.map(asStored));
    if (different !== null) {
      const { stream, revision } = rows[different]!;
      throw new LogsDiffer(`The copy does not say what ${stream} ${revision} says`);
    }
    events += rows.length;
  }
  if (events !== (await countIn(sql))) throw new LogsDiffer('The copy holds more events than the log');
  return events;
}

const isSamePlace = (one: LogPlace, other: LogPlace | undefined): boolean =>
  one.transaction_id === other?.transaction_id && one.sequence === other.sequence;

const asStored = (row: EventRow): StoredEvent => toEvent(row, verbatim) as StoredEvent;

async function countIn(sql: Sql, schema = 'event_log'): Promise<number> {
  const { rows } = await sql.query<{ events: number }>(
    `SELECT count(*)::int AS events FROM ${schema}.events`,
  );
  return rows[0]!.events;
}

async function* batchesOf(
  sql: Sql,
  schema: 'event_log' | 'event_log_clear',
): AsyncGenerator<EventRow[], undefined> {
  for (let after = BEFORE; ; ) {
    const { rows } = await sql.query<EventRow>(
      `SELECT ${COLUMNS} FROM ${schema}.events WHERE (transaction_id, sequence) > ($1, $2)
       ORDER BY transaction_id, sequence LIMIT ${BATCH}`,
      [after.transaction_id, after.sequence],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1)!;
  }
}
