import type { Position } from '#event-sourcing';
import { deriveId, policy } from '#platform';
import type { Hit } from '../../domain/engine.ts';
import { sentenceOf } from '../../domain/sentence.ts';

const QUIET_MS = policy.anomalyQuietMinutes * 60_000;
/** Observations that a run names; the journal has the others. */
const MOST_EVIDENCE = 100;

/** Hits of one rule on one group, without a quiet period between: what there is of them in one batch of the log. */
interface Run {
  readonly first: Hit;
  /** Ids of the observations that make it. */
  readonly evidence: string[];
  lastAt: number;
  hits: number;
  /** Attempts that completed the hits after the first. */
  sequel: number;
  /** In the log, of the observation that completed the last of them. */
  position: Position;
  completedBy: string;
}

/** Gathers the hits of a batch, so that an attack of a million attempts is a row in each. */
export class HitRuns {
  readonly #latest = new Map<string, Run>();
  readonly #all: Run[] = [];

  /** `position` and `seen` are those of the observation at which the rule was found to hold. */
  add(hit: Hit, position: Position, seen: string): void {
    const group = JSON.stringify([hit.rule.name, ...hit.key]);
    const run = this.#latest.get(group);
    if (run && Math.abs(hit.at - run.lastAt) <= QUIET_MS) {
      run.lastAt = Math.max(run.lastAt, hit.at);
      run.hits++;
      run.sequel += hit.observation.count;
      if (run.evidence.length < MOST_EVIDENCE) run.evidence.push(hit.observation.id);
      Object.assign(run, { position, completedBy: seen });
      return;
    }
    const begun = {
      ...{ first: hit, lastAt: hit.at, hits: 1, position, completedBy: seen },
      evidence: hit.evidence.slice(-MOST_EVIDENCE),
      sequel: 0,
    };
    this.#latest.set(group, begun);
    this.#all.push(begun);
  }

  rows() {
    return this.#all.map(({ first, evidence, lastAt, hits, sequel, position, completedBy }) => {
      const { rule, key, observation } = first;
      return {
        id: deriveId('hit', rule.name, String(rule.version), ...key, observation.id),
        position,
        completed_by: completedBy,
        rule: { id: rule.name, version: rule.version, title: rule.title, hash: rule.hash },
        rule_name: rule.name,
        level: rule.level,
        article: rule.article,
        sentence: sentenceOf(first),
        key: JSON.stringify(key),
        is_of_code: rule.kind === 'event' || rule.groupBy.includes('userCode'),
        user_code: observation.userCode,
        network: observation.network,
        began_at: new Date(first.first).toISOString(),
        first_at: new Date(first.at).toISOString(),
        last_at: new Date(lastAt).toISOString(),
        hits,
        attempts: observation.count + sequel,
        sequel,
        evidence: JSON.stringify(evidence),
        alsace_moselle_only: first.alsaceMoselleOnly,
      };
    });
  }
}
