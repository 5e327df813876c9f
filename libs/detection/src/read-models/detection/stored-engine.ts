import { randomUUID } from 'node:crypto';
import { inSlices, type Sql } from '#platform';
import { Engine, type EngineState, type WindowChange } from '../../domain/engine.ts';
import type { Observation } from '../../domain/observation.ts';
import { type Rule, shapesOf } from '../../domain/rule.ts';
import { type RuleChange, type RuleChanges, UNCHANGED } from '../../rule-text/changed-rules.ts';

/**
 * The windows as they were at a snapshot, and all that was observed since: what brings the engine back exactly as it was when
 * the batch before was committed. `generation` says which batch that was, `changes` what the log has made of the rules, `shapes`
 * what the windows of each held: a release may have it hold something else. Windows are many thousands to a row, and what has
 * changed comes behind what was: an attack from everywhere opens more of them than rows could be written.
 */
export const engineTables = `
  CREATE TABLE engine (
    generation uuid NOT NULL,
    state text NOT NULL,
    changes jsonb NOT NULL,
    shapes jsonb NOT NULL
  );
  CREATE TABLE windows (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    windows text NOT NULL
  );
  CREATE TABLE observed_since (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    observations text NOT NULL
  );
  -- Kept for a moment only: to press it together costs more than to write it.
  ALTER TABLE windows ALTER windows SET STORAGE EXTERNAL;
  ALTER TABLE observed_since ALTER observations SET STORAGE EXTERNAL;
`;

/** Bringing an engine back takes as long as observing so many once more: under a second. */
const SNAPSHOT_EVERY = 50_000;
/** Windows in a row: as many as are written down between two looks at what else there is to do. */
const WINDOWS_TO_A_ROW = 5000;
/** Of the windows that are open, before those that have changed since are forgotten and all are written anew. */
const MOST_STORED = 2;
/** The batches whose engines are at hand: that of the read model in use, and of one that is being built. */
const MOST_AT_HAND = 2;

interface AtHand {
  readonly engine: Engine;
  readonly rules: readonly Rule[];
  readonly changes: RuleChanges;
  readonly sinceSnapshot: number;
  /** Windows in the table, some more than once; infinite where they have to be written anew. */
  readonly stored: number;
}

/**
 * The engine between two batches. It lives in memory, and in the tables of the transaction that moves the checkpoint: where a
 * batch was not committed, or another process had one in between, it is brought back from there.
 */
export class StoredEngine {
  readonly #atHand = new Map<string, AtHand>();
  #openWindows: number | null = null;

  /**
   * @param rulesOf the rules with what the log has made of them
   * @param snapshotEvery observations
   */
  constructor(
    private readonly rulesOf: (changes: RuleChanges) => readonly Rule[],
    private readonly snapshotEvery = SNAPSHOT_EVERY,
  ) {}

  /** Of the engine of the last batch; null before there was one. */
  get openWindows(): number | null {
    return this.#openWindows;
  }

  /** Has the engine observe, and stores where it stands then, in the transaction of `sql`. */
  async observe<T>(sql: Sql, observations: readonly Observation[], work: (engine: Engine) => T): Promise<T> {
    const atHand = await this.#take(sql);
    const { engine, sinceSnapshot } = atHand;
    const result = work(engine);
    const since = sinceSnapshot + observations.length;
    if (since >= this.snapshotEvery) {
      const stored = await storeSnapshot(sql, engine, atHand.stored);
      await this.#keep(sql, { ...atHand, sinceSnapshot: 0, stored });
    } else {
      await sql.query('INSERT INTO observed_since (observations) VALUES ($1)', [
        JSON.stringify(observations),
      ]);
      await this.#keep(sql, { ...atHand, sinceSnapshot: since });
    }
    return result;
  }

  /** From here on a rule says something else, or nothing. What it remembers stays, where it remembers the same things. */
  async change(sql: Sql, rule: string, change: Partial<RuleChange>): Promise<void> {
    const before = await this.#take(sql);
    const changes = { ...before.changes, [rule]: { ...(before.changes[rule] ?? UNCHANGED), ...change } };
    const rules = this.rulesOf(changes);
    const engine = new Engine(rules);
    const windows = alike(before.engine.windows(), shapesOf(before.rules), shapesOf(rules));
    engine.restore(before.engine.state, windows);
    const stored = await storeSnapshot(sql, engine, Infinity);
    await this.#keep(sql, { engine, rules, changes, sinceSnapshot: 0, stored });
  }

  /** An engine that has observed something is only good for the batch that follows. */
  async #take(sql: Sql): Promise<AtHand> {
    const { rows } = await sql.query<Stored>('SELECT generation, state, changes, shapes FROM engine');
    const [stored] = rows;
    if (!stored) return this.#begin(sql);
    const atHand = this.#atHand.get(stored.generation);
    this.#atHand.delete(stored.generation);
    return atHand ?? this.#broughtBack(sql, stored);
  }

  async #begin(sql: Sql): Promise<AtHand> {
    const rules = this.rulesOf({});
    const engine = new Engine(rules);
    const stored = [randomUUID(), JSON.stringify(engine.state), {}, shapesOf(rules)];
    await sql.query('INSERT INTO engine VALUES ($1, $2, $3, $4)', stored);
    return { engine, rules, changes: {}, sinceSnapshot: 0, stored: 0 };
  }

  async #broughtBack(sql: Sql, { state, changes, shapes }: Stored): Promise<AtHand> {
    const rules = this.rulesOf(changes);
    const engine = new Engine(rules);
    const { rows } = await sql.query<{ windows: string }>('SELECT windows FROM windows ORDER BY number');
    const stored = rows.flatMap(({ windows }) => JSON.parse(windows) as WindowChange[]);
    engine.restore(JSON.parse(state) as EngineState, alike(stored, shapes, shapesOf(rules)));
    const since = await sql.query<{ observations: string }>(
      'SELECT observations FROM observed_since ORDER BY number',
    );
    let sinceSnapshot = 0;
    for (const { observations } of since.rows) {
      for (const observation of JSON.parse(observations) as Observation[]) {
        engine.observe(observation);
        sinceSnapshot++;
      }
    }
    // Those of rules that are of another shape now must not come back with the next snapshot.
    return { engine, rules, changes, sinceSnapshot, stored: Infinity };
  }

  async #keep(sql: Sql, atHand: AtHand): Promise<void> {
    const generation = randomUUID();
    const { engine, rules, changes, sinceSnapshot } = atHand;
    if (sinceSnapshot === 0) {
      await sql.query('DELETE FROM observed_since');
      const state = JSON.stringify(engine.state);
      const shapes = shapesOf(rules);
      await sql.query('UPDATE engine SET generation = $1, state = $2, changes = $3, shapes = $4', [
        generation,
        state,
        changes,
        shapes,
      ]);
    } else await sql.query('UPDATE engine SET generation = $1', [generation]);
    this.#atHand.set(generation, atHand);
    this.#openWindows = engine.openWindows;
    if (this.#atHand.size > MOST_AT_HAND) this.#atHand.delete(this.#atHand.keys().next().value!);
  }
}

interface Stored {
  readonly generation: string;
  readonly state: string;
  readonly changes: RuleChanges;
  readonly shapes: Readonly<Record<string, string>>;
}

/** Windows of rules that hold the same things as before. */
const alike = (
  windows: Iterable<WindowChange>,
  before: Stored['shapes'],
  now: Stored['shapes'],
): WindowChange[] => [...windows].filter(({ rule }) => before[rule] === now[rule]);

/** Answers how many windows are stored then: those that have changed come behind the others, or all are written anew. */
async function storeSnapshot(sql: Sql, engine: Engine, stored: number): Promise<number> {
  const changes = [...engine.changes()];
  if (stored + changes.length <= MOST_STORED * engine.openWindows) {
    await storeWindows(sql, changes);
    return stored + changes.length;
  }
  await sql.query('DELETE FROM windows');
  await storeWindows(sql, [...engine.windows()]);
  return engine.openWindows;
}

async function storeWindows(sql: Sql, windows: readonly WindowChange[]): Promise<void> {
  for (const some of inSlices(windows, WINDOWS_TO_A_ROW)) {
    await sql.query('INSERT INTO windows (windows) VALUES ($1)', [JSON.stringify(some)]);
  }
}
