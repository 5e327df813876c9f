import { valueFields } from '../domain/observation.ts';
import {
  type Baseline,
  type Bounds,
  type Comparison,
  type Correlation,
  comparisons,
  type Range,
} from '../domain/rule.ts';
import { parseTimespan } from '../domain/timespan.ts';
import type { Described } from './parse-rules.ts';
import type { RuleDocument } from './rule-document.ts';

const TYPES = ['event_count', 'value_count', 'temporal', 'temporal_ordered'] as const;
const KEYS = ['type', 'rules', 'group-by', 'timespan', 'condition'];
/** Of an absence: `delivered and not activated`. */
const ABSENCE = /^(\S+)\s+and\s+not\s+(\S+)$/i;
/** A window holds as many observations: a threshold is what an officer can look at. */
const MOST_COUNTED = 1000;

/** `correlation` of a Sigma document, as far as Greffe knows it. */
export function parseCorrelation(document: RuleDocument, described: Described): Correlation | undefined {
  document.keys(['correlation'], KEYS);
  const type = document.oneOf(['correlation', 'type'], TYPES);
  const rules = document.strings(['correlation', 'rules']);
  const groupBy = fieldsAt(document, 'group-by');
  const timespan = parseTimespan(document.string(['correlation', 'timespan']) ?? '1s');
  if (timespan === null) {
    return document.fail(['correlation', 'timespan'], 'une durée est attendue, comme 90s, 10m, 1h ou 30d');
  }
  if (!type || !rules || !groupBy) return undefined;
  const common = { ...described, rules, groupBy, timespan };
  if (type === 'event_count') {
    const bounds = boundsOf(document, ['condition']);
    return (
      bounds && { ...common, kind: type, bounds, ...extensionsOf(document), baseline: baselineOf(document) }
    );
  }
  if (type === 'value_count') {
    const field = document.oneOf(['correlation', 'condition', 'field'], valueFields);
    const bounds = boundsOf(document, ['condition']);
    return field && bounds && { ...common, kind: type, field, bounds, ...extensionsOf(document) };
  }
  if (rules.length < 2) return document.fail(['correlation', 'rules'], 'il en faut deux au moins');
  if (!document.has(['correlation', 'condition'])) return { ...common, kind: type };
  return absence(document, type, rules) && { ...common, kind: 'absence' };
}

/** Sigma 2.2 lets a temporal correlation have a condition; of those Greffe knows this one. */
function absence(document: RuleDocument, type: string, rules: readonly string[]): true | undefined {
  const condition = document.string(['correlation', 'condition']) ?? '';
  const [, first, second] = ABSENCE.exec(condition) ?? [];
  if (type === 'temporal' && rules.length === 2 && first === rules[0] && second === rules[1]) return true;
  return document.fail(
    ['correlation', 'condition'],
    `de « temporal », avec deux règles, est attendu : ${rules[0]} and not ${rules[1]}`,
  );
}

function boundsOf(document: RuleDocument, [key]: readonly [string]): Bounds | undefined {
  const at = ['correlation', key] as const;
  document.keys(at, [...comparisons, 'field']);
  const given = Object.keys(document.map(at) ?? {}).filter((name): name is Comparison =>
    comparisons.includes(name as Comparison),
  );
  if (given.length === 0) return document.fail(at, `il manque une comparaison : ${comparisons.join(', ')}`);
  const entries = given.map((name) => [name, document.whole([...at, name])] as const);
  if (entries.some(([, value]) => value === undefined)) return undefined;
  if (entries.some(([, value]) => value! > MOST_COUNTED))
    return document.fail(at, `on compte jusqu’à ${MOST_COUNTED} au plus`);
  return Object.fromEntries(entries) as Bounds;
}

function extensionsOf(document: RuleDocument): { range: Range | null; reset: readonly string[] } {
  const reset = document.has(['greffe', 'reset']) ? (document.strings(['greffe', 'reset']) ?? []) : [];
  if (!document.has(['greffe', 'range'])) return { range: null, reset };
  const [least, most] = ['least', 'most'].map((key) => document.whole(['greffe', 'range', key], 1));
  return { range: least === undefined || most === undefined ? null : { least, most }, reset };
}

function baselineOf(document: RuleDocument): Baseline | null {
  if (!document.has(['greffe', 'baseline'])) return null;
  const days = document.whole(['greffe', 'baseline', 'days'], 2);
  const deviations = document.whole(['greffe', 'baseline', 'deviations'], 1);
  return days === undefined || deviations === undefined ? null : { days, deviations };
}

function fieldsAt(document: RuleDocument, key: string) {
  const named = document.strings(['correlation', key]);
  const known = valueFields.filter((field) => named?.includes(field));
  if (!named || known.length === named.length) return named && known;
  return document.fail(['correlation', key], `champs possibles : ${valueFields.join(', ')}`);
}
