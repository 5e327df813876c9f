import { daysBetween, parisTimeOf, weekdayOf } from './calendar/calendar.ts';
import type { CalendarDate, Instant } from './calendar/instant.ts';

/*
 * French typography for texts that people read. Written out rather than left to Intl, whose spaces change with the
 * version of ICU. Separators: between thousands the narrow no-break space U+202F, before € and inside an hour the
 * no-break space U+00A0 (Lexique des règles typographiques en usage à l'Imprimerie nationale, and CLDR).
 */
const NARROW_NO_BREAK_SPACE = '\u202f';
const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/**
 * `1234567` → « 1 234 567 ».
 *
 * @throws RangeError when `value` is not a safe integer
 */
export function formatInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a whole number: ${value}`);
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, NARROW_NO_BREAK_SPACE);
  return value < 0 ? MINUS + digits : digits;
}

/**
 * Integer cents: `123450` → « 1 234,50 € ».
 *
 * @throws RangeError when `cents` is not a safe integer
 */
export function formatEuros(cents: number): string {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`Not whole cents: ${cents}`);
  const absolute = Math.abs(cents);
  const euros = formatInteger(Math.floor(absolute / 100));
  const rest = String(absolute % 100).padStart(2, '0');
  return `${cents < 0 ? MINUS : ''}${euros},${rest}${NO_BREAK_SPACE}€`;
}

/** The spaces of a French text as they are printed: none of those inside « » or before « : ; ! ? » ends a line. */
export const withFrenchSpaces = (text: string): string =>
  text
    .replace(/« /g, `«${NO_BREAK_SPACE}`)
    .replace(/ (?=[»:])/g, NO_BREAK_SPACE)
    .replace(/ (?=[;!?])/g, NARROW_NO_BREAK_SPACE);

/** `2026-12-01` → « 1er décembre 2026 ». */
export const formatDate = (date: CalendarDate): string =>
  `${formatDayOfYear(date.slice(5))} ${date.slice(0, 4)}`;

/** `12-01` → « 1er décembre ». */
export function formatDayOfYear(monthAndDay: string): string {
  const [month, day] = monthAndDay.split('-').map(Number) as [number, number];
  return `${day === 1 ? '1er' : day} ${MONTHS[month - 1]}`;
}

/** `2026-11` → « novembre 2026 ». */
export const formatMonth = (month: string): string =>
  `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;

/** `2026-11-23` → « lundi 23 novembre 2026 ». */
export const formatLongDate = (date: CalendarDate): string =>
  `${WEEKDAYS[weekdayOf(date) - 1]} ${formatDate(date)}`;

/** `2026-11-23` → « 23/11/2026 ». */
export const formatShortDate = (date: CalendarDate): string => date.split('-').reverse().join('/');

/** The hour in Paris: « 14 h 05 ». */
export function formatTime(instant: Instant): string {
  const { hour, minute } = parisTimeOf(instant);
  return [hour, 'h', String(minute).padStart(2, '0')].join(NO_BREAK_SPACE);
}

/** « lundi 23 novembre 2026 à 14 h 05 », in Paris. */
export const formatDateTime = (instant: Instant): string =>
  `${formatLongDate(parisTimeOf(instant).date)} à ${formatTime(instant)}`;

/** « 1 jour », « 3 jours »: in French the plural begins at 2. */
export const formatCount = (count: number, singular: string, plural = `${singular}s`): string =>
  `${formatInteger(count)}${NO_BREAK_SPACE}${Math.abs(count) < 2 ? singular : plural}`;

/** « 15 jours, 7 jours et 1 jour ». */
export const formatCounts = (counts: readonly number[], singular: string, plural?: string): string =>
  formatList(counts.map((count) => formatCount(count, singular, plural)));

/** « un, deux et trois ». */
export const formatList = (items: readonly string[]): string =>
  [items.slice(0, -1).join(', '), ...items.slice(-1)].filter((part) => part !== '').join(' et ');

/** How a due date stands on the day `today`: « dans 3 jours », « demain », « aujourd’hui », « en retard de 2 jours ». */
export function formatDeadline(due: CalendarDate, today: CalendarDate): string {
  const days = daysBetween(today, due);
  if (days === 0) return 'aujourd’hui';
  if (days === 1) return 'demain';
  return days > 0 ? `dans ${formatCount(days, 'jour')}` : `en retard de ${formatCount(-days, 'jour')}`;
}
