import type { Category, Observation, ValueField } from './observation.ts';
import type { ParisHour } from './paris-clock.ts';
import type { Timespan } from './timespan.ts';

/** Sigma’s five. */
export const levels = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type Level = (typeof levels)[number];

/** An observation, with the hour in Paris, which is only looked up when a rule asks for it. */
export interface Moment {
  readonly observation: Observation;
  hour(): ParisHour;
}

export const comparisons = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;
type Comparison = (typeof comparisons)[number];

/** A count that satisfies them all: `{ gte: 5 }`. */
export type Bounds = Readonly<Partial<Record<Comparison, number>>>;

/** What an officer may set a threshold to, both included. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

interface Described {
  /** What other rules, cases and people call it by. Never change it: cases go by it. */
  readonly name: string;
  readonly title: string;
  /** What it finds, in a French sentence that may name `{threshold}` and `{timespan}`; null where nothing says it. */
  readonly description: string | null;
  readonly level: Level;
  /** Raise it with every change of meaning. 1 where the document does not say. */
  readonly version: number;
  /** The article of the amendment that it serves; null for rules of others. */
  readonly article: string | null;
  /** French, explains a hit by its own numbers (`sentence.ts`); null for rules of others. */
  readonly sentence: string | null;
  /** Where its numbers come from, in French; null where nothing says it. */
  readonly basis: string | null;
  /** It makes hits of its own, and is not only there for others to name. */
  readonly generates: boolean;
  /** SHA-256, in hexadecimal, of the text of the documents that say it. */
  readonly hash: string;
}

/** Sigma rule: a single observation. */
export interface EventRule extends Described {
  readonly kind: 'event';
  readonly category: Category;
  readonly selects: (moment: Moment) => boolean;
}

/** Sigma correlation rules 2.1: what several of them have in common within a sliding window. */
interface CorrelationRule extends Described {
  /** Names of the rules that feed it. */
  readonly rules: readonly string[];
  readonly groupBy: readonly ValueField[];
  readonly timespan: Timespan;
}

/** So many observations. */
export interface EventCountRule extends CorrelationRule {
  readonly kind: 'event_count';
  readonly bounds: Bounds;
  readonly range: Range | null;
  /** What empties the window of its group: names of rules. */
  readonly reset: readonly string[];
  /** Counts by day in Paris instead, and asks for more than is usual for the group: mean and standard deviations of so many days. */
  readonly baseline: Baseline | null;
}

export interface Baseline {
  readonly days: number;
  readonly deviations: number;
}

/** So many different values of a field. */
export interface ValueCountRule extends CorrelationRule {
  readonly kind: 'value_count';
  readonly field: ValueField;
  readonly bounds: Bounds;
  readonly range: Range | null;
  /** What takes back the value that the same session brought: names of rules. A session counts until it is closed. */
  readonly reset: readonly string[];
}

/** Each of the rules: in any order, or in the order named. */
export interface TemporalRule extends CorrelationRule {
  readonly kind: 'temporal' | 'temporal_ordered';
}

/** The first of the rules, and not the second within the timespan after it: told when that has passed, never before. */
export interface AbsenceRule extends CorrelationRule {
  readonly kind: 'absence';
}

export type Rule = EventRule | EventCountRule | ValueCountRule | TemporalRule | AbsenceRule;
export type Correlation = Exclude<Rule, EventRule>;

/** Names of the rules that it hears of: those that feed it, then those that reset it. */
export const sourcesOf = (rule: Rule): readonly string[] =>
  rule.kind === 'event' ? [] : [...rule.rules, ...('reset' in rule ? rule.reset : [])];

/** What it finds is about one code, and not about what comes from one network. */
export const isOfCode = (rule: Rule): boolean => rule.kind === 'event' || rule.groupBy.includes('userCode');

/** A rule as a case keeps it: which one, in which wording, with a hash of exactly what it said. */
export interface RuleReference {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly hash: string;
}

export const referenceTo = ({ name, version, title, hash }: Rule): RuleReference => ({
  id: name,
  version,
  title,
  hash,
});

/** What the windows of a rule hold: those of another of the same shape serve it, whatever its threshold and words. */
const shapeOf = (rule: Correlation): string =>
  JSON.stringify([
    rule.kind,
    rule.rules,
    rule.groupBy,
    rule.timespan.text,
    'field' in rule && rule.field,
    'reset' in rule && rule.reset,
    'baseline' in rule && rule.baseline,
  ]);

/** By the names of the rules. */
export const shapesOf = (rules: readonly Rule[]): Readonly<Record<string, string>> =>
  Object.fromEntries(rules.flatMap((rule) => (rule.kind === 'event' ? [] : [[rule.name, shapeOf(rule)]])));

/** Whether a count satisfies them all. */
export const isWithin = (count: number, bounds: Bounds): boolean =>
  (bounds.gte === undefined || count >= bounds.gte) &&
  (bounds.gt === undefined || count > bounds.gt) &&
  (bounds.lte === undefined || count <= bounds.lte) &&
  (bounds.lt === undefined || count < bounds.lt) &&
  (bounds.eq === undefined || count === bounds.eq) &&
  (bounds.neq === undefined || count !== bounds.neq);

/** The least count at which it holds. */
export const thresholdOf = ({ bounds: { gte, gt, eq } }: { readonly bounds: Bounds }): number =>
  gte ?? eq ?? (gt ?? -1) + 1;

/** From which count on nothing changes any more: a window need not hold more. */
export const saturationOf = (bounds: Bounds): number =>
  Math.max(
    1,
    ...Object.entries(bounds).map(([comparison, value]) => (comparison === 'gte' ? value : value + 1)),
  );
