import { type ValueField, valueFields } from '../domain/observation.ts';
import { type Baseline, type Bounds, type Correlation, comparisons, type Range } from '../domain/rule.ts';
import { parseTimespan, type Timespan } from '../domain/timespan.ts';
import type { RuleDocument } from './rule-document.ts';
import type { BodyOf } from './rule-parts.ts';

const TYPES = ['event_count', 'value_count', 'temporal', 'temporal_ordered'] as const;
const CONDITION = ['correlation', 'condition'];
const KEYS = ['type', 'rules', 'group-by', 'timespan', 'condition'];
/** Of an absence: `delivered and not activated`. */
const ABSENCE = /^(\S+)\s+and\s+not\s+(\S+)$/i;
/** A window holds as many observations: a threshold is what an officer can look at. */
const MOST_COUNTED = 1000;

/** `correlation` of a Sigma document, as far as Greffe knows it. */
export function parseCorrelation(document: RuleDocument): BodyOf<Correlation> | undefined {
  document.keys(['correlation'], KEYS);
  const type = document.oneOf(['correlation', 'type'], TYPES);
  const rules = document.strings(['correlation', 'rules']);
  const groupBy = groupByOf(document);
  const timespan = timespanOf(document);
  const common = rules && groupBy && timespan && { rules, groupBy, timespan };
  if (type === 'event_count') {
    const bounds = boundsOf(document);
    const extensions = { ...extensionsOf(document, bounds), baseline: baselineOf(document) };
    return common && bounds && { ...common, kind: type, bounds, ...extensions };
  }
  if (type === 'value_count') {
    const bounds = boundsOf(document);
    const extensions = extensionsOf(document, bounds);
    const field = bounds && document.oneOf([...CONDITION, 'field'], valueFields);
    return common && field && { ...common, kind: type, field, bounds, ...extensions };
  }
  if (!type || !rules) return undefined;
  if (rules.length < 2) return document.fail(['correlation', 'rules'], 'il en faut deux au moins');
  const isAbsence = document.has(CONDITION);
  if (isAbsence && !saysAbsence(document, type, rules)) return undefined;
  return common && { ...common, kind: isAbsence ? 'absence' : type };
}

/** Sigma 2.2 lets a temporal correlation have a condition; of those Greffe knows this one. */
function saysAbsence(document: RuleDocument, type: string, rules: readonly string[]): boolean {
  const [, first, second] = ABSENCE.exec(document.textOrNull(CONDITION) ?? '') ?? [];
  if (type === 'temporal' && rules.length === 2 && first === rules[0] && second === rules[1]) return true;
  document.fail(
    CONDITION,
    `de « temporal », avec deux règles, est attendu : ${rules[0]} and not ${rules[1]}`,
  );
  return false;
}

function timespanOf(document: RuleDocument): Timespan | undefined {
  const path = ['correlation', 'timespan'];
  const timespan = parseTimespan(document.textOrNull(path) ?? '');
  return timespan ?? document.fail(path, 'une durée est attendue, comme 90s, 10m, 1h ou 30d');
}

function boundsOf(document: RuleDocument): Bounds | undefined {
  if (!document.keys(CONDITION, [...comparisons, 'field'])) return undefined;
  const given = comparisons.filter((name) => document.has([...CONDITION, name]));
  if (given.length === 0)
    return document.fail(CONDITION, `il manque une comparaison : ${comparisons.join(', ')}`);
  const entries = given.map((name) => [name, document.whole([...CONDITION, name])] as const);
  if (entries.some(([, value]) => value === undefined)) return undefined;
  if (entries.some(([, value]) => value! > MOST_COUNTED))
    return document.fail(CONDITION, `on compte jusqu’à ${MOST_COUNTED} au plus`);
  return Object.fromEntries(entries) as Bounds;
}

function extensionsOf(
  document: RuleDocument,
  bounds: Bounds | undefined,
): { range: Range | null; reset: readonly string[] } {
  const reset = document.has(['greffe', 'reset']) ? (document.strings(['greffe', 'reset']) ?? []) : [];
  return { range: document.has(['greffe', 'range']) ? rangeOf(document, bounds) : null, reset };
}

function rangeOf(document: RuleDocument, bounds: Bounds | undefined): Range | null {
  const at = ['greffe', 'range'] as const;
  if (!document.keys(at, ['least', 'most'])) return null;
  const [least, most] = ['least', 'most'].map((key) => document.whole([...at, key], 1));
  if (least === undefined || most === undefined) return null;
  const threshold = bounds && (bounds.gte ?? bounds.gt ?? bounds.eq ?? Number.NaN);
  if (threshold !== undefined && !(threshold >= least && threshold <= most))
    document.fail(at, `le seuil doit être entre ${least} et ${most}`);
  return { least, most };
}

function baselineOf(document: RuleDocument): Baseline | null {
  if (!document.has(['greffe', 'baseline'])) return null;
  const days = document.whole(['greffe', 'baseline', 'days'], 2);
  const deviations = document.whole(['greffe', 'baseline', 'deviations'], 1);
  return days === undefined || deviations === undefined ? null : { days, deviations };
}

function groupByOf(document: RuleDocument): readonly ValueField[] | undefined {
  const path = ['correlation', 'group-by'];
  const named = document.strings(path);
  const known = valueFields.filter((field) => named?.includes(field));
  if (!named || known.length === named.length) return named && known;
  return document.fail(path, `champs possibles : ${valueFields.join(', ')}`);
}
