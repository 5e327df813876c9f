import type { TemporalRule } from '../rule.ts';
import type { Signal, Window, Windows } from './window.ts';

type Seen = Pick<Signal, 'first' | 'at' | 'count' | 'evidence'> | null;

export interface TemporalWindow extends Window {
  /** For each rule, the signal of it that began last. */
  seen: Seen[];
}

/** Sigma `temporal`: each of the rules, in any order, all within the timespan. */
export function temporal({ rules, timespan }: TemporalRule): Windows<TemporalWindow> {
  return {
    timespanMs: timespan.ms,
    openedBy: rules.length,
    open: () => ({ newest: 0, seen: rules.map(() => null) }),
    take(window, { first, at, count, evidence }, source) {
      const before = window.seen[source];
      if (!before || before.first <= first) window.seen[source] = { first, at, count, evidence };
      const from = window.newest - timespan.ms;
      const all = window.seen.filter((seen) => seen !== null && seen.first >= from) as NonNullable<Seen>[];
      if (all.length < rules.length) return null;
      const inOrder = all.toSorted((a, b) => a.at - b.at);
      return {
        first: Math.min(...all.map((seen) => seen.first)),
        at,
        count: all.reduce((sum, seen) => sum + seen.count, 0),
        evidence: inOrder.flatMap((seen) => seen.evidence),
      };
    },
  };
}
