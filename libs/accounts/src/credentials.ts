import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Config, Database, isSealedBy, rowSeal, sealsOf, whenAllEnded } from '#platform';
import { USER_CODE } from './domain/user-code.ts';

/** OWASP Password Storage: argon2id, 19 MiB, 2 passes, 1 lane. argon2id is the library's own default. */
export const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** What every hash made by them begins with. */
const OF_TODAY = `$argon2id$v=19$m=${ARGON2ID.memoryCost},t=${ARGON2ID.timeCost},p=${ARGON2ID.parallelism}$`;

export const credentialTables = `
  CREATE SCHEMA IF NOT EXISTS sign_in;
  -- Password hashes. The account's PasswordChanged events say which one counts; the others are leftovers.
  CREATE TABLE sign_in.credentials (
    user_code text NOT NULL,
    password_id uuid NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (user_code, password_id)
  );
`;

interface KeptPassword {
  readonly userCode: string;
  readonly id: string;
  readonly hash: string;
}

const sealOf = (secret: string, { userCode, id, hash }: KeptPassword): Buffer =>
  rowSeal(secret, 'password', [userCode, id, hash]);

const KEPT = 'user_code AS "userCode", password_id AS id, hash';

export const credentialSeals = sealsOf('sign_in.credentials', KEPT, sealOf);

/** Password hashes: state of this machine, not events. Each counts under the seal of this server alone, for its code and its id. */
@Injectable()
export class Credentials implements OnModuleInit {
  /** Of a password nobody has: an unknown code takes as long as a wrong password. */
  #decoy = '';

  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    this.#decoy = await hash(crypto.randomUUID(), ARGON2ID);
  }

  /** Keeps a password that does not count yet: only the event that names `passwordId` makes it count. Twice is once. */
  async propose(userCode: string, passwordId: string, password: string): Promise<void> {
    const kept = { userCode, id: passwordId, hash: await hash(normalise(password), ARGON2ID) };
    await this.database.query(
      'INSERT INTO sign_in.credentials (user_code, password_id, hash, seal) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [userCode, passwordId, kept.hash, sealOf(this.config.nameSecret, kept)],
    );
  }

  /** Forgets a password that does not count, or no longer. */
  async forget(userCode: string, passwordId: string | null): Promise<void> {
    await this.database.query('DELETE FROM sign_in.credentials WHERE user_code = $1 AND password_id = $2', [
      userCode,
      passwordId,
    ]);
  }

  /**
   * Whether this is the password of the code that counts. `countingId` tells the id of that one, and may have to read it: where no
   * other is kept, as is usual, that is done while the password is checked. Takes the same time whether there is one or not.
   */
  async isRight(
    userCode: string,
    password: string,
    countingId: () => string | null | Promise<string | null>,
  ): Promise<boolean> {
    const all = await this.keptFor(userCode);
    // Of the only one, or where there is none, there is nothing to wait for.
    const id = all.length > 1 ? await countingId() : all[0]?.id;
    const kept = all.find((one) => one.id === id);
    const checking = verify(kept?.hash ?? this.#decoy, normalise(password));
    const [isOfKept, counting] = await whenAllEnded([checking, countingId()]);
    if (!isOfKept || kept === undefined || id !== counting) return false;
    await this.keepUp(kept, password);
    return true;
  }

  /** Hashes a password anew that was right just now, where its hash is of former parameters. */
  private async keepUp(kept: KeptPassword, password: string): Promise<void> {
    if (kept.hash.startsWith(OF_TODAY)) return;
    const anew = { ...kept, hash: await hash(normalise(password), ARGON2ID) };
    await this.database.query(
      'UPDATE sign_in.credentials SET hash = $4, seal = $5 WHERE user_code = $1 AND password_id = $2 AND hash = $3',
      [kept.userCode, kept.id, kept.hash, anew.hash, sealOf(this.config.nameSecret, anew)],
    );
  }

  /** The hashes that this server has kept for a code; for what is none, no statement runs. */
  private async keptFor(userCode: string): Promise<KeptPassword[]> {
    if (!USER_CODE.test(userCode)) return [];
    const { rows } = await this.database.query<KeptPassword & { seal: Buffer }>({
      name: 'credentials-of',
      text: `SELECT ${KEPT}, seal FROM sign_in.credentials WHERE user_code = $1`,
      values: [userCode],
    });
    return rows.filter((row) =>
      isSealedBy([this.config.nameSecret], (secret) => sealOf(secret, row), row.seal),
    );
  }
}

/** One password however the keyboard composes its accents. */
const normalise = (password: string): string => password.normalize('NFC');
