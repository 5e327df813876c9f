import {
  formatCount,
  formatDateTime,
  formatInteger,
  formatLongDate,
  formatTime,
  isPublicHoliday,
  parisTimeOf,
  SUNDAY,
} from '#platform';
import type { Hit } from './engine.ts';
import { type Rule, thresholdOf } from './rule.ts';
import { inWords } from './timespan.ts';

const CODE_STATES: Readonly<Record<string, string>> = {
  blocked: 'qui est bloqué',
  idle: 'qui est bloqué faute d’usage',
  closed: 'qui est fermé',
  'not-habilitated': 'qui n’a pas d’habilitation en vigueur',
};

/** What the sentence of a rule may speak of. Numbers are those of the hit, so that words and windows cannot differ. */
const PLACEHOLDERS: Readonly<Record<string, (hit: Hit) => string>> = {
  count: ({ count }) => formatInteger(count),
  attempts: ({ count }) => formatCount(count, 'tentative'),
  threshold: ({ rule }) => ('bounds' in rule ? formatInteger(thresholdOf(rule)) : ''),
  timespan: ({ rule }) => ('timespan' in rule ? inWords(rule.timespan) : ''),
  userCode: ({ observation }) => observation.userCode ?? 'inconnu',
  network: ({ observation }) => observation.network ?? 'inconnu',
  country: ({ observation }) => countryName(observation.country),
  first: ({ first }) => formatTime(instantOf(first)),
  last: ({ at }) => formatTime(instantOf(at)),
  firstDay: ({ first }) => formatLongDate(parisTimeOf(instantOf(first)).date),
  day: ({ at }) => formatLongDate(parisTimeOf(instantOf(at)).date),
  when: whenOf,
  state: ({ observation }) => CODE_STATES[observation.outcome ?? ''] ?? '',
  circumstance: circumstanceOf,
};

const COUNTRIES = new Intl.DisplayNames('fr', { type: 'region', fallback: 'code' });
const countryName = (code: string | null): string =>
  /^[A-Z]{2}$/.test(code ?? '') ? COUNTRIES.of(code!)! : 'pays inconnu';

const PLACEHOLDER = /\{(\w+)\}/g;

/** Those in the text that mean nothing. */
export const unknownPlaceholders = (text: string): readonly string[] =>
  [...text.matchAll(PLACEHOLDER)]
    .map(([, name]) => name!)
    .filter((name) => !Object.hasOwn(PLACEHOLDERS, name));

/** Why the rule was hit, in French, with the hit’s own numbers; its title where the rule has no sentence. */
export function sentenceOf(hit: Hit): string {
  const text = hit.rule.sentence ?? `${hit.rule.title}.`;
  return text.replace(PLACEHOLDER, (_, name: string) => PLACEHOLDERS[name]!(hit)).replaceAll(' :', '\u00a0:');
}

/** What the rule finds, in French, with its own numbers. */
export const descriptionOf = (rule: Rule): string =>
  (rule.description ?? `${rule.title}.`)
    .replaceAll('{threshold}', 'bounds' in rule ? formatInteger(thresholdOf(rule)) : '')
    .replaceAll('{timespan}', 'timespan' in rule ? inWords(rule.timespan) : '');

const instantOf = (ms: number): string => new Date(ms).toISOString();

/** « à 2 h 12, le lundi 23 novembre 2026 », « entre 2 h 12 et 2 h 14, le … »; with both days where they are two. */
function whenOf({ first, at }: Hit): string {
  const [from, to] = [instantOf(first), instantOf(at)];
  const [fromDay, toDay] = [parisTimeOf(from).date, parisTimeOf(to).date];
  if (fromDay !== toDay) return `entre le ${formatDateTime(from)} et le ${formatDateTime(to)}`;
  const [fromTime, toTime] = [formatTime(from), formatTime(to)];
  const times = fromTime === toTime ? `à ${toTime}` : `entre ${fromTime} et ${toTime}`;
  return `${times}, le ${formatLongDate(toDay)}`;
}

/** A public holiday goes before a Sunday, a Sunday before a night. */
function circumstanceOf({ at, alsaceMoselleOnly }: Hit): string {
  const { date, weekday } = parisTimeOf(instantOf(at));
  if (isPublicHoliday(date, alsaceMoselleOnly ? 'alsace-moselle' : 'metropole')) return 'un jour férié';
  if (weekday === SUNDAY) return 'un dimanche';
  return 'en dehors des heures habituelles';
}
