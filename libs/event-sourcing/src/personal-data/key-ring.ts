import { type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import {
  ConfigurationError,
  conflict,
  type Database,
  decrypt,
  encrypt,
  Grouping,
  type Notifications,
} from '#platform';
import { DataKey, derivedKey, KEY_BYTES } from './data-key.ts';
import { readModelErasureTable } from './read-model-erasure.ts';

/** Signals that keys were destroyed. */
export const KEYS_CHANNEL = 'greffe_keys';

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
];

/** So many keys are kept unwrapped: those of a month of a whole Caf, several times over. */
const MOST_KEPT = 50_000;

/** The log speaks of somebody whose key is not there: neither kept nor destroyed. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';

  constructor(id: string) {
    super(`The key ${id} of personal data is missing: take in what "greffe keys export" has kept`);
  }
}

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

/**
 * The keys of personal data, one for each subject (`PersonalData`), each wrapped with the master key. To destroy one is to erase
 * all that the log says of its subject.
 */
export class KeyRing {
  readonly #masterKey: KeyObject;
  /** Null for one that has been destroyed. */
  readonly #byId = new Map<string, DataKey | null>();
  readonly #bySubject = new Map<string, DataKey | null>();
  /** At the beginning of a month whoever signs in has no key yet: what is asked for at the same time is made together. */
  readonly #making = new Grouping(
    (group: readonly (readonly string[])[]) => this.#makeTogether(group),
    () => true,
  );
  #destructions = 0;
  #heard = 0;

  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
    masterKey: string,
  ) {
    this.#masterKey = derivedKey(masterKey, 'greffe/v1/master-key');
  }

  /** How often keys were destroyed, as far as this process knows: what was read with them before is not kept. */
  get destructions(): number {
    this.#listen();
    return this.#destructions;
  }

  /** The same as `ofSubjects` without a promise, which takes longer than to encrypt; undefined unless all of them are at hand. */
  ofSubjectsAtHand(subjects: ReadonlySet<string>): ReadonlyMap<string, DataKey> | undefined {
    const { found, unknown } = this.#atHand(subjects, this.#bySubject);
    for (const key of found.values()) if (!key) return undefined;
    return unknown.length === 0 ? (found as ReadonlyMap<string, DataKey>) : undefined;
  }

  /** The same as `withIds` without a promise; undefined unless all of them are at hand. */
  withIdsAtHand(ids: ReadonlySet<string>): ReadonlyMap<string, DataKey | null> | undefined {
    const { found, unknown } = this.#atHand(ids, this.#byId);
    return unknown.length === 0 ? found : undefined;
  }

  /**
   * The keys to encrypt with what is said of these subjects, made where there are none.
   * @throws Refusal subject-erased: nothing more can be written of them
   */
  async ofSubjects(subjects: ReadonlySet<string>): Promise<ReadonlyMap<string, DataKey>> {
    const found = await this.#madeOrFound(subjects);
    for (const key of found.values()) if (!key) throw subjectErased();
    return found as ReadonlyMap<string, DataKey>;
  }

  /**
   * The same for what was said in clear before they were erased: under keys that nobody keeps, so that it reads as what was
   * encrypted before.
   */
  async ofSubjectsEvenErased(subjects: ReadonlySet<string>): Promise<ReadonlyMap<string, DataKey>> {
    const found = await this.#madeOrFound(subjects);
    const erased = [...found].flatMap(([subject, key]) => (key ? [] : [subject]));
    if (erased.length > 0) {
      for (const { id, subject } of await this.#load('subject = ANY ($1)', erased)) {
        found.set(subject, new DataKey(id, randomBytes(KEY_BYTES)));
      }
    }
    return found as ReadonlyMap<string, DataKey>;
  }

  /** Those of the subjects whose keys have been destroyed. */
  async erasedAmong(subjects: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const found = await this.#find(subjects, this.#bySubject, async (unknown) => {
      const keys = await this.#load('subject = ANY ($1)', unknown);
      return keys.map(({ subject, key }) => [subject, key] as const);
    });
    return new Set([...found].flatMap(([subject, key]) => (key ? [] : [subject])));
  }

  /**
   * The keys with these ids; null for those that have been destroyed: also of those that were made and destroyed since the
   * backup that was restored here, which the log alone knows of. `subjectsById` says whose the others would be.
   * @throws KeyMissing
   */
  async withIds(
    ids: ReadonlySet<string>,
    subjectsById: () => ReadonlyMap<string, string> = () => new Map(),
  ): Promise<ReadonlyMap<string, DataKey | null>> {
    const found = await this.#find(ids, this.#byId, async (unknown) => {
      const keys = await this.#load('id = ANY ($1::uuid[])', unknown);
      return keys.map(({ id, key }) => [id, key] as const);
    });
    const missing = [...ids].filter((id) => !found.has(id));
    if (missing.length === 0) return found;
    const subjects = subjectsById();
    const erased = await this.erasedAmong(new Set(missing.map((id) => ownerOf(subjects.get(id) ?? ''))));
    for (const id of missing) {
      if (!erased.has(ownerOf(subjects.get(id) ?? ''))) throw new KeyMissing(id);
      found.set(id, null);
    }
    return found;
  }

  /**
   * Erases what the log says of these subjects, and of what stands below them: all months of an account. That they are erased
   * stays here also of those who have no key. How many keys there were.
   */
  async destroy(subjects: readonly string[]): Promise<number> {
    await this.database.query(
      `INSERT INTO personal_data.keys (id, subject, destroyed_at) SELECT gen_random_uuid(), subject, now()
       FROM unnest($1::text[]) AS subject ON CONFLICT (subject) DO NOTHING`,
      [subjects],
    );
    return this.#destroyWhere(`split_part(subject, '/', 1) = ANY ($1)`, [subjects]);
  }

  /** Erases what the log says of a month, but for the subjects that are `kept`. */
  destroyMonth(month: string, kept: readonly string[]): Promise<number> {
    return this.#destroyWhere(
      `split_part(subject, '/', 2) = $1 AND split_part(subject, '/', 1) <> ALL ($2)`,
      [month, kept],
    );
  }

  /** The months up to that one of which the log still says something, each with the subjects that it says it of. */
  async monthsUpTo(month: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const { rows } = await this.database.query<{ month: string; subjects: string[] }>(
      `SELECT split_part(subject, '/', 2) AS month, array_agg(split_part(subject, '/', 1) ORDER BY subject) AS subjects
       FROM personal_data.keys
       WHERE wrapped IS NOT NULL AND split_part(subject, '/', 2) <> '' AND split_part(subject, '/', 2) <= $1
       GROUP BY 1 ORDER BY 1`,
      [month],
    );
    return new Map(rows.map(({ month, subjects }) => [month, subjects]));
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

  /**
   * Takes keys in that are missing here. What was destroyed stays so. How many they were.
   * @throws WrongMasterKey before anything is taken in
   */
  async import(keys: readonly WrappedKey[]): Promise<number> {
    for (const { id, subject, wrapped } of keys) {
      this.#unwrap({ id, subject, wrapped: Buffer.from(wrapped, 'base64') });
    }
    return this.#insert(keys);
  }

  /** Wraps all keys with another master key, or none of them. This ring is of no use afterwards. How many they were. */
  rewrap(masterKey: string): Promise<number> {
    const next = new KeyRing(this.database, this.notifications, masterKey);
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
    // Every start destroys again what the log says was erased: mostly there is nothing left of it, and nobody has to hear.
    if (!rowCount) return 0;
    this.#forget();
    this.notifications.notify(KEYS_CHANNEL);
    return rowCount;
  }

  #madeOrFound(subjects: ReadonlySet<string>): Promise<Map<string, DataKey | null>> {
    return this.#find(subjects, this.#bySubject, async (unknown) => {
      const keys = await this.#making.ask(unknown);
      return keys.map(({ subject, key }) => [subject, key] as const);
    });
  }

  async #find(
    wanted: ReadonlySet<string>,
    kept: ReadonlyMap<string, DataKey | null>,
    load: (unknown: readonly string[]) => Promise<readonly (readonly [string, DataKey | null])[]>,
  ): Promise<Map<string, DataKey | null>> {
    const { found, unknown } = this.#atHand(wanted, kept);
    if (unknown.length > 0) for (const [name, key] of await load(unknown)) found.set(name, key);
    return found;
  }

  #atHand(wanted: ReadonlySet<string>, kept: ReadonlyMap<string, DataKey | null>) {
    this.#listen();
    const found = new Map<string, DataKey | null>();
    const unknown: string[] = [];
    for (const name of wanted) {
      const key = kept.get(name);
      if (key === undefined) unknown.push(name);
      else found.set(name, key);
    }
    return { found, unknown };
  }

  async #makeTogether(group: readonly (readonly string[])[]) {
    const keys = await this.#makeOrLoad([...new Set(group.flat())]);
    const bySubject = new Map(keys.map((key) => [key.subject, key]));
    return group.map((subjects) => subjects.map((subject) => bySubject.get(subject)!));
  }

  async #makeOrLoad(subjects: readonly string[]) {
    const made = subjects.map((subject) => {
      const id = randomUUID();
      return { id, subject, wrapped: this.#wrap(id, subject, randomBytes(KEY_BYTES)).toString('base64') };
    });
    await this.#insert(made);
    // Another statement: of two who make a key at once, the second could not see what the first has made.
    return this.#load('subject = ANY ($1)', subjects);
  }

  /** Those whose subjects have none. How many they were. */
  async #insert(keys: readonly WrappedKey[]): Promise<number> {
    const { rowCount } = await this.database.query(
      `INSERT INTO personal_data.keys (id, subject, wrapped)
       SELECT id, subject, decode(wrapped, 'base64')
       FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, subject text, wrapped text)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(keys)],
    );
    return rowCount ?? 0;
  }

  async #load(condition: string, values: readonly string[]) {
    const destructions = this.#destructions;
    const { rows } = await this.database.query<KeyRow>(
      `SELECT id, subject, wrapped FROM personal_data.keys WHERE ${condition}`,
      [values],
    );
    const keys = rows.map((row) => ({
      id: row.id,
      subject: row.subject,
      key: row.wrapped && new DataKey(row.id, this.#unwrap(row)),
    }));
    this.#listen();
    if (this.#byId.size + keys.length > MOST_KEPT) this.#forget();
    else if (destructions === this.#destructions) {
      for (const { id, subject, key } of keys) {
        this.#byId.set(id, key);
        this.#bySubject.set(subject, key);
      }
    }
    return keys;
  }

  /** What others have destroyed is forgotten here too. */
  #listen(): void {
    const heard = this.notifications.count(KEYS_CHANNEL);
    if (heard !== this.#heard) this.#forget();
    this.#heard = heard;
  }

  #forget(): void {
    this.#destructions++;
    this.#byId.clear();
    this.#bySubject.clear();
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

/** Whom a subject is of, without its month. */
const ownerOf = (subject: string): string => subject.split('/', 1)[0]!;

const aboutKey = ({ id, subject }: Pick<KeyRow, 'id' | 'subject'>): string => `${id}\n${subject}`;

const subjectErased = () =>
  conflict(
    'subject-erased',
    'Les données concernées ont été effacées du registre\u00a0: plus rien ne peut y être ajouté.',
  );
