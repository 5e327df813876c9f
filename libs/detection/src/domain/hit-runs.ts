import { MINUTE_MS, policy } from '#platform';
import { type Hit, SEPARATOR } from './engine.ts';

const QUIET_MS = policy.anomalyQuietMinutes * MINUTE_MS;
/** Observations that a run names; the journal has the others. */
const MOST_EVIDENCE = 250;

/**
 * Hits of one rule on one group, without a quiet period between, of whose holidays the same is true. `Place` is where the last of
 * them was found.
 */
export interface Run<Place> {
  readonly first: Hit;
  /** Ids of the observations that make it: all of the first hit, then those that completed the next, 250 at most. */
  readonly evidence: readonly string[];
  /** Milliseconds since 1970. */
  readonly lastAt: number;
  readonly hits: number;
  /** Attempts that completed the hits after the first. */
  readonly sequel: number;
  readonly place: Place;
}

type Growing<Place> = { -readonly [Key in keyof Run<Place>]: Run<Place>[Key] } & { evidence: string[] };

/** Gathers hits, so that an attack of a million attempts is one run. */
export class HitRuns<Place> {
  readonly #latest = new Map<string, Growing<Place>>();
  readonly #all: Growing<Place>[] = [];

  /** Answers the run that it belongs to. */
  add(hit: Hit, place: Place): Run<Place> {
    const group = [hit.rule.name, hit.alsaceMoselleOnly, ...hit.key].join(SEPARATOR);
    const run = this.#latest.get(group);
    if (run && Math.abs(hit.at - run.lastAt) <= QUIET_MS) {
      run.lastAt = Math.max(run.lastAt, hit.at);
      run.hits++;
      run.sequel += hit.observation.count;
      if (run.evidence.length < MOST_EVIDENCE) run.evidence.push(hit.observation.id);
      run.place = place;
      return run;
    }
    const evidence = hit.evidence.slice(-MOST_EVIDENCE);
    const begun = { first: hit, evidence, lastAt: hit.at, hits: 1, sequel: 0, place };
    this.#latest.set(group, begun);
    this.#all.push(begun);
    return begun;
  }

  /** In the order in which they were found. */
  get all(): readonly Run<Place>[] {
    return this.#all;
  }
}
