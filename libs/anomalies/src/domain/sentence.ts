import type { AttemptOutcome } from '#connections';
import {
  formatCount,
  formatLongDate,
  formatTime,
  type HolidayCalendar,
  type Instant,
  parisDateOf,
} from '#platform';
import { type Attempt, attemptsIn, circumstanceOf, minutesOf } from './detection.ts';
import type { Rule } from './rules.ts';

const NO_BREAK_SPACE = '\u00a0';

const CODE_STATES: Partial<Record<AttemptOutcome, string>> = {
  blocked: 'qui est bloqué',
  idle: 'qui est bloqué faute d’usage',
  closed: 'qui est fermé',
  'not-habilitated': 'qui n’a pas d’habilitation en vigueur',
};

/** Why the rule was hit, in French, with the hit's own numbers. */
export function sentenceOf(
  rule: Rule,
  userCode: string,
  evidence: readonly Attempt[],
  calendar: HolidayCalendar,
): string {
  const first = evidence[0]!;
  const last = evidence.at(-1)!;
  const count = attemptsIn(evidence);
  const values: Record<string, string> = {
    userCode,
    count: String(count),
    attempts: formatCount(count, 'tentative'),
    first: formatTime(first.at),
    last: formatTime(last.at),
    day: formatLongDate(parisDateOf(last.at)),
    state: CODE_STATES[last.outcome] ?? '',
    ...('correlation' in rule && {
      threshold: String(rule.correlation.condition.gte),
      minutes: formatCount(minutesOf(rule), 'minute'),
    }),
    ...('unusualTime' in rule && { circumstance: circumstanceText(rule, last.at, calendar) }),
  };
  return frenchSpaces(rule.sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''));
}

/** What came after the hit that opened the anomaly. */
export function withSequel(sentence: string, further: number, lastHitAt: Instant): string {
  if (further === 0) return sentence;
  const when = `le ${formatLongDate(parisDateOf(lastHitAt))} à ${formatTime(lastHitAt)}`;
  const attempts =
    further === 1 ? 'une autre tentative,' : `${formatCount(further, 'autre')} tentatives, la dernière`;
  return `${sentence} Ensuite, ${attempts} ${when}.`;
}

function circumstanceText(
  rule: Extract<Rule, { unusualTime: object }>,
  at: Instant,
  calendar: HolidayCalendar,
): string {
  const { fromHour, untilHour } = rule.unusualTime;
  const hour = (value: number) => `${value}${NO_BREAK_SPACE}h`;
  const texts = {
    holiday: 'un jour férié',
    sunday: 'un jour de repos',
    night: `entre ${hour(fromHour)} et ${hour(untilHour)}`,
  };
  const circumstance = circumstanceOf(rule, at, calendar);
  return circumstance ? texts[circumstance] : '';
}

const frenchSpaces = (text: string): string => text.replaceAll(' :', `${NO_BREAK_SPACE}:`);
