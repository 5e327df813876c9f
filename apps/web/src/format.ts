import type { CalendarDate, Instant } from './api/contract';
import { dayOf, daysUntil, hoursUntilEndOf, isDate, seasonOf } from './days';

/** French typography for what people read. Days are Europe/Paris days; instants are shown in that time zone. */

const LONG_DAY = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' });
const SHORT_DAY = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const PARIS_TIME = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'short', timeZone: 'Europe/Paris' });
const PARIS_SECONDS = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'medium', timeZone: 'Europe/Paris' });
const PARIS_NUMERIC = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeZone: 'Europe/Paris' });
const EUROS = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });
const AMOUNT = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 2 });
const NUMBER = new Intl.NumberFormat('fr-FR');

/** « 1er décembre 2026 »; what is no date, as it was given. */
export const formatDay = (day: CalendarDate) =>
  isDate(day) ? firstOfMonth(LONG_DAY.format(new Date(day))) : day;

/** « 1er déc. » */
export const formatShortDay = (day: CalendarDate) => firstOfMonth(SHORT_DAY.format(new Date(day)));

/** « 1er décembre 2026 à 14 h 05 », as the letters and the sentences of the register write it. */
export const formatInstant = (instant: Instant): string =>
  `${formatInstantDay(instant)} à\u00a0${formatTime(instant)}`;

/** « 14 h 05 » */
export function formatTime(instant: Instant): string {
  const [hour, minute] = PARIS_TIME.format(new Date(instant)).split(':');
  return `${Number(hour)}\u00a0h\u00a0${minute}${seasonIn(instant)}`;
}

/** « (heure d’été) », in the hour that comes twice. */
function seasonIn(instant: Instant): string {
  const season = seasonOf(instant);
  return season === null ? '' : ` (heure d’${season})`;
}

/** « 1er déc. à 14 h » */
export const formatHour = (instant: Instant) =>
  `${formatShortDay(dayOf(instant))} à\u00a0${Number(PARIS_TIME.format(new Date(instant)).split(':')[0])}\u00a0h${seasonIn(instant)}`;

/** `2026-12`: « décembre 2026 ». */
export const formatMonth = (month: string) => MONTH.format(new Date(month));

/** The day of an instant, in Paris: « 1er décembre 2026 » */
export const formatInstantDay = (instant: Instant) => formatDay(dayOf(instant));

/** « 01/12/2026 14:05:09 », all in figures as the records have it, where every second counts; what is no date, as it was given. */
export function formatTimestamp(instant: Instant): string {
  if (!isDate(instant)) return instant;
  const date = new Date(instant);
  return `${PARIS_NUMERIC.format(date)} ${PARIS_SECONDS.format(date)}${seasonIn(instant)}`;
}

/** « moins de 0,1 s », « 0,4 s », « 12 s », « 3 min 5 s » */
export function formatDuration(from: Instant, to: Instant): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  if (seconds < 0.1) return 'moins de 0,1\u00a0s';
  if (seconds < 10) return `${NUMBER.format(Math.round(seconds * 10) / 10)}\u00a0s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole}\u00a0s` : `${formatNumber(minutes)}\u00a0min ${whole % 60}\u00a0s`;
}

/** « dans 3 jours », « demain », « en retard de 2 jours » */
export function formatCountdown(day: CalendarDate): string {
  const days = daysUntil(day);
  if (days === 0) return 'aujourd’hui';
  if (days === 1) return 'demain';
  return days > 0 ? `dans ${plural(days, 'jour')}` : `en retard de ${plural(-days, 'jour')}`;
}

/** « 3 jours et 6 heures », until a day is over in Paris; null once it is. */
export function formatTimeLeft(day: CalendarDate): string | null {
  const hours = hoursUntilEndOf(day);
  if (hours < 0) return null;
  if (hours === 0) return 'moins d’une heure';
  const parts = [
    hours >= 24 && plural(Math.floor(hours / 24), 'jour'),
    hours % 24 > 0 && plural(hours % 24, 'heure'),
  ];
  return parts.filter(Boolean).join(' et ');
}

/** « 1,2 Mo », « 340 ko » */
export const formatSize = (bytes: number): string =>
  bytes >= 1_000_000
    ? `${NUMBER.format(Math.round(bytes / 100_000) / 10)}\u00a0Mo`
    : `${NUMBER.format(Math.max(1, Math.round(bytes / 1000)))}\u00a0ko`;

/** « 1 234,50 € » */
export const formatEuros = (cents: number) => EUROS.format(cents / 100);

/** « 1 234,50 », as people type it. */
export const formatAmount = (cents: number) => AMOUNT.format(cents / 100);

export const formatNumber = (value: number) => NUMBER.format(value);

/** « 1 code », « 3 codes »; in French zero is singular. */
export function plural(count: number, singular: string, several = `${singular}s`): string {
  return `${formatNumber(count)}\u00a0${Math.abs(count) < 2 ? singular : several}`;
}

/** As a sentence or a heading begins. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Cents out of « 1 234,5 », « 1234.50 » or « 12 € »; null when it is not an amount. */
export function parseEuros(text: string): number | null {
  const [, whole, decimals = ''] = /^(\d+)(?:[.,](\d{1,2}))?€?$/.exec(text.replace(/\s/g, '')) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

/** A hash in groups of eight, so that two can be compared by eye. */
export const formatHash = (hash: string) => hash.match(/.{1,8}/g)?.join(' ') ?? '';

const firstOfMonth = (text: string) => text.replace(/^1 /, '1er ');

const COUNTRIES = new Intl.DisplayNames('fr', { type: 'region', fallback: 'code' });

/** By its two letters (ISO 3166-1): « Belgique ». */
export const countryName = (code: string): string => COUNTRIES.of(code) ?? code;

/** « 215 904 100 00017 ». */
export const formatSiret = (siret: string): string => siret.replace(/(\d{3})(\d{3})(\d{3})/, '$1 $2 $3 ');
