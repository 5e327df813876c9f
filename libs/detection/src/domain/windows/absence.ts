import type { Observation } from '../observation.ts';
import type { AbsenceRule } from '../rule.ts';
import type { Found, Window, Windows } from './window.ts';

export interface AbsenceWindow extends Window {
  /** The first of what is awaited an answer to; null when nothing is. */
  awaited: { at: number; evidence: readonly string[]; observation: Observation } | null;
}

/**
 * The first of the rules, and not the second within the timespan after it. Nothing that comes decides it but the end of that
 * time: `take` never holds, and `missedBy` says what had not come.
 */
export const absence = ({ timespan }: AbsenceRule): Windows<AbsenceWindow> => ({
  timespanMs: timespan.ms,
  openedBy: 1,
  open: () => ({ newest: 0, awaited: null }),
  take(window, { at, evidence, observation }, source) {
    const { awaited } = window;
    if (source === 0) window.awaited = awaited ?? { at, evidence, observation };
    else if (awaited && at >= awaited.at && at <= awaited.at + timespan.ms) window.awaited = null;
    return null;
  },
});

/** What had not come when its time ended, if that was before `now`. */
export function missedBy(
  { awaited }: AbsenceWindow,
  now: number,
  timespanMs: number,
): (Found & { observation: Observation }) | null {
  if (awaited === null || now <= awaited.at + timespanMs) return null;
  const { at, evidence, observation } = awaited;
  return { first: at, at: at + timespanMs, count: 1, evidence, observation };
}
