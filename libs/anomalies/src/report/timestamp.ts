import { formatShortDate, type Instant, parisTimeOf } from '#platform';

const two = (number: number): string => String(number).padStart(2, '0');

/** « 23/11/2026 14:05:07 », in Paris: as a French spreadsheet reads it, to the second. */
export function timestamp(instant: Instant): string {
  const { date, hour, minute } = parisTimeOf(instant);
  return `${formatShortDate(date)} ${two(hour)}:${two(minute)}:${instant.slice(17, 19)}`;
}
