import type { Context } from '#event-sourcing';
import { ruleActs } from './acts.ts';
import { DetectionModule } from './detection.module.ts';
import { ruleEventTypes } from './domain/rule-change.ts';
import { DetectionProjection } from './read-models/detection/projection.ts';
import { defaultRuleFiles } from './rule-text/rule-files.ts';

export const detectionProjection = new DetectionProjection(defaultRuleFiles());

export const detection: Context = {
  name: 'detection',
  module: DetectionModule,
  eventTypes: ruleEventTypes,
  acts: ruleActs,
  projections: [detectionProjection],
};

export { type CaseOutcomes, NO_CASES, RuleCases } from './case-outcomes.ts';
export { ActivateRule } from './commands/activate-rule.ts';
export { DetectionModule } from './detection.module.ts';
export { Engine } from './domain/engine.ts';
export type { Run } from './domain/hit-runs.ts';
export type { Observation } from './domain/observation.ts';
export { type Level, levels, type Rule, type RuleReference } from './domain/rule.ts';
export { sentenceOf } from './domain/sentence.ts';
export { type FormatName, formats } from './formats/formats.ts';
export { linesOf } from './formats/lines.ts';
export type { Lines } from './formats/log-format.ts';
export { type Surveilled, surveil } from './formats/surveil.ts';
export { AttemptImport, type ImportFormat, importFormats, NoAttempts } from './import/attempt-import.ts';
export { observationOfAttempt } from './read-models/detection/observe.ts';
export { PresentRules } from './read-models/detection/present-rules.ts';
export type { DetectionProjection } from './read-models/detection/projection.ts';
export { type HitRun, HitsQuery } from './read-models/detection/query.ts';
export { replay, type Side, without } from './replay/replay.ts';
export { RuleReplays } from './replay/rule-replays.ts';
export { UsesAfterDeparture } from './replay/uses-after-departure.ts';
export { parseRules, type RuleFile } from './rule-text/parse-rules.ts';
export { problemText } from './rule-text/rule-document.ts';
export {
  BadRules,
  buildingBlocks,
  defaultRuleFiles,
  foreignRuleFiles,
  ruleFilesIn,
  rulesOf,
} from './rule-text/rule-files.ts';
