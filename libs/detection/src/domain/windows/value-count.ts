import { type Bounds, isWithin, saturationOf, type ValueCountRule } from '../rule.ts';
import { type Entry, foundIn, insert } from './entries.ts';
import type { Found, Signal, Window, Windows } from './window.ts';

/** A value with the latest signal that had it; where sessions can take it back, for each of them. */
interface ValueEntry extends Entry {
  readonly value: string;
  readonly sessionId: string | null;
}

export interface ValueCountWindow extends Window {
  /** No more than the rule asks for, or so many sessions. */
  entries: ValueEntry[];
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
      if (source >= rules.length) return takeBack(window, signal);
      const { at, first, evidence, observation } = signal;
      const value = observation[field];
      if (value === null) return null;
      const from = window.newest - timespan.ms;
      put(window, { value, sessionId: observation.sessionId, at, first, evidence }, bySession);
      const { entries } = window;
      while (entries[0]!.at < from || entries.length > enough) entries.shift();
      const count = bySession ? valuesIn(entries) : entries.length;
      return isWithin(count, bounds) ? found(entries, signal, value, count, bounds) : null;
    },
  };
}

/** A signal of a rule in `reset` takes back what its session has brought. */
function takeBack(window: ValueCountWindow, { observation: { sessionId } }: Signal): null {
  window.entries = window.entries.filter(
    (entry) => entry.sessionId === null || entry.sessionId !== sessionId,
  );
  return null;
}

/** Most groups have an entry or two: a set of each would take longer. */
function valuesIn(entries: readonly ValueEntry[]): number {
  let values = 0;
  for (let index = 0; index < entries.length; index++) {
    let before = 0;
    while (entries[before]!.value !== entries[index]!.value) before++;
    if (before === index) values++;
  }
  return values;
}

/** Of a value that several sessions have, one is needed; of the values, as many as hold, the oldest least. */
function found(
  entries: readonly ValueEntry[],
  { at, evidence }: Signal,
  value: string,
  count: number,
  bounds: Bounds,
): Found {
  const own = entries.find((entry) => entry.evidence === evidence);
  const latest = count < entries.length ? new Map(entries.map((entry) => [entry.value, entry])) : null;
  if (own) latest?.set(value, own);
  let left = count;
  return foundIn(entries, at, count, (entry) => {
    if (entry === own) return true;
    if (latest && latest.get(entry.value) !== entry) return false;
    if (!isWithin(left - 1, bounds)) return true;
    left -= 1;
    return false;
  });
}

/** At most `enough` and one are there: looking through them costs the same, however many values an attack has. */
function put(window: ValueCountWindow, entry: ValueEntry, bySession: boolean): void {
  const { entries } = window;
  const known = entries.findIndex(
    ({ value, sessionId }) => value === entry.value && (!bySession || sessionId === entry.sessionId),
  );
  if (known >= 0) {
    if (entries[known]!.at > entry.at) return;
    entries.splice(known, 1);
  }
  insert(window, entry);
}
