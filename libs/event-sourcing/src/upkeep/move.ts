import { setTimeout as delay } from 'node:timers/promises';
import { type Database, oneByOne, type Sql } from '#platform';
import { AppendTooLarge, type EventStore } from '../event-store.ts';
import { forgetErasedReadModels } from '../personal-data/read-model-erasure.ts';
import { formatPosition, START } from '../position.ts';
import { allCheckpoints } from '../projections/checkpoints.ts';
import type { Projection } from '../projections/projection.ts';
import { LogDigest, logOf, type StoredEvent, textOf } from '../stored-events.ts';

/** Few enough for one append to any server, even where the events are large. */
const MOST_AT_ONCE = 100;
const LOOK_AGAIN_MS = 50;
/** That of no projection: a read model that stands at it is built anew. */
const NO_VERSION = 0;

/** The two logs cannot be made one: nothing more was written, and the register stays where it is. */
export class LogsDiffer extends Error {
  override readonly name = 'LogsDiffer';
}

/** How events arrive in the other log: as they are, or with personal data encrypted. */
export interface Carrying {
  carried(run: readonly StoredEvent[]): Promise<readonly StoredEvent[]>;
  /** Whether what has arrived is what was carried. */
  isSame(event: StoredEvent, twin: StoredEvent): Promise<boolean>;
  /** What else changes with the log, which then has so many events. */
  onSwitch(sql: Sql, events: number): Promise<void>;
}

const asItIs: Carrying = {
  carried: async (run) => run,
  isSame: async (event, twin) => textOf(event) === textOf(twin),
  onSwitch: async () => {},
};

/** What is moved, and where to. */
export interface Move {
  readonly from: EventStore;
  readonly to: EventStore;
  readonly projections: readonly Projection[];
  readonly onProgress?: (events: number) => void;
  /** As they are, when absent. */
  readonly carrying?: Carrying;
}

export interface Moved {
  readonly events: number;
  /** Of them, those that an earlier attempt had already carried over. */
  readonly held: number;
  /** Of the log that has arrived; the same for both where events are carried as they are. */
  readonly digest: string;
}

/**
 * Moves a register from its PostgreSQL log to another store: the same events, in the same order per stream and overall, with
 * their ids, metadata, schemas and times of recording. Both stores are opened `verbatim`. Nobody can write to the log
 * meanwhile; when all is there, and is the same when read again, checkpoints are translated into the new log's
 * positions, read models that keep positions are marked to be built anew, and the old log is put aside as `event_log_moved`:
 * all in one transaction. After a failure the register is what it was, and a second attempt goes on where the first one stopped.
 * @throws LogsDiffer when the other store holds events that are not the first ones of this log
 */
export function moveLog(database: Database, move: Move): Promise<Moved> {
  return database.transaction(async (sql) => {
    await sql.query('LOCK TABLE event_log.events IN EXCLUSIVE MODE');
    const events = await allReadable(sql, move.from);
    const moved = await carryOver(sql, move);
    if (moved.events !== events) throw new LogsDiffer(`${moved.events} of ${events} events have arrived`);
    await sql.query('ALTER SCHEMA event_log RENAME TO event_log_moved');
    return moved;
  });
}

/**
 * The same from another EventStoreDB, to which nobody writes meanwhile: Greffe being stopped.
 * @throws LogsDiffer
 */
export function moveBetweenServers(database: Database, move: Move): Promise<Moved> {
  return database.transaction((sql) => carryOver(sql, move));
}

type Logs = Required<Omit<Move, 'projections'>>;

async function carryOver(
  sql: Sql,
  { from, to, projections, onProgress = () => {}, carrying = asItIs }: Move,
): Promise<Moved> {
  const logs = { from, to, onProgress, carrying };
  const held = await oneByOne(logOf(to), (next) => copy(logs, next));
  const checkpoints = await allCheckpoints(sql);
  const translated = new Map(checkpoints.map(({ name }) => [name, START]));
  const translate = (old: StoredEvent, moved: StoredEvent) => {
    for (const { name, position } of checkpoints) {
      if (old.position <= position) translated.set(name, moved.position);
    }
  };
  const digest = await oneByOne(logOf(to), (next) => compare(logs, next, translate));
  for (const [name, position] of translated) {
    await sql.query('UPDATE followers.checkpoints SET position = $2 WHERE name = $1', [name, position]);
  }
  await buildAnew(
    sql,
    projections.filter(({ keepsPositions }) => keepsPositions),
  );
  await forgetErasedReadModels(sql);
  await carrying.onSwitch(sql, digest.events);
  return { events: digest.events, held, digest: digest.value };
}

/** Has read models built anew at the next start, beside those in use. */
export async function buildAnew(sql: Sql, projections: readonly Projection[]): Promise<void> {
  await sql.query('UPDATE followers.checkpoints SET version = $2, position = $3 WHERE name = ANY ($1)', [
    projections.map(({ name }) => name),
    NO_VERSION,
    START,
  ]);
}

/**
 * Waits until every event can be read, and answers how many there are: the log shows the last ones only once all
 * transactions of the PostgreSQL cluster that began before them have ended.
 */
async function allReadable(sql: Sql, log: EventStore): Promise<number> {
  const { rows } = await sql.query<{ events: number; transaction_id: string; sequence: string }>(
    `SELECT count(*) OVER ()::int AS events, transaction_id, sequence FROM event_log.events
     ORDER BY transaction_id DESC, sequence DESC LIMIT 1`,
  );
  const newest = rows[0];
  if (!newest) return 0;
  const position = formatPosition(BigInt(newest.transaction_id), BigInt(newest.sequence));
  while ((await log.head()) < position) await delay(LOOK_AGAIN_MS);
  return newest.events;
}

/** What the other log holds behind what was taken of it; undefined where it ends. */
type Twins = () => Promise<StoredEvent | undefined>;

/** Carries over what is missing; answers how many events were there already. */
async function copy({ from, to, onProgress, carrying }: Logs, next: Twins): Promise<number> {
  let held = 0;
  let copied = 0;
  let resumed = false;
  for await (const run of runsOf(logOf(from))) {
    const missing: StoredEvent[] = [];
    for (const event of run) {
      const twin = resumed ? undefined : await next();
      if (!twin) {
        resumed = true;
        missing.push(event);
      } else {
        await expectSame(carrying, event, twin);
        held++;
      }
    }
    if (missing.length > 0) await carry(to, await carrying.carried(missing));
    copied += missing.length;
    onProgress(held + copied);
  }
  return held;
}

/** Events of one stream that follow each other in the log. */
async function* runsOf(events: AsyncIterable<StoredEvent>): AsyncGenerator<StoredEvent[]> {
  let run: StoredEvent[] = [];
  for await (const event of events) {
    if (run.length === MOST_AT_ONCE || (run.length > 0 && run[0]!.stream !== event.stream)) {
      yield run;
      run = [];
    }
    run.push(event);
  }
  if (run.length > 0) yield run;
}

async function carry(to: EventStore, run: readonly StoredEvent[]): Promise<void> {
  const { stream, revision } = run[0]!;
  const events = run.map(({ recordedAt, metadata, ...event }) => ({
    ...event,
    metadata: { ...metadata, recordedAt },
  }));
  try {
    await to.append(stream, revision === 0 ? 'none' : revision - 1, events);
  } catch (error) {
    if (!(error instanceof AppendTooLarge) || run.length === 1) throw error;
    const half = Math.ceil(run.length / 2);
    await carry(to, run.slice(0, half));
    await carry(to, run.slice(half));
  }
}

/** Reads both logs again, side by side. */
async function compare(
  { from, carrying }: Pick<Logs, 'from' | 'carrying'>,
  next: Twins,
  onPair: (old: StoredEvent, moved: StoredEvent) => void,
): Promise<LogDigest> {
  const digest = new LogDigest();
  for await (const event of logOf(from)) {
    const twin = await next();
    if (!twin) throw new LogsDiffer(`${event.stream} ${event.revision} has not arrived`);
    await expectSame(carrying, event, twin);
    digest.add(textOf(twin));
    onPair(event, twin);
  }
  const more = await next();
  if (more) throw new LogsDiffer(`The other store also holds ${more.stream} ${more.revision}`);
  return digest;
}

async function expectSame({ isSame }: Carrying, event: StoredEvent, twin: StoredEvent): Promise<void> {
  if (await isSame(event, twin)) return;
  throw new LogsDiffer(
    `Where the log holds ${event.stream} ${event.revision}, the other store holds ${twin.stream} ${twin.revision}, or another content`,
  );
}
