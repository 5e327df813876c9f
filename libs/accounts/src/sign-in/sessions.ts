import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AuthFactor, Origin } from '#connections';
import { Clock, Config, Database, type Instant, plusMs, policy } from '#platform';

export const sessionTables = `
  CREATE TABLE sign_in.sessions (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    user_code text NOT NULL,
    person_id uuid,
    last_seen_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL
  );
  CREATE INDEX sessions_by_code ON sign_in.sessions (user_code);
  CREATE INDEX sessions_by_end ON sign_in.sessions (ends_at);
`;

/** A session that knows of no password, since it was opened before they were kept, is carried by none. */
export const sessionPasswords = `
  ALTER TABLE sign_in.sessions ADD COLUMN password_ids uuid[] NOT NULL DEFAULT '{}';
`;

/** Where a session was opened from; of one that was opened before it was kept, nothing. */
export const sessionOrigins = `
  ALTER TABLE sign_in.sessions ADD COLUMN opened_at timestamptz, ADD COLUMN address text, ADD COLUMN user_agent text;
`;

/** What a session was opened with, and when whoever is in it has last shown who they are. */
export const sessionFactors = `
  ALTER TABLE sign_in.sessions ADD COLUMN factors text[] NOT NULL DEFAULT '{password}', ADD COLUMN proven_at timestamptz;
`;

export interface Session {
  readonly id: string;
  readonly userCode: string;
  readonly personId: string | null;
  /** That it was opened with, or that were chosen in it: it ends with the last of them that counts. */
  readonly passwordIds: readonly string[];
  /** That it was opened with, or that were shown in it. */
  readonly factors: readonly AuthFactor[];
  /** When the last one was shown; null of a session of before it was kept. */
  readonly provenAt: Instant | null;
}

/** A session as its holder, and who watches over the codes, are told of it. */
export interface OpenSession {
  readonly id: string;
  readonly openedAt: Instant | null;
  readonly lastSeenAt: Instant;
  readonly address: string | null;
  readonly userAgent: string | null;
}

const TOKEN_BYTES = 32;
const MINUTE_MS = 60_000;
const IDLE_MS = policy.sessionIdleMinutes * MINUTE_MS;
const WHOLE_MS = policy.sessionMaxHours * 60 * MINUTE_MS;

/** Sessions of the browser. Only hashes of their tokens are kept. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Opens a session and answers its token, known to the browser alone from then on. */
  async open(
    { id, userCode, personId, factors }: Omit<Session, 'passwordIds' | 'provenAt'>,
    passwordId: string | null,
    { address, userAgent }: Origin,
  ): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await this.database.query({
      name: 'session-open',
      text: `INSERT INTO sign_in.sessions (id, token_hash, user_code, person_id, last_seen_at, ends_at, password_ids, opened_at, address,
               user_agent, factors, proven_at)
             VALUES ($1, $2, $3, $4, $5, $6, ARRAY[$7::uuid], $5, $8, $9, $10, $5)`,
      values: [
        ...[id, hashOf(token), userCode, personId, now, plusMs(now, WHOLE_MS), passwordId],
        ...[address, userAgent, factors],
      ],
    });
    return token;
  }

  /** Lets a session go on with a password that may count from now on. */
  async allow(id: string, passwordId: string): Promise<void> {
    await this.database.query(
      'UPDATE sign_in.sessions SET password_ids = password_ids || $2::uuid WHERE id = $1',
      [id, passwordId],
    );
  }

  /** Whoever is in the session has shown who they are once more. */
  async prove(id: string, factor: AuthFactor): Promise<void> {
    await this.database.query(
      `UPDATE sign_in.sessions SET proven_at = $2, factors = array_append(array_remove(factors, $3), $3) WHERE id = $1`,
      [id, this.clock.now(), factor],
    );
  }

  /**
   * Lets a session go on under another token, carried by this password alone; answers the token. The one before, and all
   * other sessions of the code, open nothing any more.
   */
  async renew({ id, userCode }: Pick<Session, 'id' | 'userCode'>, passwordId: string): Promise<string> {
    const token = newToken();
    await this.database.query(
      'UPDATE sign_in.sessions SET token_hash = $2, password_ids = ARRAY[$3::uuid] WHERE id = $1',
      [id, hashOf(token), passwordId],
    );
    await this.endAllOf(userCode, id);
    return token;
  }

  /**
   * The session of a token; null when there is none, or it has ended. `inUse`: somebody is there, and its idle time
   * starts again; a page that looks by itself keeps no session alive.
   */
  async find(token: string, { inUse }: { inUse: boolean }): Promise<Session | null> {
    const now = this.clock.now();
    const { rows } = await this.database.query<Kept<Session> & { lastSeen: Date }>({
      name: 'session-find',
      text: `SELECT id, user_code AS "userCode", person_id AS "personId", password_ids AS "passwordIds",
               factors, proven_at AS "provenAt", last_seen_at AS "lastSeen"
             FROM sign_in.sessions WHERE token_hash = $1 AND ends_at > $2 AND last_seen_at > $3`,
      values: [hashOf(token), now, plusMs(now, -IDLE_MS)],
    });
    const session = rows[0];
    if (!session) return null;
    const { lastSeen, provenAt, ...found } = session;
    if (inUse && Date.parse(now) - lastSeen.getTime() > MINUTE_MS) {
      await this.database.query('UPDATE sign_in.sessions SET last_seen_at = $2 WHERE id = $1', [
        found.id,
        now,
      ]);
    }
    return { ...found, provenAt: provenAt?.toISOString() ?? null };
  }

  /** The sessions of a code that go on, the one last used first. */
  async openOf(userCode: string): Promise<OpenSession[]> {
    const now = this.clock.now();
    const { rows } = await this.database.query<
      Omit<OpenSession, 'openedAt' | 'lastSeenAt'> & { openedAt: Date | null; lastSeenAt: Date }
    >(
      `SELECT id, opened_at AS "openedAt", last_seen_at AS "lastSeenAt", address, user_agent AS "userAgent"
       FROM sign_in.sessions WHERE user_code = $1 AND ends_at > $2 AND last_seen_at > $3
       ORDER BY last_seen_at DESC, id`,
      [userCode, now, plusMs(now, -IDLE_MS)],
    );
    return rows.map(({ openedAt, lastSeenAt, ...session }) => ({
      ...session,
      openedAt: openedAt?.toISOString() ?? null,
      lastSeenAt: lastSeenAt.toISOString(),
    }));
  }

  /** False when it had ended before. */
  async end(id: string): Promise<boolean> {
    const { rowCount } = await this.database.query('DELETE FROM sign_in.sessions WHERE id = $1', [id]);
    return rowCount === 1;
  }

  /** Ends every session of a code, or every one but `kept`. */
  async endAllOf(userCode: string, kept: string | null = null): Promise<void> {
    await this.database.query(
      'DELETE FROM sign_in.sessions WHERE user_code = $1 AND id IS DISTINCT FROM $2',
      [userCode, kept],
    );
  }

  /** Removes what has ended by itself; answers how many. */
  async purge(): Promise<number> {
    const now = this.clock.now();
    const { rowCount } = await this.database.query(
      'DELETE FROM sign_in.sessions WHERE ends_at <= $1 OR last_seen_at <= $2',
      [now, plusMs(now, -IDLE_MS)],
    );
    return rowCount ?? 0;
  }

  /** What a page must send back with every change; it follows from the session. */
  csrfToken(id: string): string {
    return createHmac('sha256', this.config.secret).update(`csrf:${id}`).digest('base64url');
  }
}

type Kept<T extends { provenAt: unknown }> = Omit<T, 'provenAt'> & { provenAt: Date | null };

const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
