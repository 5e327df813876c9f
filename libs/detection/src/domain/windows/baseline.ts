import { DAY_MS } from '#platform';
import type { ParisClock } from '../paris-clock.ts';
import { type EventCountRule, isWithin } from '../rule.ts';
import type { Window, Windows } from './window.ts';

/** Of a day beyond the usual: its latest attempts. */
const MOST_EVIDENCE = 20;

export interface BaselineWindow extends Window {
  /** First day on which the group was seen, and the present one: days since 1970, in Paris. */
  firstDay: number;
  day: number;
  /** Attempts of the days before the present one, the oldest first. */
  past: number[];
  today: number;
  todayFirst: number;
  evidence: string[];
}

/**
 * `event_count` by days in Paris: more than the rule’s own bound, and more than the mean of the days before by so many standard
 * deviations. A group that has not been there for as many days is not judged.
 */
export function baseline(
  { bounds, rules, baseline: usual }: EventCountRule & { baseline: { days: number; deviations: number } },
  clock: ParisClock,
): Windows<BaselineWindow> {
  const { days, deviations } = usual;
  return {
    timespanMs: (days + 2) * DAY_MS,
    openedBy: rules.length,
    open: () => ({ newest: 0, firstDay: 0, day: 0, past: [], today: 0, todayFirst: 0, evidence: [] }),
    take(window, { at, count, evidence }, _source) {
      const { day } = clock.at(at);
      if (window.day === 0 || day - window.day > days) {
        Object.assign(window, this.open(), { newest: window.newest, firstDay: day, day, todayFirst: at });
      }
      if (day < window.day) {
        const index = window.past.length - (window.day - day);
        if (index >= 0) window.past[index]! += count;
        return null;
      }
      if (day > window.day) goOnTo(window, day, days, at);
      window.today += count;
      window.evidence.push(...evidence);
      if (window.evidence.length > MOST_EVIDENCE) window.evidence.shift();
      if (day - window.firstDay < days || !isWithin(window.today, bounds)) return null;
      if (window.today <= limitOf(window.past, days, deviations)) return null;
      return { first: window.todayFirst, at, count: window.today, evidence: [...window.evidence] };
    },
  };
}

function goOnTo(window: BaselineWindow, day: number, days: number, at: number): void {
  window.past.push(window.today);
  for (let gone = window.day + 1; gone < day; gone++) window.past.push(0);
  if (window.past.length > days) window.past.splice(0, window.past.length - days);
  Object.assign(window, { day, today: 0, todayFirst: at, evidence: [] });
}

function limitOf(past: readonly number[], days: number, deviations: number): number {
  const mean = past.reduce((sum, count) => sum + count, 0) / days;
  const variance = past.reduce((sum, count) => sum + (count - mean) ** 2, 0) / days;
  return mean + deviations * Math.sqrt(variance);
}
