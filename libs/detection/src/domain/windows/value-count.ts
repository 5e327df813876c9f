import { isWithin, saturationOf, type ValueCountRule } from '../rule.ts';
import type { Found, Signal, Window, Windows } from './window.ts';

/** A value with the latest signal that had it; where sessions can take it back, for each of them. */
type Entry = [
  value: string,
  at: number,
  evidence: readonly string[],
  first: number,
  sessionId: string | null,
];

export interface ValueCountWindow extends Window {
  /** By time, the oldest first; no more than the rule asks for, or so many sessions. */
  entries: Entry[];
}

/** Of one group. */
const MOST_SESSIONS = 50;

/** Sigma `value_count`: the different values last seen in a group, as many as decide whether the rule holds. */
export function valueCount({
  field,
  bounds,
  timespan,
  rules,
  reset,
}: ValueCountRule): Windows<ValueCountWindow> {
  const bySession = reset.length > 0;
  const enough = bySession ? MOST_SESSIONS : saturationOf(bounds);
  return {
    timespanMs: timespan.ms,
    openedBy: rules.length,
    open: () => ({ newest: 0, entries: [] }),
    take(window, signal, source) {
      const { observation } = signal;
      if (source >= rules.length) {
        window.entries = window.entries.filter(
          ([, , , , sessionId]) => sessionId === null || sessionId !== observation.sessionId,
        );
        return null;
      }
      const value = observation[field];
      if (value === null) return null;
      const from = window.newest - timespan.ms;
      put(window.entries, value, signal, bySession);
      while (window.entries[0]![1] < from || window.entries.length > enough) window.entries.shift();
      const count = bySession ? new Set(window.entries.map(([one]) => one)).size : window.entries.length;
      return isWithin(count, bounds) ? found(window, signal, count) : null;
    },
  };
}

/** At most `enough` and one are there: looking through them costs the same, however many values an attack has. */
function put(entries: Entry[], value: string, signal: Signal, bySession: boolean): void {
  const { at, evidence, first, observation } = signal;
  const known = entries.findIndex(
    ([other, , , , sessionId]) => other === value && (!bySession || sessionId === observation.sessionId),
  );
  if (known >= 0) {
    if (entries[known]![1] > at) return;
    entries.splice(known, 1);
  }
  let index = entries.length;
  while (index > 0 && entries[index - 1]![1] > at) index--;
  entries.splice(index, 0, [value, at, evidence, first, observation.sessionId]);
}

const found = ({ entries }: ValueCountWindow, { at }: Signal, count: number): Found => ({
  first: Math.min(...entries.map(([, , , first]) => first)),
  at,
  count,
  evidence: entries.flatMap(([, , evidence]) => evidence),
});
