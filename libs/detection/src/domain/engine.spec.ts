import fc from 'fast-check';
import { rulesOf } from '../rule-text/rule-files.ts';
import { observation } from './engine.fixture.ts';
import { Engine, type Hit } from './engine.ts';
import { naiveHits } from './naive-evaluation.fixture.ts';
import type { Observation } from './observation.ts';
import type { Correlation } from './rule.ts';

const MINUTE = 60_000;
const BASE = `
title: Failure
name: failure
logsource: { category: authentication }
detection: { selection: { outcome: wrong-password }, condition: selection }
---
title: Success
name: success
logsource: { category: authentication }
detection: { selection: { outcome: success }, condition: selection }
`;
const correlation = (type: string, rules: string, rest: string) =>
  rulesOf([
    {
      name: 'test.yml',
      text: `${BASE}---
title: Tested
name: tested
greffe: { reset: [${type.endsWith('_count') ? 'success' : ''}] }
correlation: { type: ${type}, rules: [${rules}], group-by: [userCode], timespan: 10m, ${rest} }
`.replace('greffe: { reset: [] }\n', ''),
    },
  ]);

const RULES = {
  'event_count gte': correlation('event_count', 'failure', 'condition: { gte: 4 }'),
  'event_count eq': correlation('event_count', 'failure', 'condition: { eq: 3 }'),
  'event_count range': correlation('event_count', 'failure', 'condition: { gt: 2, lte: 5 }'),
  value_count: correlation('value_count', 'failure', 'condition: { field: network, gte: 3 }'),
  temporal: correlation('temporal', 'failure, success', ''),
  temporal_ordered: correlation('temporal_ordered', 'failure, success', ''),
};

/** Some attempts on two codes from four networks, some at the same time, some late. */
const attempts = fc
  .array(
    fc.record({
      after: fc.constantFrom(0, 1, 2, 5, 10, 11, -1, -3, -12),
      outcome: fc.constantFrom('wrong-password', 'wrong-password', 'wrong-password', 'success', 'idle'),
      code: fc.constantFrom('A000001', 'A000002', null),
      network: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3', null),
      count: fc.constantFrom(1, 1, 1, 3),
    }),
    { maxLength: 60 },
  )
  .map((drawn) => {
    let at = Date.parse('2026-11-23T10:00:00Z');
    return drawn.map(({ after, code: userCode, ...other }) => {
      const own = at + after * MINUTE;
      at = Math.max(at, own);
      return { ...observation({ at: new Date(own).toISOString(), userCode, ...other }) };
    });
  });

const names = (hits: readonly Hit[]) =>
  hits.map(({ rule, key, count, observation: { id } }) => `${rule.name} ${key} ${count} ${id}`);

describe('The engine finds what looking at everything finds', () => {
  it.each(Object.entries(RULES))('%s', (_, rules) => {
    const tested = rules.find(({ name }) => name === 'tested') as Correlation;
    fc.assert(
      fc.property(attempts, (observations) => {
        const engine = new Engine(rules);
        const found = observations.map((one) => engine.observe(one).length > 0);
        expect(found).toEqual(naiveHits(tested, observations));
      }),
      { numRuns: 300 },
    );
  });
});

describe('The evidence of a hit is the smallest set of attempts that makes it', () => {
  const bySession = rulesOf([
    {
      name: 'test.yml',
      text: `${BASE}---
title: Sign-out
name: sign-out
logsource: { category: sign-out }
detection: { selection: { sessionId: '*' }, condition: selection }
---
title: Tested
name: tested
greffe: { reset: [sign-out] }
correlation: { type: value_count, rules: [failure], group-by: [userCode], timespan: 10m, condition: { field: network, gte: 2 } }
`,
    },
  ]);
  const nested = rulesOf([
    {
      name: 'test.yml',
      text: `${BASE}---
title: Several
name: several
correlation: { type: event_count, rules: [failure], group-by: [userCode], timespan: 10m, condition: { gte: 3 } }
---
title: Tested
name: tested
correlation: { type: temporal_ordered, rules: [several, success], group-by: [userCode], timespan: 10m }
`,
    },
  ]);
  const { 'event_count eq': _, ...monotone } = RULES;

  it.each(Object.entries({ ...monotone, bySession, nested }))(
    '%s: without any one of them it is none',
    (_, rules) => {
      const hitsAtTheEnd = (observations: readonly Observation[]) => {
        const engine = new Engine(rules);
        return observations.map((one) => engine.observe(one).length > 0).at(-1) ?? false;
      };
      fc.assert(
        fc.property(attempts, (drawn) => {
          const observations = drawn.map((one, index) => ({
            ...one,
            sessionId: `s${index % 7}`,
            // A rule that another one names always has what completed it among its evidence, were it one record too many.
            count: rules === nested ? 1 : one.count,
          }));
          const engine = new Engine(rules);
          for (const one of observations) {
            for (const { evidence } of engine.observe(one)) {
              const set = observations.filter(({ id }) => evidence.includes(id));
              // What came late may have had no part in what holds already.
              if (set.at(-1) !== one) continue;
              expect(hitsAtTheEnd(set)).toBe(true);
              for (const left of set.slice(0, -1)) {
                expect(hitsAtTheEnd(set.filter((other) => other !== left))).toBe(false);
              }
            }
          }
        }),
        { numRuns: 300 },
      );
    },
  );
});

describe('The engine, stopped and brought back anywhere', () => {
  const all = Object.entries(RULES).flatMap(([label, rules]) =>
    rules.filter(({ name }) => name === 'tested').map((rule) => ({ ...rule, name: label })),
  );
  const rules = [...RULES.temporal.filter(({ name }) => name !== 'tested'), ...all];

  it('gives the same hits, neither lost nor doubled', () => {
    const run = (observations: readonly Observation[], stops: ReadonlySet<number>) => {
      let engine = new Engine(rules);
      const stored: string[] = [];
      return observations.flatMap((one, index) => {
        if (stops.has(index)) {
          for (const change of engine.changes()) stored.push(JSON.stringify(change));
          const state = JSON.parse(JSON.stringify(engine.state));
          engine = new Engine(rules);
          engine.restore(
            state,
            stored.map((text) => JSON.parse(text)),
          );
        }
        return names(engine.observe(one));
      });
    };
    fc.assert(
      fc.property(attempts, fc.array(fc.nat(60)), (observations, stops) => {
        expect(run(observations, new Set(stops))).toEqual(run(observations, new Set()));
      }),
      { numRuns: 200 },
    );
  });
});

describe('What the engine remembers', () => {
  const open = (count: number, rules = RULES.value_count) => {
    const engine = new Engine(rules);
    for (let n = 0; n < count; n++) {
      engine.observe(
        observation({
          at: new Date(Date.parse('2026-11-23T10:00:00Z') + n * 1000).toISOString(),
          outcome: 'wrong-password',
          userCode: `A${n}`,
          network: `${n}`,
        }),
      );
    }
    return engine;
  };

  it('is what is open: groups whose time is over are given up', () => {
    // 600 codes were tried in the last ten minutes.
    expect(open(20_000).openWindows).toBeLessThan(2000);
  });

  it('of one attacked code is no more than its rule asks for', () => {
    const engine = new Engine(RULES['event_count gte']);
    for (let n = 0; n < 5000; n++)
      engine.observe(observation({ at: '2026-11-23T10:00:00Z', outcome: 'wrong-password' }));
    const [change] = [...engine.changes()];
    expect(JSON.stringify(change).length).toBeLessThan(400);
  });

  it('a slow attack is not lost in a flood of other codes', () => {
    const engine = new Engine(RULES['event_count gte']);
    const slow = () =>
      engine.observe(
        observation({ at: '2026-11-23T10:00:00Z', outcome: 'wrong-password', userCode: 'SLOW' }),
      );
    for (let n = 0; n < 3; n++) expect(slow()).toHaveLength(0);
    for (let n = 0; n < 20_000; n++)
      engine.observe(
        observation({ at: '2026-11-23T10:00:00Z', outcome: 'wrong-password', userCode: `F${n}` }),
      );
    expect(slow()).toHaveLength(1);
  });

  it('is not blinded by one clock that was years ahead', () => {
    const engine = new Engine(RULES['event_count gte']);
    const at = (instant: string) => engine.observe(observation({ at: instant, outcome: 'wrong-password' }));
    at('2099-01-01T00:00:00Z');
    const found = [0, 1, 2, 3].map((n) => at(`2026-11-23T10:0${n}:00Z`).length);
    expect(found).toEqual([0, 0, 0, 1]);
  });
});
