import { isWithin, saturationOf, type ValueCountRule } from '../rule.ts';
import type { Found, Signal, Window, Windows } from './window.ts';

/** A value with the latest signal that had it, and its session. */
type Entry = [
  value: string,
  at: number,
  evidence: readonly string[],
  first: number,
  sessionId: string | null,
];

export interface ValueCountWindow extends Window {
  /** By time, the oldest first; no more than the rule asks for. */
  entries: Entry[];
}

/** Sigma `value_count`: the different values last seen in a group, as many as decide whether the rule holds. */
export function valueCount({ field, bounds, timespan, rules }: ValueCountRule): Windows<ValueCountWindow> {
  const enough = saturationOf(bounds);
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
      put(window.entries, value, signal);
      while (window.entries[0]![1] < from || window.entries.length > enough) window.entries.shift();
      return isWithin(window.entries.length, bounds) ? found(window, signal) : null;
    },
  };
}

/** At most `enough` and one are there: looking through them costs the same, however many values an attack has. */
function put(entries: Entry[], value: string, { at, evidence, first, observation }: Signal): void {
  const known = entries.findIndex(([other]) => other === value);
  if (known >= 0) {
    if (entries[known]![1] > at) return;
    entries.splice(known, 1);
  }
  let index = entries.length;
  while (index > 0 && entries[index - 1]![1] > at) index--;
  entries.splice(index, 0, [value, at, evidence, first, observation.sessionId]);
}

const found = ({ entries }: ValueCountWindow, { at }: Signal): Found => ({
  first: Math.min(...entries.map(([, , , first]) => first)),
  at,
  count: entries.length,
  evidence: entries.flatMap(([, , evidence]) => evidence),
});
