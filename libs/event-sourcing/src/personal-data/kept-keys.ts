import { type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { ConfigurationError, type Database, decrypt, encrypt } from '#platform';
import { DataKey, derivedKey, KEY_BYTES } from './data-key.ts';
import type { ErasedSubjects } from './erased-subjects.ts';
import { readModelErasureTable } from './read-model-erasure.ts';

export const keySteps = [
  `CREATE SCHEMA personal_data;
   CREATE TABLE personal_data.keys (
     id uuid PRIMARY KEY,
     subject text COLLATE "C" NOT NULL UNIQUE,
     -- Encrypted with the master key; null once it has been destroyed.
     wrapped bytea,
     destroyed_at timestamptz
   );
   -- What is erased by month: the month of such a subject stands after its slash.
   CREATE INDEX keys_month ON personal_data.keys (split_part(subject, '/', 2)) WHERE wrapped IS NOT NULL;`,
  readModelErasureTable,
  `-- One that is read with alone: its subject was given another before this one was taken in from an export.
   ALTER TABLE personal_data.keys ADD COLUMN is_former boolean NOT NULL DEFAULT false, DROP CONSTRAINT keys_subject_key;
   CREATE UNIQUE INDEX keys_subject ON personal_data.keys (subject) WHERE NOT is_former;
   -- All of somebody, and all of a stream.
   CREATE INDEX keys_of ON personal_data.keys (split_part(subject, '/', 1)) WHERE wrapped IS NOT NULL;
   CREATE INDEX keys_in ON personal_data.keys (split_part(subject, '@', 1)) WHERE wrapped IS NOT NULL;`,
];

/** The keys were wrapped with another master key. */
export class WrongMasterKey extends ConfigurationError {
  constructor() {
    super('GREFFE_MASTER_KEY is not the key that the keys of personal data are wrapped with');
  }
}

/** As it is kept apart: `wrapped` in base64. */
export interface WrappedKey {
  readonly id: string;
  readonly subject: string;
  readonly wrapped: string;
}

interface KeyRow {
  readonly id: string;
  readonly subject: string;
  readonly wrapped: Buffer | null;
}

/** A key as it is used; null once it has been destroyed. */
export interface KnownKey {
  readonly id: string;
  readonly subject: string;
  readonly key: DataKey | null;
}

/** The keys of personal data as the database keeps them: wrapped with the master key. */
export class KeptKeys {
  readonly #masterKey: KeyObject;

  constructor(
    private readonly database: Database,
    masterKey: string,
  ) {
    this.#masterKey = derivedKey(masterKey, 'greffe/v1/master-key');
  }

  withIds(ids: readonly string[]): Promise<KnownKey[]> {
    return this.#load('id = ANY ($1::uuid[])', ids);
  }

  ofSubjects(subjects: readonly string[]): Promise<KnownKey[]> {
    return this.#load('subject = ANY ($1) AND NOT is_former', subjects);
  }

  /** Those of the subjects, made where there are none. */
  async madeOf(subjects: readonly string[]): Promise<KnownKey[]> {
    const made = subjects.map((subject) => {
      const id = randomUUID();
      return { id, subject, wrapped: this.#wrap(id, subject, randomBytes(KEY_BYTES)).toString('base64') };
    });
    await this.database.query(
      `INSERT INTO personal_data.keys (id, subject, wrapped)
       SELECT id, subject, decode(wrapped, 'base64')
       FROM jsonb_to_recordset($1::jsonb) AS made (id uuid, subject text, wrapped text)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(made)],
    );
    // Another statement: of two who make a key at once, the second could not see what the first has made.
    return this.ofSubjects(subjects);
  }

  /** Those of these subjects, and of what stands below them. How many there were. */
  destroy(subjects: readonly string[]): Promise<number> {
    return this.#destroyWhere(`split_part(subject, '/', 1) = ANY ($1)`, [subjects]);
  }

  /** Those of a month, but for the subjects that are `kept`. How many there were. */
  destroyMonth(month: string, kept: readonly string[]): Promise<number> {
    return this.#destroyWhere(
      `split_part(subject, '/', 2) = $1 AND split_part(subject, '/', 1) <> ALL ($2)`,
      [month, kept],
    );
  }

  /** The months up to that one of which the log still says something, each with the subjects that it says it of. */
  async monthsUpTo(month: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const { rows } = await this.database.query<{ month: string; subjects: string[] }>(
      `SELECT split_part(subject, '/', 2) AS month, array_agg(DISTINCT split_part(subject, '/', 1)) AS subjects
       FROM personal_data.keys
       WHERE wrapped IS NOT NULL AND split_part(subject, '/', 2) <> '' AND split_part(subject, '/', 2) <= $1
       GROUP BY 1 ORDER BY 1`,
      [month],
    );
    return new Map(rows.map(({ month, subjects }) => [month, subjects]));
  }

  /** The subjects, years included, of which something can still be read in these streams. */
  async readableIn(streams: readonly string[]): Promise<string[]> {
    const { rows } = await this.database.query<{ subject: string }>(
      `SELECT DISTINCT subject FROM personal_data.keys
       WHERE wrapped IS NOT NULL AND split_part(subject, '@', 1) = ANY ($1) ORDER BY subject`,
      [streams],
    );
    return rows.map(({ subject }) => subject);
  }

  /** @throws WrongMasterKey when a key there is cannot be unwrapped */
  async check(): Promise<void> {
    const { rows } = await this.database.query<KeyRow>(
      'SELECT id, subject, wrapped FROM personal_data.keys WHERE wrapped IS NOT NULL LIMIT 1',
    );
    if (rows[0]) this.#unwrap(rows[0]);
  }

  /** All keys there are, wrapped, to be kept apart. */
  async exported(): Promise<WrappedKey[]> {
    const { rows } = await this.database.query<WrappedKey>(
      `SELECT id, subject, translate(encode(wrapped, 'base64'), E'\\n', '') AS wrapped
       FROM personal_data.keys WHERE wrapped IS NOT NULL ORDER BY subject`,
    );
    return rows;
  }

  /** The subjects whose keys have been destroyed, each once. */
  async destroyed(): Promise<string[]> {
    const { rows } = await this.database.query<{ subject: string }>(
      'SELECT DISTINCT subject FROM personal_data.keys WHERE wrapped IS NULL ORDER BY subject',
    );
    return rows.map(({ subject }) => subject);
  }

  /**
   * Takes keys in that are missing here, those too whose subject was given another since, and those that were destroyed of subjects
   * that are not `erased`. How many they were.
   * @throws WrongMasterKey before anything is taken in
   */
  async import(keys: readonly WrappedKey[], erased: Pick<ErasedSubjects, 'has'>): Promise<number> {
    for (const { id, subject, wrapped } of keys) {
      this.#unwrap({ id, subject, wrapped: Buffer.from(wrapped, 'base64') });
    }
    const given = JSON.stringify(keys.filter(({ subject }) => !erased.has(subject)));
    const { rowCount: restored } = await this.database.query(
      `UPDATE personal_data.keys SET wrapped = decode(given.wrapped, 'base64'), destroyed_at = NULL
       FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, subject text, wrapped text)
       WHERE keys.id = given.id AND keys.wrapped IS NULL`,
      [given],
    );
    const { rowCount: missing } = await this.database.query(
      `INSERT INTO personal_data.keys (id, subject, wrapped, is_former)
       SELECT given.id, given.subject, decode(given.wrapped, 'base64'),
         own.id IS NOT NULL OR row_number() OVER (PARTITION BY given.subject ORDER BY given.id) > 1
       FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, subject text, wrapped text)
       LEFT JOIN personal_data.keys own ON own.subject = given.subject AND NOT own.is_former
       WHERE own.id IS NULL OR own.wrapped IS NOT NULL
       ON CONFLICT (id) DO NOTHING`,
      [given],
    );
    return (restored ?? 0) + (missing ?? 0);
  }

  /** Wraps all keys with another master key, or none of them. These are of no use afterwards. How many they were. */
  rewrap(masterKey: string): Promise<number> {
    const next = new KeptKeys(this.database, masterKey);
    return this.database.transaction(async (sql) => {
      const { rows } = await sql.query<KeyRow>(
        'SELECT id, subject, wrapped FROM personal_data.keys WHERE wrapped IS NOT NULL FOR UPDATE',
      );
      const wrapped = rows.map((row) =>
        next.#wrap(row.id, row.subject, this.#unwrap(row)).toString('base64'),
      );
      await sql.query(
        `UPDATE personal_data.keys SET wrapped = decode(anew.wrapped, 'base64')
         FROM unnest($1::uuid[], $2::text[]) AS anew (id, wrapped) WHERE keys.id = anew.id`,
        [rows.map(({ id }) => id), wrapped],
      );
      return rows.length;
    });
  }

  async #destroyWhere(condition: string, values: unknown[]): Promise<number> {
    const { rowCount } = await this.database.query(
      `UPDATE personal_data.keys SET wrapped = NULL, destroyed_at = now() WHERE wrapped IS NOT NULL AND (${condition})`,
      values,
    );
    return rowCount ?? 0;
  }

  async #load(condition: string, values: readonly string[]): Promise<KnownKey[]> {
    const { rows } = await this.database.query<KeyRow>(
      `SELECT id, subject, wrapped FROM personal_data.keys WHERE ${condition}`,
      [values],
    );
    return rows.map((row) => ({
      id: row.id,
      subject: row.subject,
      key: row.wrapped && new DataKey(row.id, this.#unwrap(row)),
    }));
  }

  #wrap(id: string, subject: string, secret: Buffer): Buffer {
    return encrypt(this.#masterKey, aboutKey({ id, subject }), secret);
  }

  #unwrap(row: KeyRow): Buffer {
    try {
      return decrypt(this.#masterKey, aboutKey(row), row.wrapped!);
    } catch {
      throw new WrongMasterKey();
    }
  }
}

const aboutKey = ({ id, subject }: Pick<KeyRow, 'id' | 'subject'>): string => `${id}\n${subject}`;
