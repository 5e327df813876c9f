import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Database } from '#platform';
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

/** Password hashes: state of this machine, not events. */
@Injectable()
export class Credentials implements OnModuleInit {
  /** Of a password nobody has: an unknown code takes as long as a wrong password. */
  #decoy = '';

  constructor(private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    this.#decoy = await hash(crypto.randomUUID(), ARGON2ID);
  }

  /** Keeps a password that does not count yet: only the event that names `passwordId` makes it count. Twice is once. */
  async propose(userCode: string, passwordId: string, password: string): Promise<void> {
    await this.database.query(
      'INSERT INTO sign_in.credentials (user_code, password_id, hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [userCode, passwordId, await hash(normalise(password), ARGON2ID)],
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
   * Whether this is the password of the code that counts. `countingId` tells the id of that one, and may still be reading it: where
   * no other is kept, as is usual, the check does not wait for it. Takes the same time whether there is one or not.
   */
  async isRight(
    userCode: string,
    password: string,
    countingId: () => string | null | Promise<string | null>,
  ): Promise<boolean> {
    const hashes = await this.hashesOf(userCode);
    // The only one, and undefined where there is none: then there is nothing to wait for.
    const only = hashes.keys().next().value;
    const id = hashes.size > 1 ? await countingId() : only;
    const kept = hashes.get(id ?? '');
    const isOfKept = await verify(kept ?? this.#decoy, normalise(password));
    if (!isOfKept || kept === undefined || id !== (await countingId())) return false;
    await this.keepUp(userCode, password, kept);
    return true;
  }

  /** Hashes a password anew that was right just now, where its hash is of former parameters. */
  private async keepUp(userCode: string, password: string, former: string): Promise<void> {
    if (former.startsWith(OF_TODAY)) return;
    await this.database.query('UPDATE sign_in.credentials SET hash = $3 WHERE user_code = $1 AND hash = $2', [
      userCode,
      former,
      await hash(normalise(password), ARGON2ID),
    ]);
  }

  /** The hashes kept for a code, by password id; for what is none, no statement runs. */
  private async hashesOf(userCode: string): Promise<ReadonlyMap<string, string>> {
    if (!USER_CODE.test(userCode)) return new Map();
    const { rows } = await this.database.query<{ id: string; hash: string }>({
      name: 'credentials-of',
      text: 'SELECT password_id AS id, hash FROM sign_in.credentials WHERE user_code = $1',
      values: [userCode],
    });
    return new Map(rows.map(({ id, hash }) => [id, hash]));
  }
}

/** One password however the keyboard composes its accents. */
const normalise = (password: string): string => password.normalize('NFC');
