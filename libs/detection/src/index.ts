import type { Context } from '#event-sourcing';
import { DetectionModule } from './detection.module.ts';
import { ruleEventTypes } from './domain/rule-change.ts';
import { DetectionProjection } from './read-models/detection/projection.ts';
import { defaultRuleFiles } from './rule-text/rule-files.ts';

export const detection: Context = {
  name: 'detection',
  module: DetectionModule,
  eventTypes: ruleEventTypes,
  projections: [new DetectionProjection(defaultRuleFiles())],
};

export { type CaseOutcomes, NO_CASES, RuleCases } from './case-outcomes.ts';
export { ActivateRule } from './commands/activate-rule.ts';
export { RetireRule } from './commands/retire-rule.ts';
export { DetectionModule } from './detection.module.ts';
export { Engine, type Hit } from './domain/engine.ts';
export type { Category, Observation } from './domain/observation.ts';
export { type Level, levels, type Rule, type RuleReference, referenceTo } from './domain/rule.ts';
export type { RuleEvent } from './domain/rule-change.ts';
export { sentenceOf } from './domain/sentence.ts';
export { type HitRun, HitsQuery } from './read-models/detection/query.ts';
export { type ReplayRequest, RuleReplays } from './replay/rule-replays.ts';
export { BadRules, defaultRuleFiles, ruleFilesIn, rulesOf } from './rule-text/rule-files.ts';
