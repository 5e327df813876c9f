import type { Position } from '#event-sourcing';
import { deriveId } from '#platform';
import type { Run } from '../../domain/hit-runs.ts';
import { isOfCode, type Rule, referenceTo } from '../../domain/rule.ts';
import { sentenceOf } from '../../domain/sentence.ts';
import type { HitRun } from './query.ts';

/** In the log, of the observation at which a rule was found to hold, and that one’s id. */
export interface FoundAt {
  readonly position: Position;
  readonly seen: string;
}

/** What there is of a run, as those who make cases read it. */
export function hitRunOf({ first, evidence, lastAt, sequel, place }: Run<FoundAt>): HitRun {
  const { rule, key, observation } = first;
  return {
    id: deriveId('hit', rule.name, String(rule.version), ...key, observation.id),
    position: place.position,
    completedBy: place.seen,
    rule: referenceTo(rule),
    level: rule.level,
    article: rule.article,
    sentence: sentenceOf(first),
    key,
    isOfCode: isOfCode(rule),
    userCode: observation.userCode,
    network: observation.network,
    beganAt: new Date(first.first).toISOString(),
    firstAt: new Date(first.at).toISOString(),
    lastAt: new Date(lastAt).toISOString(),
    attempts: observation.count + sequel,
    sequel,
    evidence,
    sufficient: isMoreThanUsual(rule) ? null : first.evidence.length,
    alsaceMoselleOnly: first.alsaceMoselleOnly,
  };
}

/** The same as a row. */
export function hitRow(run: Run<FoundAt>) {
  const told = hitRunOf(run);
  return {
    id: told.id,
    position: told.position,
    completed_by: told.completedBy,
    rule: told.rule,
    rule_name: told.rule.id,
    level: told.level,
    article: told.article,
    sentence: told.sentence,
    key: JSON.stringify(told.key),
    is_of_code: told.isOfCode,
    user_code: told.userCode,
    network: told.network,
    began_at: told.beganAt,
    first_at: told.firstAt,
    last_at: told.lastAt,
    hits: run.hits,
    attempts: told.attempts,
    sequel: told.sequel,
    evidence: JSON.stringify(told.evidence),
    sufficient: told.sufficient,
    alsace_moselle_only: told.alsaceMoselleOnly,
  };
}

/** A whole day’s attempts make it: of these no few suffice. */
const isMoreThanUsual = (rule: Rule): boolean => 'baseline' in rule && rule.baseline !== null;
