import { Injectable } from '@nestjs/common';
import { Clock, Config, Database, type Instant, isSealedBy, NOT_WAITING, rowSeal, sealsOf } from '#platform';

export const passkeyTable = `
  -- Public parts of passkeys. The account's events say which count; the others are leftovers.
  CREATE TABLE sign_in.passkeys (
    factor_id uuid PRIMARY KEY,
    user_code text NOT NULL,
    credential_id text COLLATE "C" NOT NULL UNIQUE,
    public_key bytea NOT NULL,
    -- Of its uses, as the authenticator counts them; 0 where it does not.
    counter bigint NOT NULL,
    transports text[] NOT NULL,
    used_at timestamptz
  );
  CREATE INDEX passkeys_by_code ON sign_in.passkeys (user_code);
`;

export interface Passkey {
  readonly factorId: string;
  readonly userCode: string;
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** The hints of how to reach it, its counter and its last use are under no seal: whoever changes them gets in with nothing. */
const sealOf = (
  secret: string,
  {
    factorId,
    userCode,
    credentialId,
    publicKey,
  }: Pick<Passkey, 'factorId' | 'userCode' | 'credentialId' | 'publicKey'>,
): Buffer =>
  rowSeal(secret, 'passkey', [factorId, userCode, credentialId, Buffer.from(publicKey).toString('hex')]);

const KEPT = `factor_id AS "factorId", user_code AS "userCode", credential_id AS "credentialId", public_key AS "publicKey",
  counter::float8 AS counter, transports`;

type StoredPasskey = Omit<Passkey, 'publicKey'> & { readonly publicKey: Buffer };

const passkeyIn = (row: StoredPasskey): Passkey => ({ ...row, publicKey: new Uint8Array(row.publicKey) });

export const passkeySeals = sealsOf<StoredPasskey>('sign_in.passkeys', KEPT, (secret, row) =>
  sealOf(secret, passkeyIn(row)),
);

/** Passkeys that may count: under the seal of this server alone, each for its code and its factor. */
@Injectable()
export class KeptPasskeys {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** False when this very key is known already. */
  async keep(passkey: Passkey): Promise<boolean> {
    const { factorId, userCode, credentialId, publicKey, counter, transports } = passkey;
    const { rowCount } = await this.database.query(
      `INSERT INTO sign_in.passkeys (factor_id, user_code, credential_id, public_key, counter, transports, seal)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [
        factorId,
        userCode,
        credentialId,
        Buffer.from(publicKey),
        counter,
        transports,
        sealOf(this.config.nameSecret, passkey),
      ],
    );
    return rowCount === 1;
  }

  async of(credentialId: string): Promise<Passkey | null> {
    const [passkey] = await this.select('credential_id', credentialId);
    return passkey ?? null;
  }

  ofCode(userCode: string): Promise<Passkey[]> {
    return this.select('user_code', userCode);
  }

  /** False when its counter has not gone on: it is a copy, or an answer that was given before. */
  async countUse(factorId: string, counter: number): Promise<boolean> {
    const { rowCount } = await this.database.query({
      name: 'passkey-count-use',
      text: `UPDATE sign_in.passkeys SET counter = $2, used_at = $3 FROM ${NOT_WAITING}
             WHERE factor_id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))`,
      values: [factorId, counter, this.clock.now()],
    });
    return rowCount === 1;
  }

  async forget(factorId: string): Promise<void> {
    await this.database.query('DELETE FROM sign_in.passkeys WHERE factor_id = $1', [factorId]);
  }

  async usesOf(userCode: string): Promise<ReadonlyMap<string, Instant>> {
    const { rows } = await this.database.query<{ factorId: string; usedAt: Date }>(
      'SELECT factor_id AS "factorId", used_at AS "usedAt" FROM sign_in.passkeys WHERE user_code = $1 AND used_at IS NOT NULL',
      [userCode],
    );
    return new Map(rows.map(({ factorId, usedAt }) => [factorId, usedAt.toISOString()]));
  }

  private async select(column: 'credential_id' | 'user_code', value: string): Promise<Passkey[]> {
    const { rows } = await this.database.query<StoredPasskey & { seal: Buffer }>({
      name: `passkeys-by-${column}`,
      text: `SELECT ${KEPT}, seal FROM sign_in.passkeys WHERE ${column} = $1 ORDER BY factor_id`,
      values: [value],
    });
    return rows.flatMap(({ seal, ...row }) => {
      const passkey = passkeyIn(row);
      const isOurs = isSealedBy([this.config.nameSecret], (secret) => sealOf(secret, passkey), seal);
      return isOurs ? [passkey] : [];
    });
  }
}
