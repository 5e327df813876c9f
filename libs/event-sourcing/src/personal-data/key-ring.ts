import { randomBytes } from 'node:crypto';
import { conflict, type Database, Grouping, type Notifications } from '#platform';
import { DataKey, KEY_BYTES } from './data-key.ts';
import { ErasedSubjects } from './erased-subjects.ts';
import { KeptKeys, type KnownKey, type WrappedKey } from './kept-keys.ts';

/** Signals that keys were destroyed. */
export const KEYS_CHANNEL = 'greffe_keys';

/** So many keys are kept unwrapped: those of a month of a whole Caf, several times over. */
const MOST_KEPT = 50_000;

/** The log speaks of somebody whose key is not there: neither kept nor destroyed. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';

  constructor(id: string) {
    super(`The key ${id} of personal data is missing: take in what "greffe keys export" has kept`);
  }
}

/**
 * The keys of personal data, one for each subject (`PersonalData`), unwrapped and at hand. To destroy one is to erase all that the log says
 * of its subject.
 */
export class KeyRing {
  readonly kept: KeptKeys;
  /** Null for one that has been destroyed. */
  readonly #byId = new Map<string, DataKey | null>();
  readonly #bySubject = new Map<string, DataKey | null>();
  /** At the beginning of a month whoever signs in has no key yet: what is asked for at the same time is made together. */
  readonly #making = new Grouping(
    (group: readonly (readonly string[])[]) => this.#makeTogether(group),
    () => true,
  );
  readonly #erased = new ErasedSubjects();
  #destructions = 0;
  #heard = 0;

  constructor(
    database: Database,
    private readonly notifications: Notifications,
    masterKey: string,
  ) {
    this.kept = new KeptKeys(database, masterKey);
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
      for (const { id, subject } of await this.#remembered(() => this.kept.ofSubjects(erased))) {
        found.set(subject, new DataKey(id, randomBytes(KEY_BYTES)));
      }
    }
    return found as ReadonlyMap<string, DataKey>;
  }

  /** Those of the subjects whose keys have been destroyed. */
  async erasedAmong(subjects: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const found = await this.#find(subjects, this.#bySubject, async (unknown) => {
      const keys = await this.#remembered(() => this.kept.ofSubjects(unknown));
      return keys.map(({ subject, key }) => [subject, key] as const);
    });
    return new Set([...found].flatMap(([subject, key]) => (key ? [] : [subject])));
  }

  /**
   * The keys with these ids; null for those that have been destroyed. Of a key that was made and destroyed since a backup that was
   * restored, nothing is there: whether it was is known from whom it speaks of.
   * @throws KeyMissing
   */
  async withIds(
    ids: ReadonlySet<string>,
    subjectOf: (id: string) => string | undefined,
  ): Promise<ReadonlyMap<string, DataKey | null>> {
    const found = await this.#find(ids, this.#byId, async (unknown) => {
      const keys = await this.#remembered(() => this.kept.withIds(unknown));
      return keys.map(({ id, key }) => [id, key] as const);
    });
    for (const id of ids) {
      if (found.has(id)) continue;
      const subject = subjectOf(id);
      if (subject === undefined || !this.#erased.has(subject)) throw new KeyMissing(id);
      found.set(id, null);
    }
    return found;
  }

  /** Erases what the log says of these subjects, and of what stands below them: all months of an account. How many keys there were. */
  async destroy(subjects: readonly string[]): Promise<number> {
    this.#erased.add(subjects);
    return this.#destroyed(await this.kept.destroy(subjects));
  }

  /** Erases what the log says of a month, but for the subjects that are `kept`. */
  async destroyMonth(month: string, kept: readonly string[]): Promise<number> {
    this.#erased.addMonth(month, kept);
    return this.#destroyed(await this.kept.destroyMonth(month, kept));
  }

  /** Whether the log says, as far as this process has read it, that what it says of a subject was erased. */
  isErased(subject: string): boolean {
    return this.#erased.has(subject);
  }

  /** As `KeptKeys.import`: what the log, as far as this process has read it, says is erased stays so. */
  async import(keys: readonly WrappedKey[]): Promise<number> {
    const taken = await this.kept.import(keys, this.#erased);
    this.#forget();
    this.notifications.notify(KEYS_CHANNEL);
    return taken;
  }

  #destroyed(keys: number): number {
    // Every start destroys again what the log says was erased: mostly there is nothing left of it, and nobody has to hear.
    if (keys === 0) return 0;
    this.#forget();
    this.notifications.notify(KEYS_CHANNEL);
    return keys;
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
    const keys = await this.#remembered(() => this.kept.madeOf([...new Set(group.flat())]));
    const bySubject = new Map(keys.map((key) => [key.subject, key]));
    return group.map((subjects) => subjects.map((subject) => bySubject.get(subject)!));
  }

  /** Keeps what was loaded at hand, unless keys were destroyed meanwhile. */
  async #remembered(load: () => Promise<KnownKey[]>): Promise<KnownKey[]> {
    const destructions = this.#destructions;
    const keys = await load();
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
}

const subjectErased = () =>
  conflict(
    'subject-erased',
    'Les données concernées ont été effacées du registre\u00a0: plus rien ne peut y être ajouté.',
  );
