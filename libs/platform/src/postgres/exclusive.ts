import { setTimeout as delay } from 'node:timers/promises';
import type { Database, Sql } from './database.ts';
import { LockSession } from './lock-session.ts';

const STANDBY_MS = 500;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 3000;

export interface ExclusiveOptions {
  /** Stops the work, or the waiting for it. */
  readonly signal: AbortSignal;
  /** Hears of every failure; the work is then taken up again after a growing pause. */
  readonly onError: (error: unknown) => void;
  /** Hears when this process becomes the active one, and when it no longer is. */
  readonly onActive?: (active: boolean) => void;
  /** Hears, now and again, that another process is at work and this one is ready to take over. */
  readonly onStandby?: () => void;
}

/**
 * Keeps `work` running in exactly one process: the one that holds the PostgreSQL lock `name`. The others stand
 * by and take over when it ends. Its signal aborts when the lock is lost; another process may be at work before it has
 * heard so: what it writes must be refused then, or do no harm twice.
 * Resolves once `signal` has aborted and the work has ended.
 */
export async function keepRunningExclusively(
  database: Database,
  name: string,
  work: (signal: AbortSignal) => Promise<void>,
  { signal, onError, onActive = () => {}, onStandby = () => {} }: ExclusiveOptions,
): Promise<void> {
  let pause = FIRST_RETRY_MS;
  while (!signal.aborted) {
    let session: LockSession | undefined;
    try {
      session = await LockSession.join(database);
      if (await takeWhenFree(session, name, signal, onStandby)) {
        onActive(true);
        const started = Date.now();
        try {
          await work(AbortSignal.any([signal, session.lost]));
        } finally {
          onActive(false);
          if (Date.now() - started > LONGEST_RETRY_MS) pause = FIRST_RETRY_MS;
          await session.giveBack(name);
        }
      }
    } catch (error) {
      if (signal.aborted) break;
      onError(error);
    } finally {
      await session?.leave();
    }
    if (!signal.aborted) await delay(pause, undefined, { signal }).catch(() => {});
    pause = Math.min(pause * 2, LONGEST_RETRY_MS);
  }
}

/** Runs `work` now if nobody else is running it, here or in another process; answers whether it did. */
export async function runIfFree(
  database: Database,
  name: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const session = await LockSession.join(database);
  try {
    if (!(await session.take(name))) return false;
    try {
      await work();
    } finally {
      await session.giveBack(name);
    }
    return true;
  } finally {
    await session.leave();
  }
}

/** Those of the locks `names` that some process holds now. A killed process holds none any more. */
export async function heldLocks(sql: Sql, names: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name JOIN pg_locks ON locktype = 'advisory' AND granted AND objsubid = 1
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (classid::bigint << 32) | objid::bigint = hashtextextended(name, 0)`,
    [names],
  );
  return new Set(rows.map(({ name }) => name));
}

async function takeWhenFree(
  session: LockSession,
  name: string,
  signal: AbortSignal,
  onStandby: () => void,
): Promise<boolean> {
  while (!signal.aborted) {
    if (await session.take(name)) return true;
    onStandby();
    await delay(STANDBY_MS, undefined, { signal }).catch(() => {});
  }
  return false;
}
