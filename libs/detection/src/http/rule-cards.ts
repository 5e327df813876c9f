import { Injectable } from '@nestjs/common';
import { CodeDirectory } from '#connections';
import { addDays, Clock, type Principal, parisDateOf, startOfDay } from '#platform';
import { NO_CASES, RuleCases } from '../case-outcomes.ts';
import { type Rule, thresholdOf } from '../domain/rule.ts';
import { descriptionOf } from '../domain/sentence.ts';
import { PresentRules } from '../read-models/detection/present-rules.ts';
import { isReplayable } from '../replay/replay.ts';
import { changedRules } from '../rule-text/changed-rules.ts';
import type { RuleCard } from './rule.view.ts';

const HITS_OF_DAYS = 30;

@Injectable()
export class RuleCards {
  constructor(
    private readonly rules: PresentRules,
    private readonly clock: Clock,
    private readonly cases: RuleCases,
    private readonly codes: CodeDirectory,
  ) {}

  /** Every rule that makes cases, those that were retired included, in French order of their titles. */
  async for({ organism }: Principal): Promise<RuleCard[]> {
    const since = startOfDay(addDays(parisDateOf(this.clock.now()), -HITS_OF_DAYS));
    const [changes, history, hits, outcomes] = await Promise.all([
      this.rules.changes(),
      this.rules.history(),
      this.cases.hitsFor(organism.id, since),
      this.cases.outcomesFor(organism.id),
    ]);
    const names = await this.codes.namesOf(history.map(({ by }) => by));
    const rules = changedRules(this.rules.files, changes);
    return rules
      .filter(({ generates }) => generates)
      .map((rule) => ({
        ...cardOf(rule),
        state: changes[rule.name]?.isRetired ? ('retired' as const) : ('active' as const),
        isReplayable: isReplayable({ rules, name: rule.name }),
        hits: hits.get(rule.name) ?? 0,
        cases: outcomes.get(rule.name) ?? NO_CASES,
        changes: history
          .filter((change) => change.rule === rule.name)
          .map(({ rule: _, by, ...change }) => ({ ...change, by: names.get(by) ?? by })),
      }))
      .sort((a, b) => a.title.localeCompare(b.title, 'fr'));
  }
}

const cardOf = (rule: Rule) => ({
  name: rule.name,
  title: rule.title,
  finds: descriptionOf(rule),
  level: rule.level,
  version: rule.version,
  article: rule.article,
  basis: rule.basis,
  threshold: 'bounds' in rule ? thresholdOf(rule) : null,
  range: 'range' in rule ? rule.range : null,
  hash: rule.hash,
});
