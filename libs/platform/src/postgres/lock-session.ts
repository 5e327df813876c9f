import type pg from 'pg';
import type { Database, Statement } from './database.ts';
import { Grouping } from './grouping.ts';

/** Longest wait until a lock is given back: after that, the session ends with all of them. */
const GIVE_BACK_MS = 5000;

/** Those that are open, or about to be. */
const sessions = new WeakMap<Database, Promise<LockSession>>();

/**
 * One connection that holds the PostgreSQL locks of a process, for as long as anybody here holds or wants one. The server frees
 * them all when it is lost.
 */
export class LockSession {
  readonly #lost = new AbortController();
  /** PostgreSQL would give a session once more what it holds already. */
  readonly #taken = new Set<string>();
  readonly #asked = new Grouping<string, boolean>(
    (names) => this.#areFree(names),
    (name, group) => !group.includes(name),
  );
  #users = 0;

  private constructor(
    private readonly database: Database,
    private readonly connection: pg.Client,
  ) {
    connection.once('end', () => this.#forget());
  }

  /** The caller leaves it again. @throws the driver's error when PostgreSQL cannot be reached */
  static async join(database: Database): Promise<LockSession> {
    for (;;) {
      const session = await (sessions.get(database) ?? LockSession.#begin(database));
      if (session.lost.aborted) continue;
      session.#users++;
      return session;
    }
  }

  static #begin(database: Database): Promise<LockSession> {
    const beginning = database.dedicated().then((connection) => new LockSession(database, connection));
    sessions.set(database, beginning);
    beginning.catch(() => sessions.delete(database));
    return beginning;
  }

  /** Aborts when the connection is lost, and every lock with it. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Takes the lock `name` if nobody holds it, here or in another process; answers whether it did. */
  async take(name: string): Promise<boolean> {
    if (this.#taken.has(name)) return false;
    this.#taken.add(name);
    let isTaken = false;
    try {
      isTaken = await this.#asked.ask(name);
    } finally {
      if (!isTaken) this.#taken.delete(name);
    }
    return isTaken;
  }

  /** Gives back the lock `name`. A session that cannot do so ends. */
  async giveBack(name: string): Promise<void> {
    this.#taken.delete(name);
    if (this.lost.aborted) return;
    const statement: Statement = {
      text: 'SELECT pg_advisory_unlock(hashtextextended($1, 0))',
      values: [name],
      query_timeout: GIVE_BACK_MS,
    };
    await this.connection.query(statement).catch(() => this.#end());
  }

  /** The last one to leave ends it. */
  async leave(): Promise<void> {
    this.#users--;
    if (this.#users === 0) await this.#end();
  }

  async #areFree(names: readonly string[]): Promise<boolean[]> {
    const { rows } = await this.connection.query<{ isFree: boolean }>(
      `SELECT pg_try_advisory_lock(hashtextextended(name, 0)) AS "isFree"
       FROM unnest($1::text[]) WITH ORDINALITY AS asked (name, place) ORDER BY place`,
      [names],
    );
    return rows.map(({ isFree }) => isFree);
  }

  async #end(): Promise<void> {
    this.#forget();
    await this.connection.end().catch(() => {});
  }

  #forget(): void {
    if (this.lost.aborted) return;
    this.#lost.abort();
    sessions.delete(this.database);
  }
}
