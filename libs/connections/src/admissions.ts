import { Injectable } from '@nestjs/common';
import {
  BEGUN_NOT_WAITING,
  DAY_MS,
  Database,
  Grouping,
  type Instant,
  plusMs,
  type Sql,
  type Statement,
} from '#platform';
import {
  type Count,
  factorRetryAt,
  NO_FAILURES,
  networkRetryAt,
  retryAt,
  withAttempt,
  withoutAttempt,
} from './domain/throttling.ts';

/**
 * Counts of attempts, shared by all portals. They are no record of what happened (that is in the log), but what lets the
 * next attempt begin or not; of an hour ago or of a backup, they only make less wait.
 */
export const admissionTables = `
  CREATE SCHEMA IF NOT EXISTS admission;
  CREATE TABLE admission.counts (
    -- Keyed hash of what was typed where a code belongs; empty: whatever was.
    subject text COLLATE "C" NOT NULL,
    -- A network, or a browser that is known.
    origin text COLLATE "C" NOT NULL,
    failures timestamptz[] NOT NULL,
    in_row int NOT NULL,
    wait_until timestamptz,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (subject, origin)
  );
  CREATE INDEX counts_by_age ON admission.counts (last_at);
`;

/** An attempt that asks to begin. */
export interface Beginning {
  /** A keyed hash: what was typed may be a password. */
  readonly subject: string;
  /** What its failures on this subject are counted by: a network, or a browser that is known. */
  readonly origin: string;
  /** Where its failures count whatever the subject; null for a browser that is known. */
  readonly network: string | null;
  /** It shows a second factor, of whoever knows the password: its failures count wherever they come from, too. */
  readonly ofFactor: boolean;
  readonly at: Instant;
}

/** Whether an attempt may begin. */
export interface Admission {
  /** Null when it may, and counts; otherwise the instant from which on one may. */
  readonly retryAt: Instant | null;
  /** When its count is written: nothing may come of the attempt before, nor where this rejects. */
  readonly counted: Promise<void>;
}

/** The waits on a subject. */
export interface Waits {
  /** The end of the last one. */
  readonly until: Instant;
  /** How many networks and browsers wait; none where the second factor alone does. */
  readonly origins: number;
}

type Request = { readonly begin: Beginning } | { readonly takeBack: Beginning; readonly wasRight: boolean };

interface Row extends Count {
  readonly subject: string;
  readonly origin: string;
}

interface StoredRow extends Omit<Row, 'failures'> {
  readonly failures: Date[];
}

/** A plan takes longer to make than to carry out; one that is made while nothing is counted must do for a flood too. */
const PLANNED_ONCE = 'SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off;';
/** Of one transaction; the next ones wait for it. */
const MOST_TOGETHER = 500;
/** A portal that stops in the middle of it holds the others up no longer. */
const LONGEST_PAUSE = '2s';
/** One portal after the other. A power cut may take the last counts: nothing that was answered hangs on them. */
const IN_TURN = `${BEGUN_NOT_WAITING}; ${PLANNED_ONCE} SET LOCAL idle_in_transaction_session_timeout = '${LONGEST_PAUSE}';
  SELECT pg_advisory_xact_lock(hashtext('greffe:admission'))`;

/**
 * Lets attempts begin, or says how long they have to wait (R18). An attempt counts from this very moment, in one order for
 * all portals: whatever comes at once is counted exactly. What comes at once to one portal is one transaction.
 */
@Injectable()
export class Admissions {
  readonly #grouping = new Grouping<Request, Admission>(
    (requests) => this.decide(requests),
    (_, group) => group.length < MOST_TOGETHER,
  );

  constructor(private readonly database: Database) {}

  /** Answers when that is decided, while the others still wait for their turn until it is written. */
  begin(attempt: Beginning): Promise<Admission> {
    return this.#grouping.ask({ begin: attempt });
  }

  /** An attempt that has begun was right, or nobody looked at it: it counts no more. */
  async takeBack(attempt: Beginning, wasRight: boolean): Promise<void> {
    const { counted } = await this.#grouping.ask({ takeBack: attempt, wasRight });
    await counted;
  }

  /** Ends every wait on a subject. */
  async endWaits(subject: string): Promise<void> {
    await this.inTurn((sql) => sql.query('DELETE FROM admission.counts WHERE subject = $1', [subject]));
  }

  /** Ends those that failures at its password brought about, and leaves that on its second factor. */
  async endPasswordWaits(subject: string): Promise<void> {
    await this.inTurn((sql) =>
      sql.query('DELETE FROM admission.counts WHERE subject = $1 AND origin <> $2', [subject, SECOND_FACTOR]),
    );
  }

  /** Who has to wait at `now`, by subject. */
  async waits(now: Instant): Promise<ReadonlyMap<string, Waits>> {
    const { rows } = await this.database.query<{ subject: string; until: Date; origins: number }>(
      `SELECT subject, max(wait_until) AS until, count(*) FILTER (WHERE origin <> $2)::int AS origins
       FROM admission.counts WHERE wait_until > $1 AND subject <> '' GROUP BY subject`,
      [now, SECOND_FACTOR],
    );
    return new Map(
      rows.map(({ subject, until, origins }) => [subject, { until: until.toISOString(), origins }]),
    );
  }

  /** Wrong second factors in a row on a subject, from wherever. */
  async factorFailures(subject: string): Promise<number> {
    const { rows } = await this.database.query<{ inRow: number }>(
      'SELECT in_row AS "inRow" FROM admission.counts WHERE subject = $1 AND origin = $2',
      [subject, SECOND_FACTOR],
    );
    return rows[0]?.inRow ?? 0;
  }

  /** Removes what counts no more; answers how many. */
  async purge(now: Instant): Promise<number> {
    const { rowCount } = await this.inTurn((sql) =>
      sql.query('DELETE FROM admission.counts WHERE last_at < $1 AND (origin <> $2 OR in_row = 0)', [
        plusMs(now, -DAY_MS),
        SECOND_FACTOR,
      ]),
    );
    return rowCount ?? 0;
  }

  /** A count that cannot be written is nobody's of its group: what else changes the rows never stands in its way. */
  private inTurn<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.database.transaction(work, IN_TURN);
  }

  private async decide(requests: readonly Request[]): Promise<Admission[]> {
    const read = CountsOf.readStatement(requests.flatMap((request) => keysOf(attemptOf(request))));
    const { result, written } = await this.database.readThenWrite<StoredRow, (Instant | null)[]>(
      IN_TURN,
      read,
      (rows) => {
        const counts = new CountsOf(rows);
        const result = requests.map((request) => answer(request, counts));
        return { write: counts.writeStatement(), result };
      },
    );
    return result.map((retryAt) => ({ retryAt, counted: written }));
  }
}

type Key = readonly [subject: string, origin: string];
const ANY_SUBJECT = '';
/** The origin under which wrong second factors count, from wherever. No network or browser is named so. */
const SECOND_FACTOR = 'second-factor';

/** All that an attempt counts under, what says most about it first. */
function keysOf({ subject, origin, network, ofFactor }: Beginning): Key[] {
  const keys: Key[] = [[subject, origin]];
  if (ofFactor) keys.push([subject, SECOND_FACTOR]);
  if (network !== null) keys.push([ANY_SUBJECT, network]);
  return keys;
}

const attemptOf = (request: Request): Beginning => ('begin' in request ? request.begin : request.takeBack);

/** When the next attempt that counts under a key may be made; null when at once. */
function retryAtOf([subject, origin]: Key, count: Count, now: Instant): Instant | null {
  if (subject === ANY_SUBJECT) return networkRetryAt(count, now);
  return origin === SECOND_FACTOR ? factorRetryAt(count, now) : retryAt(count, now);
}

function answer(request: Request, counts: CountsOf): Instant | null {
  const attempt = attemptOf(request);
  const { at } = attempt;
  const keys = keysOf(attempt);
  if ('takeBack' in request) {
    for (const key of keys) counts.change(key, (count) => withoutAttempt(count, at, request.wasRight), at);
    return null;
  }
  for (const key of keys) {
    const until = retryAtOf(key, counts.of(key), at);
    if (until !== null) return until;
  }
  for (const key of keys) counts.change(key, (count) => withAttempt(count, at), at);
  return null;
}

/** The counts that a transaction is about. */
class CountsOf {
  readonly #counts: Map<string, Row>;
  readonly #changed = new Map<string, Instant>();

  constructor(rows: readonly StoredRow[]) {
    const kept = rows.map((row) => ({ ...row, failures: row.failures.map((at) => at.toISOString()) }));
    this.#counts = new Map(kept.map((row) => [nameOf([row.subject, row.origin]), row]));
  }

  static readStatement(keys: readonly Key[]): Statement {
    return {
      name: 'admission-read',
      text: `SELECT found.* FROM unnest($1::text[], $2::text[]) AS wanted (subject, origin)
             CROSS JOIN LATERAL (
               SELECT subject, origin, failures, in_row AS "inRow" FROM admission.counts
               WHERE counts.subject = wanted.subject AND counts.origin = wanted.origin LIMIT 1) AS found`,
      values: [keys.map(([subject]) => subject), keys.map(([, origin]) => origin)],
    };
  }

  of(key: Key): Count {
    return this.#counts.get(nameOf(key)) ?? NO_FAILURES;
  }

  change(key: Key, change: (count: Count) => Count, at: Instant): void {
    const [subject, origin] = key;
    this.#counts.set(nameOf(key), { subject, origin, ...change(this.of(key)) });
    this.#changed.set(nameOf(key), at);
  }

  /** Null when none has changed. */
  writeStatement(): Statement | null {
    if (this.#changed.size === 0) return null;
    const rows = [...this.#changed].map(([name, at]) => {
      const { subject, origin, failures, inRow } = this.#counts.get(name)!;
      const count = { failures, inRow };
      const waitUntil = retryAtOf([subject, origin], count, at);
      return { subject, origin, failures, in_row: inRow, wait_until: waitUntil, last_at: at };
    });
    return {
      name: 'admission-write',
      text: `INSERT INTO admission.counts SELECT * FROM json_populate_recordset(NULL::admission.counts, $1)
             ON CONFLICT (subject, origin) DO UPDATE SET failures = excluded.failures, in_row = excluded.in_row,
               wait_until = excluded.wait_until, last_at = greatest(counts.last_at, excluded.last_at)`,
      values: [JSON.stringify(rows)],
    };
  }
}

const nameOf = ([subject, origin]: Key): string => `${subject} ${origin}`;
