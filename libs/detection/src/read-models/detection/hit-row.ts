import type { Position } from '#event-sourcing';
import { deriveId } from '#platform';
import type { Run } from '../../domain/hit-runs.ts';
import { isOfCode, type Rule, referenceTo } from '../../domain/rule.ts';
import { sentenceOf } from '../../domain/sentence.ts';

/** In the log, of the observation at which a rule was found to hold, and that one’s id. */
export interface FoundAt {
  readonly position: Position;
  readonly seen: string;
}

/** What there is of a run in one batch of the log, as a row. */
export function hitRow({ first, evidence, lastAt, hits, sequel, place }: Run<FoundAt>) {
  const { rule, key, observation } = first;
  return {
    id: deriveId('hit', rule.name, String(rule.version), ...key, observation.id),
    position: place.position,
    completed_by: place.seen,
    rule: referenceTo(rule),
    rule_name: rule.name,
    level: rule.level,
    article: rule.article,
    sentence: sentenceOf(first),
    key: JSON.stringify(key),
    is_of_code: isOfCode(rule),
    user_code: observation.userCode,
    network: observation.network,
    began_at: new Date(first.first).toISOString(),
    first_at: new Date(first.at).toISOString(),
    last_at: new Date(lastAt).toISOString(),
    hits,
    attempts: observation.count + sequel,
    sequel,
    evidence: JSON.stringify(evidence),
    sufficient: isMoreThanUsual(rule) ? null : first.evidence.length,
    alsace_moselle_only: first.alsaceMoselleOnly,
  };
}

/** A whole day’s attempts make it: of these no few suffice. */
const isMoreThanUsual = (rule: Rule): boolean => 'baseline' in rule && rule.baseline !== null;
