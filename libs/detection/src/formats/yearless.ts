import { DAY_MS, isCalendarDate } from '#platform';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Of the C library: `journalctl` writes them where the machine speaks French. */
const FRENCH = [
  'janv.',
  'févr.',
  'mars',
  'avril',
  'mai',
  'juin',
  'juil.',
  'août',
  'sept.',
  'oct.',
  'nov.',
  'déc.',
];
/** Months by which a line is earlier than the one before when a New Year is between them; with fewer it is late. */
const HALF_A_YEAR = 6;
/** December after January: a line that is late, and not eleven months of silence. */
const BACK_OVER_NEW_YEAR = 11;
/** Where 29 February may be. */
const MOST_YEARS_BACK = 8;

/** `Nov 28`: month (1 to 12, 0 for no month) and day. */
export interface YearlessDate {
  readonly month: number;
  readonly day: number;
}

/** As a pattern. */
export const YEARLESS = String.raw`(?:[A-Z][a-z]{2}|${FRENCH.join('|').replaceAll('.', '\\.')}) [ \d]\d`;

export const yearlessDate = (text: string): YearlessDate => {
  const month = text.slice(0, -3);
  return { month: Math.max(MONTHS.indexOf(month), FRENCH.indexOf(month)) + 1, day: Number(text.slice(-2)) };
};

/** `YYYY-MM-DD`, which may be no day that exists. */
export const dateIn = (year: number, { month, day }: YearlessDate): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** How many New Years lie behind the first of the dates that it is given one after the other. */
export class NewYears {
  #month: number | null = null;
  #count = 0;

  /** A line that is late, of before the New Year, takes one back. */
  at({ month }: YearlessDate): number {
    const before = this.#month ?? month;
    if (before - month >= HALF_A_YEAR) this.#count++;
    if (month - before === BACK_OVER_NEW_YEAR) this.#count--;
    this.#month = month;
    return this.#count;
  }
}

/** The latest in which the date is there and not after `latest`: a clock that is a day ahead is forgiven. */
export function latestYear(date: YearlessDate, latest: number): number {
  const year = new Date(latest).getUTCFullYear();
  for (let candidate = year + 1; candidate > year - MOST_YEARS_BACK; candidate--) {
    const text = dateIn(candidate, date);
    if (isCalendarDate(text) && Date.parse(text) <= latest + DAY_MS) return candidate;
  }
  return year;
}
