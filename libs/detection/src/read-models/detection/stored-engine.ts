import { randomUUID } from 'node:crypto';
import type { Sql } from '#platform';
import { Engine, type EngineState, type WindowChange } from '../../domain/engine.ts';
import type { Observation } from '../../domain/observation.ts';
import { type Rule, shapesOf } from '../../domain/rule.ts';
import type { Window } from '../../domain/windows/window.ts';
import { type RuleChange, type RuleChanges, UNCHANGED } from '../../rule-text/changed-rules.ts';

/**
 * The windows as they were at a snapshot, and all that was observed since: what brings the engine back exactly as it was when
 * the batch before was committed. `generation` says which batch that was, `changes` what the log has made of the rules, `shapes`
 * what the windows of each held: a release may have it hold something else.
 */
export const engineTables = `
  CREATE TABLE engine (
    generation uuid NOT NULL,
    state text NOT NULL,
    changes jsonb NOT NULL,
    shapes jsonb NOT NULL
  );
  CREATE TABLE windows (
    rule text COLLATE "C",
    key text COLLATE "C",
    window_state text NOT NULL,
    PRIMARY KEY (rule, key)
  );
  CREATE TABLE observed_since (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    observations text NOT NULL
  );
  -- Kept for a moment only: to press it together costs more than to write it.
  ALTER TABLE observed_since ALTER observations SET STORAGE EXTERNAL;
`;

/** Bringing an engine back takes as long as observing so many once more: under a second. */
const SNAPSHOT_EVERY = 50_000;
/** The batches whose engines are at hand: that of the read model in use, and of one that is being built. */
const MOST_AT_HAND = 2;

interface AtHand {
  readonly engine: Engine;
  readonly rules: readonly Rule[];
  readonly changes: RuleChanges;
  readonly sinceSnapshot: number;
}

/**
 * The engine between two batches. It lives in memory, and in the tables of the transaction that moves the checkpoint: where a
 * batch was not committed, or another process had one in between, it is brought back from there.
 */
export class StoredEngine {
  readonly #atHand = new Map<string, AtHand>();

  /** @param rulesOf the rules with what the log has made of them */
  constructor(private readonly rulesOf: (changes: RuleChanges) => readonly Rule[]) {}

  /** Has the engine observe, and stores where it stands then, in the transaction of `sql`. */
  async observe<T>(sql: Sql, observations: readonly Observation[], work: (engine: Engine) => T): Promise<T> {
    const atHand = await this.#take(sql);
    const { engine, sinceSnapshot } = atHand;
    const result = work(engine);
    const since = sinceSnapshot + observations.length;
    if (since >= SNAPSHOT_EVERY) {
      await storeWindows(sql, [...engine.changes()]);
      await this.#keep(sql, { ...atHand, sinceSnapshot: 0 });
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
    await sql.query('DELETE FROM windows');
    await storeWindows(sql, [...engine.windows()]);
    await this.#keep(sql, { engine, rules, changes, sinceSnapshot: 0 });
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
    return { engine, rules, changes: {}, sinceSnapshot: 0 };
  }

  async #broughtBack(sql: Sql, { state, changes, shapes }: Stored): Promise<AtHand> {
    const rules = this.rulesOf(changes);
    const engine = new Engine(rules);
    const windows = await sql.query<{ rule: string; key: string; window_state: string }>(
      'SELECT rule, key, window_state FROM windows',
    );
    const stored = windows.rows.map(({ rule, key, window_state }) => ({
      ...{ rule, key, state: JSON.parse(window_state) as Window },
    }));
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
    return { engine, rules, changes, sinceSnapshot };
  }

  async #keep(sql: Sql, atHand: AtHand): Promise<void> {
    const generation = randomUUID();
    const { engine, rules, changes, sinceSnapshot } = atHand;
    if (sinceSnapshot === 0) {
      await sql.query('DELETE FROM observed_since');
      const state = JSON.stringify(engine.state);
      const shapes = shapesOf(rules);
      await sql.query('UPDATE engine SET generation = $1, state = $2, changes = $3, shapes = $4', [
        ...[generation, state, changes, shapes],
      ]);
    } else await sql.query('UPDATE engine SET generation = $1', [generation]);
    this.#atHand.set(generation, atHand);
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

async function storeWindows(sql: Sql, changes: readonly WindowChange[]): Promise<void> {
  const [kept, gone] = [true, false].map((isKept) =>
    changes.filter(({ state }) => (state !== null) === isKept),
  );
  const named = (some: readonly WindowChange[]) => [some.map(({ rule }) => rule), some.map(({ key }) => key)];
  await sql.query(
    `DELETE FROM windows USING unnest($1::text[], $2::text[]) AS gone (rule, key)
     WHERE windows.rule = gone.rule AND windows.key = gone.key`,
    named(gone!),
  );
  await sql.query(
    `INSERT INTO windows SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
     ON CONFLICT (rule, key) DO UPDATE SET window_state = excluded.window_state`,
    [...named(kept!), kept!.map(({ state }) => JSON.stringify(state))],
  );
}
