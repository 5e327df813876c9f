import { Injectable } from '@nestjs/common';
import {
  acceptedSecrets,
  Clock,
  Config,
  Database,
  type Instant,
  isSealedBy,
  MINUTE_MS,
  NOT_WAITING,
  plusMs,
  policy,
  rowSeal,
} from '#platform';
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

/** Those of before, which bear no seal, end here. */
export const halfSignInSeals = `
  DELETE FROM sign_in.half_sign_ins;
  ALTER TABLE sign_in.half_sign_ins ADD COLUMN seal bytea NOT NULL;
`;

export interface HalfSignIn {
  readonly userCode: string;
  readonly passwordId: string;
  /** Of the identity that stood in for the password; null for the password itself. */
  readonly linkId: string | null;
}

const WHOLE_MS = policy.secondFactorMinutes * MINUTE_MS;

/** Sign-ins between their two steps. A power cut may take one, or give one back: the second step wants a proof that was not used. */
@Injectable()
export class HalfSignIns {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Answers the token of the second step, known to the browser alone. */
  async begin(half: HalfSignIn): Promise<string> {
    const { userCode, passwordId, linkId } = half;
    const token = newBrowserToken();
    const endsAt = plusMs(this.clock.now(), WHOLE_MS);
    const seal = sealOf(this.config.secret, token, half, endsAt);
    await this.database.query({
      name: 'half-sign-in-begin',
      text: `INSERT INTO sign_in.half_sign_ins SELECT $1, $2, $3, $4, $5, $6 FROM ${NOT_WAITING}`,
      values: [hashOfToken(token), userCode, passwordId, endsAt, linkId, seal],
    });
    return token;
  }

  /** Null when there is none that this server has begun, or it took too long. */
  async find(token: string): Promise<HalfSignIn | null> {
    const { rows } = await this.database.query<HalfSignIn & { endsAt: Date; seal: Buffer }>({
      name: 'half-sign-in-find',
      text: `SELECT user_code AS "userCode", password_id AS "passwordId", link_id AS "linkId", ends_at AS "endsAt", seal
             FROM sign_in.half_sign_ins WHERE token_hash = $1 AND ends_at > $2`,
      values: [hashOfToken(token), this.clock.now()],
    });
    if (!rows[0]) return null;
    const { endsAt, seal, ...half } = rows[0];
    const sealBy = (secret: string) => sealOf(secret, token, half, endsAt.toISOString());
    const isOurs = isSealedBy(acceptedSecrets(this.config), sealBy, seal);
    return isOurs ? half : null;
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

const sealOf = (
  secret: string,
  token: string,
  { userCode, passwordId, linkId }: HalfSignIn,
  endsAt: Instant,
): Buffer => rowSeal(secret, 'half-sign-in', [token, userCode, passwordId, linkId, endsAt]);
