import { isCalendarDate } from '../calendar/calendar.ts';
import type { FieldError } from '../http/problem.ts';
import { saysNothingElse } from '../text/alike.ts';
import { formatDate } from '../typography.ts';
import type { ImportColumn, Recorded } from './declaration.ts';

/**
 * What a line says otherwise than the register, which keeps it as it is: a file that is older than a correction takes none back. One for
 * each such column, with how it is changed.
 */
export const keptOtherwise = (
  line: object,
  recorded: Recorded<object>,
  columns: readonly ImportColumn<never>[],
): FieldError[] =>
  columns.flatMap(({ field, header, empty, howToChange }) => {
    const given: string | null = Reflect.get(line, field) ?? null;
    if (!(field in recorded) || (given === null && !empty)) return [];
    const kept: string | null = Reflect.get(recorded, field) ?? null;
    if (given === kept || (given && kept && saysNothingElse(given, kept))) return [];
    const [inFile, inRegister] = [written(given, empty), written(kept, empty)];
    return [
      {
        field: header,
        message: `${inFile} n’est pas repris\u00a0: le registre garde ${inRegister}.${howToChange ? ` ${howToChange}` : ''}`,
      },
    ];
  });

function written(value: string | null, empty = 'rien'): string {
  if (value === null) return empty;
  return isCalendarDate(value) ? `le ${formatDate(value)}` : `«\u00a0${value}\u00a0»`;
}
