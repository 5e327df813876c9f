import type { Decider, EventTypes } from '#event-sourcing';
import { type Instant, policy } from '#platform';

/** A hit of a rule on a code: the attempt that completed it. */
export interface Hit {
  readonly attemptId: string;
  /** Of the attempt in the stream of its code: it tells what was already dealt with. */
  readonly revision: number;
  readonly at: Instant;
  /** How many attempts it is the record of. */
  readonly count: number;
}

export interface WatchEvent {
  readonly type: 'HitPlaced';
  readonly data: Omit<Hit, 'count'> & {
    readonly anomalyId: string;
    /** The hit that opened this anomaly, and the attempts of those after it. */
    readonly hits: number;
  };
}

export const watchEventTypes: EventTypes<WatchEvent> = { HitPlaced: { schema: 1 } };

export interface PlaceHit {
  readonly type: 'PlaceHit';
  readonly hit: Hit;
  /** Id of the anomaly that the hit opens when it joins none. */
  readonly opens: string;
  /** The present anomaly was dismissed or judged: it takes no more hits. */
  readonly settled: boolean;
}

/** The anomaly that hits go to at present. */
export type Watch = WatchEvent['data'] | null;

/**
 * `watch-{rule}-{code}-{caf}`: which anomaly a hit belongs to. It joins the present one until an hour has passed without
 * any hit, then opens another. Hits come in the order of the attempts; those seen before change nothing. The last event
 * says all, so that an attack of a hundred thousand attempts costs no more at its end than at its beginning.
 */
export const watch: Decider<PlaceHit, WatchEvent, Watch> = {
  category: 'watch',
  latest: 1,
  initialState: null,
  decide({ hit: { count, ...hit }, opens, settled }, present) {
    if (present && hit.revision <= present.revision) return [];
    const joined = present && !settled && !isQuiet(present.at, hit.at) ? present : null;
    return [
      {
        type: 'HitPlaced',
        data: { ...hit, anomalyId: joined?.anomalyId ?? opens, hits: joined ? joined.hits + count : 1 },
      },
    ];
  },
  evolve: (_, { data }) => data,
};

const isQuiet = (last: Instant, now: Instant): boolean =>
  Date.parse(now) - Date.parse(last) > policy.anomalyQuietMinutes * 60_000;
