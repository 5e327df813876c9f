import type { Observation } from './observation.ts';
import { type Correlation, isWithin } from './rule.ts';

/**
 * Whether a rule named on `failure` and `success` holds at each observation, by looking at all of those before: slow, and
 * written from the definition of Sigma and of a window (`Windows`) alone.
 */
export function naiveHits(rule: Correlation, observations: readonly Observation[]): boolean[] {
  return observations.map((one, index) => {
    const before = observations.slice(0, index + 1).filter(({ userCode }) => userCode === one.userCode);
    const heard = sinceRestart(rule, before);
    return one.userCode !== null && heard.at(-1) === one && holds(rule, heard);
  });
}

const isFailure = ({ outcome }: Observation) => outcome === 'wrong-password';
const isSuccess = ({ outcome }: Observation) => outcome === 'success';
const isHeard = (rule: Correlation, observation: Observation) =>
  isFailure(observation) || (isSuccess(observation) && (rule.rules.includes('success') || 'reset' in rule));

/** What counts: from the last one on that was older than the window of those before it. What opens no window is not heard before there is one. */
function sinceRestart(rule: Correlation, all: readonly Observation[]): Observation[] {
  let heard: Observation[] = [];
  for (const one of all) {
    if (!isHeard(rule, one) || (heard.length === 0 && isSuccess(one) && rule.kind !== 'temporal')) continue;
    const newest = Math.max(...heard.map(({ at }) => at));
    heard = one.at < newest - rule.timespan.ms ? [one] : [...heard, one];
  }
  return heard;
}

function holds(rule: Correlation, all: readonly Observation[]): boolean {
  const last = all.at(-1)!;
  const newest = Math.max(...all.map(({ at }) => at));
  const failures = all.filter((one) => isFailure(one) && one.at >= newest - rule.timespan.ms);
  switch (rule.kind) {
    case 'event_count': {
      if (!isFailure(last)) return false;
      const counted = failures.filter((one) => !isTakenBack(one, all));
      return isWithin(
        counted.reduce((sum, { count }) => sum + count, 0),
        rule.bounds,
      );
    }
    case 'value_count': {
      if (!isFailure(last) || last.network === null) return false;
      return isWithin(new Set(failures.flatMap(({ network }) => network ?? [])).size, rule.bounds);
    }
    case 'temporal': {
      const seen = all.filter((one) => one.at >= newest - rule.timespan.ms);
      return (isFailure(last) || isSuccess(last)) && seen.some(isFailure) && seen.some(isSuccess);
    }
    case 'temporal_ordered':
      return isSuccess(last) && all.some((one) => isFailure(one) && last.at - one.at <= rule.timespan.ms);
    default:
      throw new Error(`No definition of ${rule.kind} here`);
  }
}

/** A success that came later in the log empties the window, up to its own time. */
const isTakenBack = (failure: Observation, all: readonly Observation[]) =>
  all.slice(all.indexOf(failure) + 1).some((one) => isSuccess(one) && one.at >= failure.at);
