import type { EventCountRule, Rule, ValueCountRule } from '../domain/rule.ts';
import { mustBeWithin } from '../domain/rule-change.ts';
import type { PresentRules } from '../read-models/detection/present-rules.ts';
import { changedRules, textOf, withThreshold } from '../rule-text/changed-rules.ts';

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
  presentRules.mustHave(name);
  const { files } = presentRules;
  const changes = await presentRules.changes();
  const rules = changedRules(files, changes);
  const found = rules.find((rule) => rule.name === name)!;
  mustBeWithin(threshold, 'range' in found ? found.range : null);
  const present = found as CountingRule;
  const version = present.version + 1;
  const text = withThreshold(textOf(files, name)!, threshold, version);
  const draftRules = changedRules(files, { ...changes, [name]: { threshold, version, isRetired: false } });
  const draft = draftRules.find((rule) => rule.name === name) as CountingRule;
  return { present, draft, text, rules, draftRules };
}
