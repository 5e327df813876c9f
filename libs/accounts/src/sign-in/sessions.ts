import { createHmac } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { type AuthFactor, ConnectionHistory, isSecondFactor, type Origin } from '#connections';
import {
  acceptedSecrets,
  Clock,
  Config,
  Database,
  type Instant,
  MINUTE_MS,
  plusMs,
  policy,
  type Statement,
  type UserRole,
} from '#platform';
import { hashOfToken, newBrowserToken } from './browser-token.ts';
import { SeenSessions } from './seen-sessions.ts';
import {
  CHANGED,
  INSERTED,
  isSealed,
  rowIn,
  SELECTED,
  type SessionRow,
  type StoredSession,
  sealOf,
  valuesOf,
} from './session-row.ts';

export type Session = Pick<
  SessionRow,
  'id' | 'userCode' | 'personId' | 'passwordIds' | 'factors' | 'provenAt' | 'idleEndsAt' | 'endsAt'
>;

/** A session as its holder, and who watches over the codes, are told of it. */
export type OpenSession = Pick<SessionRow, 'id' | 'openedAt' | 'lastSeenAt' | 'address' | 'userAgent'>;

/**
 * Sessions of the browser. Only hashes of their tokens are kept. A row counts only under the seal of this server, and when the
 * log tells of the sign-in that opened it: the password of the database opens none.
 */
@Injectable()
export class Sessions {
  private readonly logger = new Logger('Sessions');
  private readonly seen = new SeenSessions();

  constructor(
    private readonly database: Database,
    private readonly history: ConnectionHistory,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens a session and answers its token, known to the browser alone from then on, once the log tells of the sign-in (`recorded`).
   * Until then its row, which is written meanwhile, opens nothing; it is removed if the log cannot be told. `atOnce`: how many sessions
   * the code has open, this one included. A power cut may take the row: its holder signs in again.
   */
  async open(
    opened: Pick<SessionRow, 'id' | 'userCode' | 'personId' | 'role' | 'factors'>,
    passwordId: string | null,
    { address, userAgent }: Origin,
    recorded: Promise<void>,
  ): Promise<{ token: string; atOnce: number }> {
    const token = newBrowserToken();
    const now = this.clock.now();
    const row: SessionRow = {
      ...opened,
      address,
      userAgent,
      tokenHash: hashOfToken(token),
      passwordIds: passwordId === null ? [] : [passwordId],
      openedAt: now,
      provenAt: now,
      lastSeenAt: now,
      idleEndsAt: idleEndAfter(now, opened.role),
      endsAt: plusMs(now, policy.sessionBounds[opened.role].wholeHours * 60 * MINUTE_MS),
    };
    const written = this.write(row);
    try {
      const [atOnce] = await Promise.all([written, recorded]);
      this.seen.add(opened.id);
      return { token, atOnce };
    } catch (error) {
      await written.then(() => this.end(opened.id)).catch(() => {});
      throw error;
    }
  }

  /** Lets a session go on with a password that may count from now on. */
  async allow(id: string, passwordId: string): Promise<void> {
    await this.change(id, ({ passwordIds }) => ({ passwordIds: [...passwordIds, passwordId] }));
  }

  /** Whoever is in the session has shown who they are once more. */
  async prove(id: string, factor: AuthFactor): Promise<void> {
    await this.change(id, ({ factors }) => ({
      provenAt: this.clock.now(),
      factors: [...factors.filter((shown) => shown !== factor), factor],
    }));
  }

  /** Whether a second factor has been shown in the session. */
  async hasSecondFactor(id: string): Promise<boolean> {
    const row = await this.rowOf(id);
    return row?.factors.some(isSecondFactor) ?? false;
  }

  /**
   * Lets a session go on under another token, which it answers: whoever has come by the one before does not share in what its
   * holder has shown since.
   */
  async renew(id: string, changed: Partial<Pick<SessionRow, 'passwordIds'>> = {}): Promise<string> {
    const token = newBrowserToken();
    await this.change(id, () => ({ ...changed, tokenHash: hashOfToken(token) }));
    return token;
  }

  /** The same, carried by this password alone; all other sessions of the code open nothing any more. */
  async renewWith({ id, userCode }: Pick<Session, 'id' | 'userCode'>, passwordId: string): Promise<string> {
    const token = await this.renew(id, { passwordIds: [passwordId] });
    await this.endAllOf(userCode, id);
    return token;
  }

  /**
   * The session of a token; null when there is none, or it has ended. `inUse`: somebody is there, and its idle time
   * starts again; a page that looks by itself keeps no session alive.
   */
  async find(token: string, { inUse }: { inUse: boolean }): Promise<Session | null> {
    const now = this.clock.now();
    const { rows } = await this.database.query<StoredSession>({
      name: 'session-find',
      text: `SELECT ${SELECTED} FROM sign_in.sessions WHERE token_hash = $1 AND ends_at > $2 AND idle_ends_at > $2`,
      values: [hashOfToken(token), now],
    });
    const found = rows[0] && this.sealed(rows[0]);
    if (!found || !(await this.isTold(found))) return null;
    if (inUse && Date.parse(now) - Date.parse(found.lastSeenAt) > MINUTE_MS) {
      const used = { ...found, lastSeenAt: now, idleEndsAt: idleEndAfter(now, found.role) };
      // Whoever has changed it meanwhile has done as much.
      await this.replace(used, rows[0]!.seal);
      return used;
    }
    return found;
  }

  /** The sessions of a code that go on, the one last used first. */
  async openOf(userCode: string): Promise<OpenSession[]> {
    const { rows } = await this.database.query<StoredSession>(this.openStatement(userCode));
    return this.sealedIn(rows);
  }

  /** When a session that goes on ends; null when it has ended. */
  async endsOf(id: string): Promise<Pick<SessionRow, 'idleEndsAt' | 'endsAt'> | null> {
    return this.rowOf(id);
  }

  /** False when it had ended before. */
  async end(id: string): Promise<boolean> {
    this.seen.forget(id);
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
    const { rowCount } = await this.database.query(
      'DELETE FROM sign_in.sessions WHERE ends_at <= $1 OR idle_ends_at <= $1',
      [this.clock.now()],
    );
    return rowCount ?? 0;
  }

  /** What a page must send back with every change; it follows from the session. */
  csrfToken(id: string): string {
    return createHmac('sha256', this.config.secret).update(`csrf:${id}`).digest('base64url');
  }

  /** Answers how many sessions the code has open then: of two that are opened at the same moment, the later sees both. */
  private async write(row: SessionRow): Promise<number> {
    const insert = {
      name: 'session-open',
      text: `INSERT INTO sign_in.sessions ${INSERTED}`,
      values: [...valuesOf(row), sealOf(this.config.secret, row)],
    };
    const [, open] = await this.database.queryAll<StoredSession>([insert, this.openStatement(row.userCode)]);
    return this.sealedIn(open!.rows).length;
  }

  private openStatement(userCode: string): Statement {
    return {
      name: 'sessions-open-of',
      text: `SELECT ${SELECTED} FROM sign_in.sessions WHERE user_code = $1 AND ends_at > $2 AND idle_ends_at > $2
             ORDER BY last_seen_at DESC, id`,
      values: [userCode, this.clock.now()],
    };
  }

  private sealedIn(rows: readonly StoredSession[]): SessionRow[] {
    return rows.map((stored) => this.sealed(stored)).filter((row) => row !== null);
  }

  private async rowOf(id: string): Promise<SessionRow | null> {
    const { rows } = await this.database.query<StoredSession>(
      `SELECT ${SELECTED} FROM sign_in.sessions WHERE id = $1`,
      [id],
    );
    return rows[0] ? this.sealed(rows[0]) : null;
  }

  /** The row, if it is as this server has written it. */
  private sealed(stored: StoredSession): SessionRow | null {
    const row = rowIn(stored);
    if (isSealed(acceptedSecrets(this.config), row, stored.seal)) return row;
    this.logger.warn('a session was refused: its row is not as this server has written it');
    return null;
  }

  /** Asked of the log when this process meets the session for the first time: what is told once stays told. */
  private async isTold(row: SessionRow): Promise<boolean> {
    if (this.seen.has(row.id)) return true;
    const isTold = await this.history.tellsOf(row);
    if (isTold) this.seen.add(row.id);
    else this.logger.warn('a session was refused: the log does not tell of it');
    return isTold;
  }

  private async change(id: string, changed: (row: SessionRow) => Partial<SessionRow>): Promise<void> {
    for (;;) {
      const { rows } = await this.database.query<StoredSession>(
        `SELECT ${SELECTED} FROM sign_in.sessions WHERE id = $1`,
        [id],
      );
      const row = rows[0] && this.sealed(rows[0]);
      if (!row || (await this.replace({ ...row, ...changed(row) }, rows[0]!.seal))) return;
    }
  }

  /** False when it is no longer the row of this seal. */
  private async replace(row: SessionRow, seal: Buffer): Promise<boolean> {
    const { rowCount } = await this.database.query({
      name: 'session-replace',
      text: `UPDATE sign_in.sessions ${CHANGED}`,
      values: [...valuesOf(row), sealOf(this.config.secret, row), seal],
    });
    return rowCount === 1;
  }
}

const idleEndAfter = (now: Instant, role: UserRole): Instant =>
  plusMs(now, policy.sessionBounds[role].idleMinutes * MINUTE_MS);
