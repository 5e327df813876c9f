import fc from 'fast-check';
import type { Sql } from '#platform';
import { type TestLog, testLog } from '../../../../../test/support/test-log.ts';
import { observation } from '../../domain/engine.fixture.ts';
import { Engine } from '../../domain/engine.ts';
import type { Observation } from '../../domain/observation.ts';
import { defaultRuleFiles, rulesOf } from '../../rule-text/rule-files.ts';
import { engineTables, StoredEngine } from './stored-engine.ts';

const SNAPSHOT_EVERY = 10;
const START = Date.parse('2026-11-23T09:00:00.000Z');
const rules = rulesOf(defaultRuleFiles());
const stored = (present = rules) => new StoredEngine(() => present, SNAPSHOT_EVERY);

let log: TestLog;
beforeAll(async () => {
  log = await testLog({});
});
afterAll(() => log.drop());

/** Has `work` done on tables that are empty, of which nothing is left. */
const onTables = (work: (sql: Sql) => Promise<void>) =>
  log.database.transaction(async (sql) => {
    await sql.query(`CREATE SCHEMA kept; SET LOCAL search_path TO kept; ${engineTables}`);
    await work(sql);
    await sql.query('DROP SCHEMA kept CASCADE; SET LOCAL search_path TO public');
  });

const hitsIn = (engine: Pick<Engine, 'observe'>, observations: readonly Observation[]) =>
  observations.flatMap((one) =>
    engine.observe(one).map(({ rule, key, evidence }) => [rule.name, key, evidence]),
  );

const attempts = fc
  .array(
    fc.record({
      gap: fc.constantFrom(0, 10_000, 120_000, 3_600_000, 90_000_000),
      userCode: fc.constantFrom('A000001', 'A000002', 'A000003'),
      network: fc.integer({ min: 1, max: 30 }).map((number) => `192.0.2.${number}`),
      outcome: fc.constantFrom('wrong-password', 'success', 'blocked'),
    }),
    { minLength: 5, maxLength: 120 },
  )
  .map((all) => {
    let at = START;
    return all.map(({ gap, ...attempt }) => {
      at += gap;
      return observation({ ...attempt, at: new Date(at).toISOString() });
    });
  });

it('finds what the engine does, whenever another process goes on with it', async () => {
  const batches = fc.array(fc.record({ size: fc.integer({ min: 1, max: 25 }), isOthers: fc.boolean() }), {
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(attempts, batches, async (observations, sizes) => {
      await onTables(async (sql) => {
        let at = stored();
        const found: unknown[] = [];
        for (let from = 0, batch = 0; from < observations.length; batch++) {
          const { size, isOthers } = sizes[batch % sizes.length]!;
          const some = observations.slice(from, from + size);
          if (isOthers) at = stored();
          found.push(...(await at.observe(sql, some, (engine) => hitsIn(engine, some))));
          from += size;
        }
        expect(found).toEqual(hitsIn(new Engine(rules), observations));
      });
    }),
    { numRuns: 40 },
  );
});

it('stores what has changed, and all anew before it is stored thrice', async () => {
  const from = (network: number, index: number) =>
    observation({
      at: new Date(START + index * 1000).toISOString(),
      outcome: 'wrong-password',
      network: `10.0.${network}.1`,
    });
  await onTables(async (sql) => {
    const at = stored();
    const counts: number[] = [];
    for (let snapshot = 0; snapshot < 12; snapshot++) {
      const some = Array.from({ length: SNAPSHOT_EVERY }, (_, index) =>
        // The first open many windows, the others come back to a few.
        from(snapshot < 6 ? snapshot * SNAPSHOT_EVERY + index : index, snapshot * SNAPSHOT_EVERY + index),
      );
      const open = await at.observe(sql, some, (engine) => {
        for (const one of some) engine.observe(one);
        return engine.openWindows;
      });
      const { rows } = await sql.query<{ windows: string }>('SELECT windows FROM windows');
      const kept = rows.flatMap(({ windows }) => JSON.parse(windows));
      expect(kept.length).toBeGreaterThanOrEqual(open);
      expect(kept.length).toBeLessThanOrEqual(2 * open);
      counts.push(kept.length);
    }
    expect(Math.min(...counts.slice(6))).toBeLessThan(Math.max(...counts.slice(6)));
  });
});

it('brings back no window of a rule that is of another shape now', async () => {
  const [first, ...more] = Array.from({ length: 3 * SNAPSHOT_EVERY }, (_, index) =>
    observation({ at: new Date(START + index * 1000).toISOString(), userCode: `A00000${index % 10}` }),
  );
  const other = rules.map((rule) =>
    rule.name === 'shared-code' && rule.kind === 'value_count'
      ? { ...rule, field: 'userAgent' as const }
      : rule,
  );
  const windowsOf = async (sql: Sql) => {
    const { rows } = await sql.query<{ windows: string }>('SELECT windows FROM windows');
    const all = rows.flatMap(({ windows }) => JSON.parse(windows) as { rule: string; key: string }[]);
    return all.filter(({ rule }) => rule === 'shared-code').map(({ key }) => key);
  };
  await onTables(async (sql) => {
    const observe = (engine: StoredEngine, some: readonly Observation[]) =>
      engine.observe(sql, some, (at) => hitsIn(at, some));
    await observe(stored(), [first!, ...more.slice(0, SNAPSHOT_EVERY)]);
    expect(await windowsOf(sql)).toHaveLength(10);
    await observe(stored(other), more.slice(0, 1).concat(Array(SNAPSHOT_EVERY - 1).fill(first)));
    expect((await windowsOf(sql)).toSorted()).toEqual(['A000000', 'A000001']);
  });
});
