import type { TemporalRule } from '../rule.ts';
import type { Signal, Window, Windows } from './window.ts';

/** How far a sequence has come that began at `first`. */
type Stage = { first: number; at: number; count: number; evidence: readonly string[] } | null;

export interface TemporalOrderedWindow extends Window {
  /** For each rule, the sequence up to it that began last: it has the longest to go. */
  stages: Stage[];
}

/** Sigma `temporal_ordered`: each of the rules, one after the other in the log, all within the timespan. */
export function temporalOrdered({ rules, timespan }: TemporalRule): Windows<TemporalOrderedWindow> {
  return {
    timespanMs: timespan.ms,
    openedBy: 1,
    open: () => ({ newest: 0, stages: rules.map(() => null) }),
    take(window, signal, source) {
      const { stages } = window;
      const stage = source === 0 ? toStage(signal) : prolonged(stages[source - 1]!, signal, timespan.ms);
      if (stage === null || (stages[source] && stages[source].first > stage.first)) return null;
      stages[source] = stage;
      return source === rules.length - 1 ? stage : null;
    },
  };
}

const toStage = ({ first, at, count, evidence }: Signal): Stage => ({ first, at, count, evidence });

/** By a signal that comes after it in the log; the very observation that it ended with is not another one. */
function prolonged(before: Stage, { at, count, evidence }: Signal, ms: number): Stage {
  if (before === null || at - before.first > ms) return null;
  if (before.evidence.at(-1) === evidence.at(-1)) return null;
  return {
    first: before.first,
    at,
    count: before.count + count,
    evidence: [...before.evidence, ...evidence],
  };
}
