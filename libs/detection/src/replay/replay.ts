import type { PassingAttempt } from '#connections';
import { policy } from '#platform';
import { Engine, SEPARATOR } from '../domain/engine.ts';
import { HitRuns, type Run } from '../domain/hit-runs.ts';
import type { Rule } from '../domain/rule.ts';
import { observationOfAttempt } from '../read-models/detection/observe.ts';

const QUIET_MS = policy.anomalyQuietMinutes * 60_000;

/** A case as it would be. Its place says whose the code is that was tried; null for an identifier that is none. */
export type ReplayedRun = Run<string | null>;

/** One rule, with those that feed it, on one attempt after the other: nothing is written anywhere. */
export class Replay {
  readonly #engine: Engine;
  readonly #runs = new HitRuns<string | null>();

  /** @param from hits before it only show what was going on when the period began: milliseconds since 1970 */
  constructor(
    rules: readonly Rule[],
    private readonly name: string,
    private readonly from: number,
  ) {
    this.#engine = new Engine(withItsSources(rules, name));
  }

  observe(page: readonly PassingAttempt[]): void {
    for (const attempt of page) {
      for (const hit of this.#engine.observe(observationOfAttempt(attempt))) {
        if (hit.rule.name === this.name) this.#runs.add(hit, attempt.organismId);
      }
    }
    this.#engine.forgetChanges();
  }

  get runs(): readonly ReplayedRun[] {
    return this.#runs.all.filter(({ first }) => first.at >= this.from);
  }
}

/** Runs of one replay that have none of the other beside them. */
export function without(runs: readonly ReplayedRun[], others: readonly ReplayedRun[]): ReplayedRun[] {
  const byGroup = new Map<string, ReplayedRun[]>();
  for (const run of others) byGroup.set(groupOf(run), [...(byGroup.get(groupOf(run)) ?? []), run]);
  return runs.filter(
    (run) =>
      !byGroup
        .get(groupOf(run))
        ?.some((other) => other.first.at <= run.lastAt + QUIET_MS && other.lastAt >= run.first.at - QUIET_MS),
  );
}

const groupOf = ({ first }: ReplayedRun): string => first.key.join(SEPARATOR);

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
