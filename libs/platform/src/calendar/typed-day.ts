import { inPlainLetters } from '../text/alike.ts';

const MONTHS = ['janv', 'fev', 'mars', 'avr', 'mai', 'juin', 'juil', 'aout', 'sept', 'oct', 'nov', 'dec'];
/** What a spreadsheet adds to a day that it takes for a moment. */
const MIDNIGHT = /[ t]00:00(:00(\.0+)?)?$/;
const NUMBERS = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/;
const WORDS = /^(?:[a-z]+ )?(\d{1,2})(?:er)?[ -]([a-z]+)\.?[ -](\d{4}|\d{2})$/;

/**
 * A day as French spreadsheets and people write it, as `YYYY-MM-DD`: 31/03/2026, 31/03/26 (LibreOffice), 31.03.2026,
 * 31-mars-26 (Excel), 1er avril 2026. The day comes before the month, and two digits are of this century. Anything else stays as it
 * is, and is no day.
 */
export function readTypedDay(typed: string): string {
  const plain = inPlainLetters(typed).replace(MIDNIGHT, '');
  const numbers = NUMBERS.exec(plain);
  if (numbers) return dayOf(numbers[1]!, Number(numbers[2]), numbers[3]!);
  const words = WORDS.exec(plain);
  if (!words) return plain;
  const month = MONTHS.findIndex((name) => words[2]!.startsWith(name));
  return month < 0 ? plain : dayOf(words[1]!, month + 1, words[3]!);
}

const dayOf = (day: string, month: number, year: string): string =>
  [year.padStart(4, '20'), String(month).padStart(2, '0'), day.padStart(2, '0')].join('-');
