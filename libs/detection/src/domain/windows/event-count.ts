import { type Bounds, type EventCountRule, isWithin, saturationOf } from '../rule.ts';
import { type Entry, foundIn, insert } from './entries.ts';
import type { Found, Signal, Window, Windows } from './window.ts';

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
    take(window, signal, source) {
      if (source >= rules.length) return reset(window, signal);
      const { at, first, count, evidence } = signal;
      const from = window.newest - timespan.ms;
      insert(window, { at, first, count, evidence });
      window.total += count;
      while (window.entries[0]!.at < from || window.total - window.entries[0]!.count >= enough) {
        window.total -= window.entries.shift()!.count;
      }
      return isWithin(window.total, bounds) ? found(window, signal, bounds) : null;
    },
  };
}

/** A signal of a rule that resets this one takes back what came up to it. */
function reset(window: EventCountWindow, { at }: Signal): null {
  if (window.entries.length === 0) return null;
  window.entries = window.entries.filter((entry) => entry.at > at);
  window.total = window.entries.reduce((sum, entry) => sum + entry.count, 0);
  return null;
}

/** Records of several attempts may be more than it takes: the oldest are needed least, the one that completed it always. */
function found({ entries, total }: EventCountWindow, { at, evidence }: Signal, bounds: Bounds): Found {
  let left = total;
  return foundIn(entries, at, total, (entry) => {
    if (entry.evidence === evidence || !isWithin(left - entry.count, bounds)) return true;
    left -= entry.count;
    return false;
  });
}
