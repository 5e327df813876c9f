import { type Decider, type EventTypes, type Position, START } from '#event-sourcing';
import { type Instant, MINUTE_MS, policy } from '#platform';

/** Hits of a rule on a code or network that no quiet hour separates. */
export interface Hits {
  readonly id: string;
  /** Id of the anomaly that they open when they join none. */
  readonly opens: string;
  /** In the log, of the attempt that completed the last of them: it tells what was already dealt with. */
  readonly position: Position;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** Attempts that completed them, and those of them after the first hit. */
  readonly attempts: number;
  readonly sequel: number;
}

export interface HitPlaced {
  readonly type: 'HitPlaced';
  readonly data: {
    readonly hitsId: string;
    readonly position: Position;
    /** Of the last of them. */
    readonly at: Instant;
    readonly anomalyId: string;
    /** Who has to justify this anomaly; null for the Caf’s own. Older logs do not say it. */
    readonly gestionnaireId?: string | null;
    /** The hit that opened this anomaly, and the attempts of those after it. */
    readonly hits: number;
  };
}

/** Hits once came one by one, by the revision of their attempt: all of them lie before what comes now. */
const oneByOne = ({ attemptId, revision: _, ...data }: { attemptId?: unknown; revision?: unknown }) => ({
  ...data,
  hitsId: attemptId,
  position: START,
});

export const placementEventTypes: EventTypes<HitPlaced> = {
  HitPlaced: { schema: 3, upcasts: { 1: oneByOne, 2: (data) => data } },
};

export interface PlaceHits {
  readonly type: 'PlaceHits';
  /** In the order of the log, and no quiet hour between them either. */
  readonly hits: readonly Hits[];
  /** The partner whose codes alone were tried; null where there is no such one. */
  readonly gestionnaireId: string | null;
  /** The present anomaly was dismissed or judged: it takes no more hits. */
  readonly settled: boolean;
}

/** The anomaly that hits go to at present. */
export type Placement = HitPlaced['data'] | null;

/**
 * `watch-{rule}-{code or network}-{caf}`: which anomaly hits belong to. They join the present one until an hour has passed
 * without any, or they are on the codes of others; then they open another. They come in the order of the log; those seen before
 * change nothing. The last event says all, so that an attack of a million attempts costs no more at its end than at its beginning.
 */
export const placement: Decider<PlaceHits, HitPlaced, Placement> = {
  // As older logs have it.
  category: 'watch',
  latest: 1,
  initialState: null,
  decide({ hits, gestionnaireId, settled }, present) {
    const unseen = hits.filter(({ position }) => !present || position > present.position);
    const [first, last] = [unseen[0], unseen.at(-1)];
    if (!first || !last) return [];
    const underWay = present && !settled && !isQuiet(present.at, first.firstAt) ? present : null;
    const joined = underWay && isOpenTo(underWay, gestionnaireId) ? underWay : null;
    const attempts = unseen.reduce((sum, some) => sum + some.attempts, 0);
    return [
      {
        type: 'HitPlaced',
        data: {
          hitsId: last.id,
          position: last.position,
          anomalyId: joined?.anomalyId ?? first.opens,
          // What goes on over the codes of others concerns several partners.
          gestionnaireId: joined ? joined.gestionnaireId : underWay ? null : gestionnaireId,
          at: latest([...(joined ? [joined.at] : []), ...unseen.map(({ lastAt }) => lastAt)]),
          hits: joined ? joined.hits + attempts : 1 + first.sequel + attempts - first.attempts,
        },
      },
    ];
  },
  evolve: (_, { data }) => data,
};

/** A partner’s anomaly takes hits on its own codes alone, for it reads all of them; the Caf’s own takes any. */
const isOpenTo = (present: HitPlaced['data'], gestionnaireId: string | null): boolean =>
  present.gestionnaireId === null || present.gestionnaireId === gestionnaireId;

const latest = (instants: readonly Instant[]): Instant => instants.reduce((a, b) => (a > b ? a : b));

const isQuiet = (last: Instant, now: Instant): boolean =>
  Math.abs(Date.parse(now) - Date.parse(last)) > policy.anomalyQuietMinutes * MINUTE_MS;
