import { defaultRuleFiles, rulesOf } from '../rule-text/rule-files.ts';
import { allHits, observation } from './engine.fixture.ts';
import { HitRuns } from './hit-runs.ts';

const rules = rulesOf(defaultRuleFiles());

it('R19: at night on 26 December, what concerns Moselle and Alsace alone takes nothing from the others', () => {
  const runs = new HitRuns<null>();
  // 20:59 and 21:05 in Paris, then once more.
  for (const time of ['19:59', '20:05', '20:06'])
    for (const hit of allHits(rules, [observation({ at: `2025-12-26T${time}:00Z` })])) runs.add(hit, null);
  const told = runs.all.map(({ first, hits }) => [first.alsaceMoselleOnly, hits]);
  expect(told).toEqual([
    [true, 1],
    [false, 2],
  ]);
});
