import { Injectable } from '@nestjs/common';
import { Clock, Database, type Instant } from '#platform';

export const identityTable = `
  -- Which identity of a provider is linked to which code. The account's events say which count; the others are leftovers.
  CREATE TABLE sign_in.identities (
    identity_hash text COLLATE "C" PRIMARY KEY,
    link_id uuid NOT NULL UNIQUE,
    user_code text NOT NULL,
    used_at timestamptz
  );
  CREATE INDEX identities_by_code ON sign_in.identities (user_code);
`;

export interface KeptIdentity {
  readonly identityHash: string;
  readonly linkId: string;
  readonly userCode: string;
}

@Injectable()
export class KeptIdentities {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** False when another code has it. */
  async keep({ identityHash, linkId, userCode }: KeptIdentity): Promise<boolean> {
    const { rowCount } = await this.database.query(
      `INSERT INTO sign_in.identities VALUES ($1, $2, $3)
       ON CONFLICT (identity_hash) DO UPDATE SET link_id = $2
       WHERE identities.user_code = $3`,
      [identityHash, linkId, userCode],
    );
    return rowCount === 1;
  }

  async of(identityHash: string): Promise<KeptIdentity | null> {
    const { rows } = await this.database.query<KeptIdentity>(
      `SELECT identity_hash AS "identityHash", link_id AS "linkId", user_code AS "userCode"
       FROM sign_in.identities WHERE identity_hash = $1`,
      [identityHash],
    );
    return rows[0] ?? null;
  }

  async countUse(linkId: string): Promise<void> {
    await this.database.query('UPDATE sign_in.identities SET used_at = $2 WHERE link_id = $1', [
      linkId,
      this.clock.now(),
    ]);
  }

  async forget(linkId: string): Promise<void> {
    await this.database.query('DELETE FROM sign_in.identities WHERE link_id = $1', [linkId]);
  }

  async usesOf(userCode: string): Promise<ReadonlyMap<string, Instant>> {
    const { rows } = await this.database.query<{ linkId: string; usedAt: Date }>(
      'SELECT link_id AS "linkId", used_at AS "usedAt" FROM sign_in.identities WHERE user_code = $1 AND used_at IS NOT NULL',
      [userCode],
    );
    return new Map(rows.map(({ linkId, usedAt }) => [linkId, usedAt.toISOString()]));
  }
}
