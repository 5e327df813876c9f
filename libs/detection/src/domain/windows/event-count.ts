import { type EventCountRule, isWithin, saturationOf } from '../rule.ts';
import { type Entry, foundIn, insert } from './entries.ts';
import type { Window, Windows } from './window.ts';

interface CountedEntry extends Entry {
  readonly count: number;
}

export interface EventCountWindow extends Window {
  /** Attempts in the entries. */
  total: number;
  /** No more than the rule asks for. */
  entries: CountedEntry[];
}

/** Sigma `event_count`: the newest attempts of a group, as many as decide whether the rule holds. */
export function eventCount({ bounds, timespan, rules }: EventCountRule): Windows<EventCountWindow> {
  const enough = saturationOf(bounds);
  return {
    timespanMs: timespan.ms,
    openedBy: rules.length,
    open: () => ({ newest: 0, total: 0, entries: [] }),
    take(window, { at, first, count, evidence }, source) {
      if (source >= rules.length) {
        window.entries = window.entries.filter((entry) => entry.at > at);
        window.total = window.entries.reduce((sum, entry) => sum + entry.count, 0);
        return null;
      }
      const from = window.newest - timespan.ms;
      insert(window, { at, first, count, evidence });
      window.total += count;
      while (window.entries[0]!.at < from || window.total - window.entries[0]!.count >= enough) {
        window.total -= window.entries.shift()!.count;
      }
      if (!isWithin(window.total, bounds)) return null;
      // Records of several attempts may be more than it takes: the oldest are needed least, the one that completed it always.
      let left = window.total;
      return foundIn(window.entries, at, window.total, (entry) => {
        if (entry.evidence === evidence || !isWithin(left - entry.count, bounds)) return true;
        left -= entry.count;
        return false;
      });
    },
  };
}
