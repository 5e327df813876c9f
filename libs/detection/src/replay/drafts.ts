import { conflict, invalid, notFound } from '#platform';
import type { EventCountRule, Rule, ValueCountRule } from '../domain/rule.ts';
import type { PresentRules } from '../read-models/detection/present-rules.ts';
import { changedRules, textOf, UNCHANGED, withThreshold } from '../rule-text/changed-rules.ts';
import { defaultRuleFiles } from '../rule-text/rule-files.ts';

type CountingRule = EventCountRule | ValueCountRule;

/** A rule as it is and as it would be, each among all the others. */
export interface Draft {
  readonly present: CountingRule;
  readonly draft: CountingRule;
  /** Its YAML document. */
  readonly text: string;
  readonly rules: readonly Rule[];
  readonly draftRules: readonly Rule[];
}

/**
 * The rule with another threshold, one version on. One that was retired is compared with what it said before.
 * @throws Refusal rule-not-found, rule-without-threshold, threshold-out-of-range
 */
export async function draftOf(presentRules: PresentRules, name: string, threshold: number): Promise<Draft> {
  const files = defaultRuleFiles();
  const original = presentRules.original.find((rule) => rule.name === name && rule.generates);
  if (!original) throw notFound('rule-not-found', 'Cette règle n’existe pas.');
  const changes = await presentRules.changes();
  const known = { ...changes, [name]: { ...(changes[name] ?? UNCHANGED), isRetired: false } };
  const rules = changedRules(files, known);
  const present = rules.find((rule) => rule.name === name)!;
  if (!isCounting(present) || present.range === null) {
    throw conflict('rule-without-threshold', 'Le seuil de cette règle ne se change pas.');
  }
  const { least, most } = present.range;
  if (threshold < least || threshold > most) {
    throw invalid('threshold-out-of-range', `Le seuil doit être compris entre ${least} et ${most}.`);
  }
  const version = present.version + 1;
  const text = withThreshold(textOf(files, name)!, threshold, version);
  const draftRules = changedRules(files, { ...known, [name]: { threshold, version, isRetired: false } });
  const draft = draftRules.find((rule) => rule.name === name) as CountingRule;
  return { present, draft, text, rules, draftRules };
}

const isCounting = (rule: Rule): rule is CountingRule =>
  rule.kind === 'event_count' || rule.kind === 'value_count';
