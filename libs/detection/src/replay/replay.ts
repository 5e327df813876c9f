import type { PassingAttempt, RecordedAttempts } from '#connections';
import { type CalendarDate, daysBetween, endOfDay, invalid, plusMs, policy, startOfDay } from '#platform';
import { Engine, SEPARATOR } from '../domain/engine.ts';
import { HitRuns, type Run } from '../domain/hit-runs.ts';
import type { Rule } from '../domain/rule.ts';
import { observationOfAttempt } from '../read-models/detection/observe.ts';

const QUIET_MS = policy.anomalyQuietMinutes * 60_000;

/** A case as it would be. Its place says whose the code is that was tried; null for an identifier that is none. */
export type ReplayedRun = Run<string | null>;

/** One rule, with those that feed it, on one attempt after the other: nothing is written anywhere. */
class Replay {
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

/** A rule among those that it may rest on. */
export interface Side {
  readonly rules: readonly Rule[];
  readonly name: string;
}

/** Days in Paris, both whole. */
export interface Period {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

const MOST_DAYS = 400;

/**
 * What each of the rules finds in a period: all look at the same attempts, those of the longest window before it included.
 * @throws Refusal bad-period, period-too-long
 */
export async function replay(
  recorded: RecordedAttempts,
  sides: readonly Side[],
  { from, to }: Period,
): Promise<{ attempts: number; found: readonly (readonly ReplayedRun[])[] }> {
  if (from > to) throw invalid('bad-period', 'Le début de la période est postérieur à sa fin.');
  if (daysBetween(from, to) >= MOST_DAYS) {
    throw invalid('period-too-long', `La période ne peut pas dépasser ${MOST_DAYS} jours.`);
  }
  const begins = startOfDay(from);
  const replays = sides.map(({ rules, name }) => new Replay(rules, name, Date.parse(begins)));
  let attempts = 0;
  for await (const page of recorded.between(plusMs(begins, -leadInMs(sides)), endOfDay(to))) {
    attempts += page.length;
    for (const one of replays) one.observe(page);
  }
  return { attempts, found: replays.map(({ runs }) => runs) };
}

const leadInMs = (sides: readonly Side[]): number =>
  Math.max(
    ...sides.map(({ rules, name }) => {
      const rule = rules.find((one) => one.name === name);
      return rule && 'timespan' in rule ? rule.timespan.ms : 0;
    }),
  );

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
