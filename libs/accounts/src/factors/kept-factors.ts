import { Injectable } from '@nestjs/common';
import { Clock, Config, Database, type Instant, MINUTE_MS, NOT_WAITING, plusMs, policy } from '#platform';
import { KeptPasskeys } from './kept-passkeys.ts';
import { newSalt, recoveryHash } from './recovery-codes.ts';
import { openSeed, sealSeed } from './sealed-seed.ts';

export const factorTables = `
  -- Seeds of one-time codes, sealed with a key that follows from the secret of the installation. The account's events say
  -- which factors count; the others are leftovers.
  CREATE TABLE sign_in.seeds (
    factor_id uuid PRIMARY KEY,
    user_code text NOT NULL,
    seed bytea NOT NULL,
    -- Of the last code that was right: neither it nor one before it is right again.
    last_step bigint NOT NULL DEFAULT 0,
    -- Until then its device has to prove itself; null once it has.
    proposed_until timestamptz,
    used_at timestamptz
  );
  CREATE INDEX seeds_by_code ON sign_in.seeds (user_code);
  CREATE TABLE sign_in.recovery_codes (
    user_code text NOT NULL,
    set_id uuid NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (user_code, hash)
  );
`;

/** Of one person, one device that has not proved itself yet: those that were being added begin anew. */
export const oneProposedSeed = `
  DELETE FROM sign_in.seeds WHERE proposed_until IS NOT NULL;
  CREATE UNIQUE INDEX seeds_proposed ON sign_in.seeds (user_code) WHERE proposed_until IS NOT NULL;
`;

/** One salt for each set; null of those that were kept without. */
export const recoverySalts = 'ALTER TABLE sign_in.recovery_codes ADD COLUMN salt bytea;';

export interface Seed {
  readonly factorId: string;
  readonly seed: Buffer;
}

/** As it is kept: bound to its code and its factor. */
interface SealedSeed {
  readonly userCode: string;
  readonly factorId: string;
  readonly sealed: Buffer;
}

const ENROLMENT_MS = policy.enrolmentMinutes * MINUTE_MS;

/** What second factors are recognised by: state of this machine, not events. Whatever counts as used counts so for all portals. */
@Injectable()
export class KeptFactors {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly passkeys: KeptPasskeys,
  ) {}

  /** Keeps a seed whose device has not proved itself yet, in the place of the one before that has not. */
  async proposeSeed(userCode: string, factorId: string, seed: Uint8Array): Promise<void> {
    const until = plusMs(this.clock.now(), ENROLMENT_MS);
    await this.database.query(
      `INSERT INTO sign_in.seeds (factor_id, user_code, seed, proposed_until) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_code) WHERE proposed_until IS NOT NULL DO UPDATE
         SET factor_id = excluded.factor_id, seed = excluded.seed, proposed_until = excluded.proposed_until`,
      [factorId, userCode, sealSeed(this.config.nameSecret, bound(userCode, factorId), seed), until],
    );
  }

  /** The seed of a device that is being added, or was with this very id; null when it took too long, or another took its place. */
  async proposedSeed(userCode: string, factorId: string): Promise<Seed | null> {
    const { rows } = await this.database.query<SealedSeed>(
      `SELECT ${SEALED_SEED} FROM sign_in.seeds
       WHERE user_code = $1 AND factor_id = $2 AND (proposed_until IS NULL OR proposed_until > $3)`,
      [userCode, factorId, this.clock.now()],
    );
    return rows[0] ? this.opened(rows[0]) : null;
  }

  /** Reads the seeds of a code; what it answers opens those of the factors that count. */
  async seedsOf(userCode: string): Promise<(factorIds: readonly string[]) => Seed[]> {
    const { rows } = await this.database.query<SealedSeed>({
      name: 'seeds-of',
      text: `SELECT ${SEALED_SEED} FROM sign_in.seeds WHERE user_code = $1`,
      values: [userCode],
    });
    return (factorIds) =>
      rows.filter(({ factorId }) => factorIds.includes(factorId)).map((row) => this.opened(row));
  }

  /** False when this step, or a later one, was used before: of two at the same moment one alone is right. */
  async spendStep(factorId: string, step: number): Promise<boolean> {
    const { rowCount } = await this.database.query({
      name: 'seed-spend-step',
      text: `UPDATE sign_in.seeds SET last_step = $2, used_at = $3 FROM ${NOT_WAITING}
             WHERE factor_id = $1 AND last_step < $2`,
      values: [factorId, step, this.clock.now()],
    });
    return rowCount === 1;
  }

  /** Its device has proved itself by this step: kept until the factor is removed. False as `spendStep`, or when another took its place. */
  async keepSeed(factorId: string, step: number): Promise<boolean> {
    const { rowCount } = await this.database.query(
      `UPDATE sign_in.seeds SET last_step = $2, used_at = $3, proposed_until = NULL
       WHERE factor_id = $1 AND last_step < $2`,
      [factorId, step, this.clock.now()],
    );
    return rowCount === 1;
  }

  /** Of whichever kind the device is. */
  async forget(factorId: string): Promise<void> {
    await this.database.query('DELETE FROM sign_in.seeds WHERE factor_id = $1', [factorId]);
    await this.passkeys.forget(factorId);
  }

  /** The codes of a set; those of other sets count no more. */
  async keepRecoveryCodes(userCode: string, setId: string, codes: readonly string[]): Promise<void> {
    const salt = newSalt();
    const hashes = await Promise.all(codes.map((code) => this.hashOf(userCode, salt, code)));
    await this.database.transaction(async (sql) => {
      await sql.query('DELETE FROM sign_in.recovery_codes WHERE user_code = $1', [userCode]);
      await sql.query('INSERT INTO sign_in.recovery_codes SELECT $1, $2, unnest($3::text[]), $4', [
        userCode,
        setId,
        hashes,
        salt,
      ]);
    });
  }

  /** False when there is no such code in the set, or it was used before. */
  async spendRecoveryCode(userCode: string, setId: string, typed: string): Promise<boolean> {
    const { rows } = await this.database.query<{ salt: Buffer | null }>(
      'SELECT salt FROM sign_in.recovery_codes WHERE user_code = $1 AND set_id = $2 LIMIT 1',
      [userCode, setId],
    );
    if (!rows[0]) return false;
    const { rowCount } = await this.database.query(
      'DELETE FROM sign_in.recovery_codes WHERE user_code = $1 AND set_id = $2 AND hash = $3',
      [userCode, setId, await this.hashOf(userCode, rows[0].salt, typed)],
    );
    return rowCount === 1;
  }

  async forgetRecoveryCodes(userCode: string): Promise<void> {
    await this.database.query('DELETE FROM sign_in.recovery_codes WHERE user_code = $1', [userCode]);
  }

  /** When each of these was last used. */
  async usesOf(userCode: string): Promise<ReadonlyMap<string, Instant>> {
    const { rows } = await this.database.query<{ factorId: string; usedAt: Date }>(
      'SELECT factor_id AS "factorId", used_at AS "usedAt" FROM sign_in.seeds WHERE user_code = $1 AND used_at IS NOT NULL',
      [userCode],
    );
    return new Map(rows.map(({ factorId, usedAt }) => [factorId, usedAt.toISOString()]));
  }

  /** Removes devices that did not prove themselves in time; answers how many. */
  async purge(): Promise<number> {
    const { rowCount } = await this.database.query('DELETE FROM sign_in.seeds WHERE proposed_until <= $1', [
      this.clock.now(),
    ]);
    return rowCount ?? 0;
  }

  private hashOf(userCode: string, salt: Buffer | null, code: string): Promise<string> {
    return recoveryHash(this.config.nameSecret, userCode, salt, code);
  }

  private opened({ factorId, userCode, sealed }: SealedSeed): Seed {
    return { factorId, seed: openSeed(this.config.nameSecret, bound(userCode, factorId), sealed) };
  }
}

const SEALED_SEED = 'factor_id AS "factorId", user_code AS "userCode", seed AS sealed';
const bound = (userCode: string, factorId: string): string => `${userCode} ${factorId}`;
