import type { HitRun } from '#detection';
import { policy } from '#platform';

/** Attempts that are looked at of what goes to one case in one go: it wants no more. */
const MOST_EVIDENCE = 250;

/** Runs that one command deals with. */
export interface GatheredRuns {
  /** In the order of the log, at least one. */
  readonly runs: readonly HitRun[];
  /** As the first says it, with the evidence and the end of all; `id`, `position` and `completedBy` are those of the last. */
  readonly together: Omit<HitRun, 'attempts' | 'sequel'>;
}

/**
 * Runs in the order of the log, those together that go to one case: of one rule on one code, no quiet hour between them. Those of
 * a network stay apart, for each may concern other Cafs, and none of them hears of the others' attempts. In a list are those of
 * one rule on one code or network, in their order, for each may need to know what the one before has done; the lists do not
 * concern each other.
 */
export function gathered(runs: readonly HitRun[]): readonly (readonly GatheredRuns[])[] {
  const lists = new Map<string, GatheredRuns[]>();
  for (const run of runs) {
    const watched = JSON.stringify([run.rule.id, subjectOf(run)]);
    const list = lists.get(watched) ?? [];
    lists.set(watched, list);
    const last = list.at(-1);
    if (last && isMore(last.together, run)) list[list.length - 1] = withMore(last, run);
    else list.push({ runs: [run], together: run });
  }
  return [...lists.values()];
}

const subjectOf = ({ isOfCode, userCode, network }: HitRun): string | null => (isOfCode ? userCode : network);

const isMore = (known: GatheredRuns['together'], run: HitRun): boolean =>
  run.isOfCode &&
  known.rule.version === run.rule.version &&
  known.alsaceMoselleOnly === run.alsaceMoselleOnly &&
  Math.abs(Date.parse(run.firstAt) - Date.parse(known.lastAt)) <= policy.anomalyQuietMinutes * 60_000;

function withMore({ runs, together }: GatheredRuns, run: HitRun): GatheredRuns {
  const { id, position, completedBy } = run;
  const isEnough = together.evidence.length >= MOST_EVIDENCE;
  return {
    runs: [...runs, run],
    together: {
      ...together,
      ...{ id, position, completedBy },
      lastAt: run.lastAt > together.lastAt ? run.lastAt : together.lastAt,
      // What begins the hits of a batch may have been among those of the one before.
      evidence: isEnough ? together.evidence : [...new Set([...together.evidence, ...run.evidence])],
    },
  };
}
