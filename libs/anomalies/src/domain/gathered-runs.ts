import type { HitRun } from '#detection';
import { groupBy, MINUTE_MS, policy } from '#platform';

/** Attempts on a code that are looked at in one go: its case wants no more. */
const MOST_EVIDENCE = 250;
/** Runs from a network that are looked at in one go: each for whom it concerns. */
const MOST_OF_A_NETWORK = 20;

/** Runs that one command deals with. */
export interface GatheredRuns<Run extends HitRun = HitRun> {
  /** In the order of the log, at least one. */
  readonly runs: readonly Run[];
  /** As the first says it, with the evidence and the end of all; `id`, `position` and `completedBy` are those of the last. */
  readonly together: Omit<HitRun, 'attempts' | 'sequel'>;
}

/** Those of one rule on one code or network, in their order: the lists do not concern each other. */
export function bySubject(runs: readonly HitRun[]): readonly (readonly HitRun[])[] {
  return [...groupBy(runs, (run) => JSON.stringify([run.rule.id, subjectOf(run)])).values()];
}

const subjectOf = ({ isOfCode, userCode, network }: HitRun): string | null => (isOfCode ? userCode : network);

/**
 * Runs of one rule on one code or network, in the order of the log: those together that no quiet hour is between, and that
 * `belongTogether` otherwise.
 */
export function gathered<Run extends HitRun>(
  runs: readonly Run[],
  belongTogether: (one: Run, next: Run) => boolean = () => true,
): readonly GatheredRuns<Run>[] {
  const all: GatheredRuns<Run>[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last && isMore(last, run) && belongTogether(last.runs[0]!, run))
      all[all.length - 1] = withMore(last, run);
    else all.push({ runs: [run], together: run });
  }
  return all;
}

const isMore = ({ runs, together }: GatheredRuns, run: HitRun): boolean =>
  (run.isOfCode || runs.length < MOST_OF_A_NETWORK) &&
  together.rule.version === run.rule.version &&
  together.alsaceMoselleOnly === run.alsaceMoselleOnly &&
  Math.abs(Date.parse(run.firstAt) - Date.parse(together.lastAt)) <= policy.anomalyQuietMinutes * MINUTE_MS;

function withMore<Run extends HitRun>({ runs, together }: GatheredRuns<Run>, run: Run): GatheredRuns<Run> {
  const { id, position, completedBy } = run;
  const isEnough = run.isOfCode && together.evidence.length >= MOST_EVIDENCE;
  return {
    runs: [...runs, run],
    together: {
      ...together,
      id,
      position,
      completedBy,
      lastAt: run.lastAt > together.lastAt ? run.lastAt : together.lastAt,
      // What begins the hits of a batch may have been among those of the one before.
      evidence: isEnough ? together.evidence : [...new Set([...together.evidence, ...run.evidence])],
    },
  };
}
