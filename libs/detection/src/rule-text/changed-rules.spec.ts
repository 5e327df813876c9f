import { Engine } from '../domain/engine.ts';
import { activeRules, changedRules, UNCHANGED } from './changed-rules.ts';
import { defaultRuleFiles, rulesOf } from './rule-files.ts';

const files = defaultRuleFiles();
const namesOfGenerating = (rules: readonly { name: string; generates: boolean }[]) =>
  rules.filter(({ generates }) => generates).map(({ name }) => name);
const asTheyCame = namesOfGenerating(rulesOf(files));

describe('R19: a rule with a threshold of ours, after a release', () => {
  const probing = (change: (text: string) => string) => {
    const released = files.map(({ name, text }) => ({
      name,
      text: name === 'probing.yml' ? change(text) : text,
    }));
    const changes = { probing: { threshold: 40, version: 3, isRetired: false } };
    return changedRules(released, changes).find(({ name }) => name === 'probing');
  };

  it('that leaves it alone: it is what was activated', () =>
    expect(probing((text) => text)).toMatchObject({ version: 3, bounds: { gte: 40 } }));

  it.each([
    ['{ least: 5, most: 30 }', 30],
    ['{ least: 10, most: 30 }', 30],
    ['{ least: 5, most: 10 }', 10],
  ])('that narrows its bounds to %s: %i', (range, threshold) =>
    expect(probing((text) => text.replace('{ least: 5, most: 50 }', range))).toMatchObject({
      bounds: { gte: threshold },
    }),
  );

  it('that leaves no choice any more: its own', () =>
    expect(probing((text) => text.replace(/ +range: .*\n/, ''))).toMatchObject({
      version: 1,
      bounds: { gte: 10 },
    }));

  it.each([
    [2, 3],
    [3, 4],
    [7, 8],
  ])('that is version %i: %i, which neither had before', (released, version) =>
    expect(probing((text) => text.replace('greffe:', `greffe:\n  version: ${released}`))).toMatchObject({
      version,
      bounds: { gte: 40 },
    }),
  );
});

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
