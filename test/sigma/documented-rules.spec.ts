import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultRuleFiles, type Rule, rulesOf } from '#detection';

const text = readFileSync(join(import.meta.dirname, '../../docs/detection.md'), 'utf8');
const documented = text
  .slice(text.indexOf('## The default set'))
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, name, title, by, threshold, within, range, basis]) => ({
    name,
    title,
    by,
    threshold,
    within,
    range,
    basis,
  }));

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ') || '—';
function thresholdOf(rule: Rule): string {
  if (!('bounds' in rule)) return '—';
  return ['≥', rule.bounds.gte, ...('field' in rule ? [code([rule.field])] : [])].join(' ');
}

it('docs/detection.md tells the numbers that the default set has', () =>
  expect(documented).toEqual(
    rulesOf(defaultRuleFiles())
      .filter(({ generates }) => generates)
      .map((rule) => ({
        name: code([rule.name]),
        title: rule.title,
        by: 'groupBy' in rule ? code(rule.groupBy) : '—',
        threshold: thresholdOf(rule),
        within: 'timespan' in rule ? rule.timespan.text : '—',
        range: 'range' in rule && rule.range ? `${rule.range.least}–${rule.range.most}` : '—',
        basis: rule.basis,
      })),
  ));
