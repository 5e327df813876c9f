import { csvLine } from '../csv.ts';
import type { FieldError } from '../http/problem.ts';
import { checked } from '../http/validation.ts';
import { invalid } from '../refusal.ts';
import { inPlainLetters } from '../text/alike.ts';
import type { ImportColumn, ImportDeclaration } from './declaration.ts';
import { readSpreadsheet } from './spreadsheet.ts';

const MOST_LINES = 1000;

export interface CheckedLine<Line> {
  /** Its row in the spreadsheet. */
  readonly row: number;
  /** Null where a cell is at fault. */
  readonly line: Line | null;
  /** `field` is the header of the column. */
  readonly faults: readonly FieldError[];
}

/** The first line of the template: what the columns are called. */
export const templateOf = (columns: readonly { readonly header: string }[]): string =>
  csvLine(columns.map(({ header }) => header));

/**
 * The lines of a file, each cell checked as the same field of a form is.
 * @throws Refusal no-table; columns-unknown; columns-missing; no-lines; too-many-lines
 */
export function checkedLines<Line extends object>(
  bytes: Uint8Array,
  { columns, line: type }: Pick<ImportDeclaration<Line>, 'columns' | 'line'>,
): CheckedLine<Line>[] {
  const { header, rows } = readSpreadsheet(bytes);
  const places = placesOf(header, columns);
  if (rows.length === 0) throw invalid('no-lines', 'Ce fichier n’a pas de ligne sous l’en-tête.');
  if (rows.length > MOST_LINES) {
    throw invalid('too-many-lines', `Ce fichier a plus de ${MOST_LINES} lignes\u00a0: partagez-le.`);
  }
  const headers = new Map<string, string>(columns.map(({ field, header: name }) => [field, name]));
  return rows.map(({ number: row, cells }) => {
    const given = columns.map(({ field }) => [field, cells[places.get(field) ?? -1] || undefined]);
    const { value, errors } = checked(type, Object.fromEntries(given));
    const faults = errors.map(({ field, message }) => ({ field: headers.get(field) ?? field, message }));
    const beyond = cells.slice(header.length).some((cell) => cell !== '');
    const tooMany = { field: '', message: 'Cette ligne a plus de cellules que l’en-tête.' };
    return beyond ? { row, line: null, faults: [...faults, tooMany] } : { row, line: value, faults };
  });
}

/** Where the header has each column. What it names otherwise would be lost unsaid, and is refused. */
function placesOf(header: readonly string[], columns: readonly ImportColumn<never>[]): Map<string, number> {
  const places = new Map<string, number>();
  const unknown: string[] = [];
  const known = new Map(columns.map((column) => [alike(column.header), column]));
  for (const [place, name] of header.entries()) {
    const column = known.get(alike(name));
    if (column && !places.has(column.field)) places.set(column.field, place);
    else if (name !== '') unknown.push(name);
  }
  if (places.size === 0) {
    throw invalid(
      'columns-unknown',
      `La première ligne ne nomme aucune colonne du modèle, qui commence par «\u00a0${columns[0]!.header}\u00a0»\u00a0: elle vient avant toute autre.`,
    );
  }
  if (unknown.length > 0) {
    throw invalid(
      'columns-unknown',
      `Ces colonnes ne sont pas connues, ou viennent deux fois\u00a0: ${unknown.join(', ')}.`,
    );
  }
  const missing = columns.filter(({ field, optional }) => !optional && !places.has(field));
  if (missing.length > 0) {
    throw invalid(
      'columns-missing',
      `Il manque ces colonnes\u00a0: ${missing.map(({ header: name }) => name).join(', ')}.`,
    );
  }
  return places;
}

/** Forms mark what has to be filled in. */
const alike = (name: string): string => inPlainLetters(name.replace(/\*\s*$/, ''));
