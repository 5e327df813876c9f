import { Engine } from '../domain/engine.ts';
import { activeRules, changedRules, UNCHANGED } from './changed-rules.ts';
import { defaultRuleFiles, rulesOf } from './rule-files.ts';

const files = defaultRuleFiles();
const namesOfGenerating = (rules: readonly { name: string; generates: boolean }[]) =>
  rules.filter(({ generates }) => generates).map(({ name }) => name);
const asTheyCame = namesOfGenerating(rulesOf(files));

describe('R19: a rule that is retired', () => {
  it.each(asTheyCame)('%s: finds nothing, and what it rests on finds nothing in its place', (retired) => {
    const active = activeRules(files, { [retired]: { ...UNCHANGED, isRetired: true } });
    expect(namesOfGenerating(active)).toEqual(asTheyCame.filter((name) => name !== retired));
    expect(() => new Engine(active)).not.toThrow();
  });

  it('is as it was activated last', () => {
    const changes = { probing: { threshold: 20, version: 2, isRetired: true } };
    const probing = changedRules(files, changes).find(({ name }) => name === 'probing');
    expect(probing).toMatchObject({ version: 2, bounds: { gte: 20 } });
  });
});
