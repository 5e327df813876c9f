import type { PassingAttempt } from '#connections';
import { policy } from '#platform';
import { Engine, type Hit } from '../domain/engine.ts';
import type { Observation } from '../domain/observation.ts';
import type { Rule } from '../domain/rule.ts';

const QUIET_MS = policy.anomalyQuietMinutes * 60_000;

/** A case as it would be: hits of one group that no quiet period separates. */
export interface ReplayedRun {
  readonly first: Hit;
  /** Of the first hit: whose the code is; null for an identifier that is none. */
  readonly organismId: string | null;
  readonly group: string;
  lastAt: number;
}

/** One rule, with those that feed it, on one attempt after the other: nothing is written anywhere. */
export class Replay {
  readonly #engine: Engine;
  readonly #latest = new Map<string, ReplayedRun>();
  readonly runs: ReplayedRun[] = [];

  /** @param from hits before it only show what was going on when the period began: milliseconds since 1970 */
  constructor(
    rules: readonly Rule[],
    private readonly name: string,
    private readonly from: number,
  ) {
    this.#engine = new Engine(withItsSources(rules, name));
  }

  observe(attempt: PassingAttempt): void {
    const observation = toObservation(attempt);
    for (const hit of this.#engine.observe(observation)) {
      if (hit.rule.name === this.name) this.add(hit, attempt.organismId);
    }
  }

  private add(hit: Hit, organismId: string | null): void {
    const group = hit.key.join('\u001f');
    const run = this.#latest.get(group);
    if (run && Math.abs(hit.at - run.lastAt) <= QUIET_MS) {
      run.lastAt = Math.max(run.lastAt, hit.at);
      return;
    }
    const begun = { first: hit, organismId, group, lastAt: hit.at };
    this.#latest.set(group, begun);
    if (hit.at >= this.from) this.runs.push(begun);
  }
}

/** Runs of one replay that have none of the other beside them. */
export function without(runs: readonly ReplayedRun[], others: readonly ReplayedRun[]): ReplayedRun[] {
  const byGroup = new Map<string, ReplayedRun[]>();
  for (const run of others) byGroup.set(run.group, [...(byGroup.get(run.group) ?? []), run]);
  return runs.filter(
    ({ group, first, lastAt }) =>
      !byGroup
        .get(group)
        ?.some((other) => other.first.at <= lastAt + QUIET_MS && other.lastAt >= first.at - QUIET_MS),
  );
}

/** It alone makes hits; what feeds it stays. */
function withItsSources(rules: readonly Rule[], name: string): readonly Rule[] {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const needed = new Set<string>();
  const need = (one: string) => {
    const rule = byName.get(one);
    if (!rule || needed.has(one)) return;
    needed.add(one);
    if (rule.kind === 'event') return;
    for (const source of [...rule.rules, ...('reset' in rule ? rule.reset : [])]) need(source);
  };
  need(name);
  return rules.filter((rule) => needed.has(rule.name));
}

const toObservation = ({
  id,
  at,
  count,
  outcome,
  userCode,
  identifier,
  network,
  userAgent,
}: PassingAttempt): Observation => ({
  ...{ id, category: 'authentication' as const, at, count, outcome, userCode, identifier, userAgent },
  network: network === 'unknown' ? null : network,
  sessionId: null,
});
