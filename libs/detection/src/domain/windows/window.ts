import type { Observation } from '../observation.ts';

/** What a correlation is fed with: an observation, or what another correlation has found. */
export interface Signal {
  /** Of the observation that completed it, in milliseconds since 1970. */
  readonly at: number;
  /** When what it stands for began: `at`, unless it is a find. */
  readonly first: number;
  readonly count: number;
  /** Ids of the smallest set of observations that makes it, the oldest first. */
  readonly evidence: readonly string[];
  /** The one that completed it. */
  readonly observation: Observation;
}

/** A correlation that holds: a signal for those that name it, and a hit where the rule makes hits. */
export interface Found {
  readonly first: number;
  readonly at: number;
  /** Attempts counted, or different values; a window counts no further than its rule asks. */
  readonly count: number;
  readonly evidence: readonly string[];
}

/** What is remembered of one group: plain data, so that it can be stored and brought back. */
export interface Window {
  /** The latest time seen, in milliseconds since 1970. */
  newest: number;
}

/**
 * The windows of one rule. They slide: a window ends with the latest time seen in its group, and both ends count. What comes late
 * counts at its own time; where the window has gone past that, it begins anew, so that a clock that was wrong once blinds nobody.
 * The engine sees to both: `take` is never given what is older than `timespanMs`.
 */
export interface Windows<State extends Window = Window> {
  /** For how long after the latest time it matters what was before. */
  readonly timespanMs: number;
  /** Signals of that number and beyond find a window, but open none. */
  readonly openedBy: number;
  open(): State;
  /**
   * With one more signal, from the rule of that number among those that feed it and those that reset it. Changes `window`.
   * Null when the rule does not hold.
   */
  take(window: State, signal: Signal, source: number): Found | null;
}
