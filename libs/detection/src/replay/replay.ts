import type { PassingAttempt, RecordedAttempts } from '#connections';
import {
  badPeriod,
  type CalendarDate,
  conflict,
  daysBetween,
  endOfDay,
  MINUTE_MS,
  periodTooLong,
  plusMs,
  policy,
  startOfDay,
} from '#platform';
import { Engine, SEPARATOR } from '../domain/engine.ts';
import { HitRuns, type Run } from '../domain/hit-runs.ts';
import { ParisClock } from '../domain/paris-clock.ts';
import { type Rule, sourcesOf } from '../domain/rule.ts';
import { windowsOf } from '../domain/windows/windows-of.ts';
import { observationOfAttempt } from '../read-models/detection/observe.ts';

const QUIET_MS = policy.anomalyQuietMinutes * MINUTE_MS;

/** A case as it would be, and whose the codes are that its hits tried; null for an identifier that is none. */
export interface ReplayedRun extends Run<null> {
  readonly organisms: ReadonlySet<string | null>;
}

/** One rule, with those that feed it, on one attempt after the other: nothing is written anywhere. */
class Replay {
  readonly #engine: Engine;
  readonly #runs = new HitRuns<null>();
  readonly #organisms = new Map<Run<null>, Set<string | null>>();

  /** @param from hits before it only show what was going on when the period began: milliseconds since 1970 */
  constructor(
    { rules, name }: Side,
    private readonly from: number,
  ) {
    this.#engine = new Engine(withItsSources(rules, name));
  }

  observe(page: readonly PassingAttempt[]): void {
    for (const attempt of page) {
      for (const hit of this.#engine.observe(observationOfAttempt(attempt))) {
        const run = this.#runs.add(hit, null);
        const organisms = this.#organisms.get(run) ?? new Set();
        this.#organisms.set(run, organisms.add(attempt.organismId));
      }
    }
  }

  get runs(): readonly ReplayedRun[] {
    return this.#runs.all
      .filter(({ first }) => first.at >= this.from)
      .map((run) => ({ ...run, organisms: this.#organisms.get(run)! }));
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
 * Calls `onPage` with each page that is in the period.
 * @throws Refusal bad-period, period-too-long, rule-not-replayable
 */
export async function replay(
  recorded: RecordedAttempts,
  sides: readonly Side[],
  { from, to }: Period,
  onPage: (page: readonly PassingAttempt[]) => void = () => {},
): Promise<readonly (readonly ReplayedRun[])[]> {
  if (from > to) throw badPeriod();
  if (daysBetween(from, to) >= MOST_DAYS) throw periodTooLong(MOST_DAYS);
  if (!sides.every(isReplayable)) {
    throw conflict(
      'rule-not-replayable',
      'Cette règle regarde plus que les tentatives : elle ne se rejoue pas.',
    );
  }
  const begins = startOfDay(from);
  const leadInMs = QUIET_MS + Math.max(...sides.map(memoryMs));
  const replays = sides.map((side) => new Replay(side, Date.parse(begins)));
  for await (const page of recorded.between(plusMs(begins, -leadInMs), endOfDay(to))) {
    for (const one of replays) one.observe(page);
    onPage(page.filter(({ at }) => at >= Date.parse(begins)));
  }
  return replays.map(({ runs }) => runs);
}

/** The journal holds attempts, and nothing else that rules look at. */
export const isReplayable = ({ rules, name }: Side): boolean =>
  withItsSources(rules, name).every((rule) => rule.kind !== 'event' || rule.category === 'authentication');

/** How far back a rule looks, with those that feed it. */
function memoryMs({ rules, name }: Side): number {
  const rule = rules.find((one) => one.name === name);
  if (!rule || rule.kind === 'event') return 0;
  const { timespanMs } = windowsOf(rule, new ParisClock());
  return timespanMs + Math.max(0, ...sourcesOf(rule).map((source) => memoryMs({ rules, name: source })));
}

/** Runs of one replay that have none of the other beside them. Both are in the order of time within a group. */
export function without(runs: readonly ReplayedRun[], others: readonly ReplayedRun[]): ReplayedRun[] {
  const byGroup = new Map<string, { runs: ReplayedRun[]; next: number }>();
  for (const run of others) {
    const group = byGroup.get(groupOf(run));
    if (group) group.runs.push(run);
    else byGroup.set(groupOf(run), { runs: [run], next: 0 });
  }
  return runs.filter((run) => {
    const group = byGroup.get(groupOf(run));
    if (!group) return true;
    const begins = run.first.at - QUIET_MS;
    while (group.next < group.runs.length && group.runs[group.next]!.lastAt < begins) group.next++;
    const other = group.runs[group.next];
    return !other || other.first.at > run.lastAt + QUIET_MS;
  });
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
    for (const source of sourcesOf(rule)) need(source);
  };
  need(name);
  return rules
    .filter((rule) => needed.has(rule.name))
    .map((rule) => ({ ...rule, generates: rule.name === name }));
}
