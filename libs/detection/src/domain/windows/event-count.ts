import { type EventCountRule, isWithin, saturationOf } from '../rule.ts';
import type { Found, Signal, Window, Windows } from './window.ts';

/** Time, attempts, and evidence of a signal. */
type Entry = [at: number, count: number, evidence: readonly string[], first: number];

export interface EventCountWindow extends Window {
  /** Attempts in the entries. */
  total: number;
  /** By time, the oldest first; no more than the rule asks for. */
  entries: Entry[];
}

/** Sigma `event_count`: the newest attempts of a group, as many as decide whether the rule holds. */
export function eventCount({ bounds, timespan, rules }: EventCountRule): Windows<EventCountWindow> {
  const enough = saturationOf(bounds);
  return {
    timespanMs: timespan.ms,
    openedBy: rules.length,
    open: () => ({ newest: 0, total: 0, entries: [] }),
    take(window, signal, source) {
      if (source >= rules.length) {
        window.entries = window.entries.filter(([at]) => at > signal.at);
        window.total = window.entries.reduce((sum, [, count]) => sum + count, 0);
        return null;
      }
      const from = window.newest - timespan.ms;
      insert(window, signal);
      while (window.entries[0]![0] < from || window.total - window.entries[0]![1] >= enough) {
        window.total -= window.entries.shift()![1];
      }
      return isWithin(window.total, bounds) ? found(window, signal) : null;
    },
  };
}

function insert(window: EventCountWindow, { at, count, evidence, first }: Signal): void {
  const { entries } = window;
  let index = entries.length;
  while (index > 0 && entries[index - 1]![0] > at) index--;
  entries.splice(index, 0, [at, count, evidence, first]);
  window.total += count;
}

const found = ({ entries, total }: EventCountWindow, { at }: Signal): Found => ({
  first: Math.min(...entries.map(([, , , first]) => first)),
  at,
  count: total,
  evidence: entries.flatMap(([, , evidence]) => evidence),
});
