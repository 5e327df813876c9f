import { COUNTED, formatInteger, type JobReport } from '#platform';

/** « examinés : 12, bloqués : 3 ». The database keeps the numbers in an order of its own, and those of jobs that are no more. */
export const reportInWords = (report: JobReport | null): string | null =>
  report &&
  WORDS.flatMap(([name, word]) => {
    const count = report[name];
    return count === undefined ? [] : [`${word}\u00a0:\u00a0${formatInteger(count)}`];
  }).join(', ');

const WORDS = Object.entries(COUNTED) as [keyof JobReport, string][];
