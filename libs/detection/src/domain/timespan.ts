import { DAY_MS, HOUR_MS, MINUTE_MS } from '#platform';

const UNITS: Readonly<Record<string, { ms: number; singular: string; plural: string }>> = {
  s: { ms: 1000, singular: 'seconde', plural: 'secondes' },
  m: { ms: MINUTE_MS, singular: 'minute', plural: 'minutes' },
  h: { ms: HOUR_MS, singular: 'heure', plural: 'heures' },
  d: { ms: DAY_MS, singular: 'jour', plural: 'jours' },
};

/** A duration as Sigma writes it: a whole number and one of `s`, `m`, `h`, `d`. */
export interface Timespan {
  readonly text: string;
  readonly ms: number;
}

/** Null when it is none. */
export function parseTimespan(text: string): Timespan | null {
  const [, number = '', unit = ''] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? [];
  return unit === '' ? null : { text, ms: Number(number) * UNITS[unit]!.ms };
}

/** « 10 minutes ». */
export function inWords({ text }: Timespan): string {
  const { singular, plural } = UNITS[text.at(-1)!]!;
  const number = text.slice(0, -1);
  return `${number}\u00a0${Number(number) < 2 ? singular : plural}`;
}
