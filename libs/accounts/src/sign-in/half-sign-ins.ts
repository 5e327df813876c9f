import { Injectable } from '@nestjs/common';
import { Clock, Database, NOT_WAITING, plusMs, policy } from '#platform';
import { hashOfToken, newBrowserToken } from './browser-token.ts';

export const halfSignInTable = `
  -- A right password whose second factor has yet to come. It is no session: nothing but the second step takes its token.
  CREATE TABLE sign_in.half_sign_ins (
    token_hash bytea PRIMARY KEY,
    user_code text NOT NULL,
    password_id uuid NOT NULL,
    ends_at timestamptz NOT NULL
  );
`;

/** A provider may have vouched for them, with a single factor, in the place of the password. */
export const halfSignInIdentities = `
  ALTER TABLE sign_in.half_sign_ins ADD COLUMN link_id uuid;
`;

export interface HalfSignIn {
  readonly userCode: string;
  readonly passwordId: string;
  /** Of the identity that stood in for the password; null for the password itself. */
  readonly linkId: string | null;
}

const WHOLE_MS = policy.secondFactorMinutes * 60_000;

/** Sign-ins between their two steps. A power cut may take one, or give one back: the second step wants a proof that was not used. */
@Injectable()
export class HalfSignIns {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Answers the token of the second step, known to the browser alone. */
  async begin({ userCode, passwordId, linkId }: HalfSignIn): Promise<string> {
    const token = newBrowserToken();
    await this.database.query({
      name: 'half-sign-in-begin',
      text: `INSERT INTO sign_in.half_sign_ins SELECT $1, $2, $3, $4, $5 FROM ${NOT_WAITING}`,
      values: [hashOfToken(token), userCode, passwordId, plusMs(this.clock.now(), WHOLE_MS), linkId],
    });
    return token;
  }

  /** Null when there is none, or it took too long. */
  async find(token: string): Promise<HalfSignIn | null> {
    const { rows } = await this.database.query<HalfSignIn>({
      name: 'half-sign-in-find',
      text: `SELECT user_code AS "userCode", password_id AS "passwordId", link_id AS "linkId" FROM sign_in.half_sign_ins
             WHERE token_hash = $1 AND ends_at > $2`,
      values: [hashOfToken(token), this.clock.now()],
    });
    return rows[0] ?? null;
  }

  /** Uses it up. False when it was before: of two second steps at the same moment one alone goes on. */
  async take(token: string): Promise<boolean> {
    const { rowCount } = await this.database.query({
      name: 'half-sign-in-take',
      text: `DELETE FROM sign_in.half_sign_ins USING ${NOT_WAITING} WHERE token_hash = $1 AND ends_at > $2`,
      values: [hashOfToken(token), this.clock.now()],
    });
    return rowCount === 1;
  }

  async purge(): Promise<number> {
    const { rowCount } = await this.database.query('DELETE FROM sign_in.half_sign_ins WHERE ends_at <= $1', [
      this.clock.now(),
    ]);
    return rowCount ?? 0;
  }
}
