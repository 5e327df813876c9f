import { CsvError, parse } from 'csv-parse/sync';
import { invalid } from '../refusal.ts';
import { windows1252 } from '../text/windows-1252.ts';

/** A table that somebody has saved as CSV. */
export interface Spreadsheet {
  readonly header: readonly string[];
  readonly rows: readonly SpreadsheetRow[];
}

export interface SpreadsheetRow {
  /** As a spreadsheet numbers it: the header is row 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** Of a file of the largest size, which may be line breaks alone, no more rows are read: each takes its time. */
const MOST_ROWS = 5000;
/** How a workbook begins: an archive, or the older format. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/**
 * Reads what spreadsheets save (RFC 4180 and its dialects): semicolons, commas or tabs, by whichever the header has most of; UTF-8
 * with or without its mark, UTF-16 with it, else Windows-1252, in which French Excel saves. Rows without any text are left out.
 * @throws Refusal no-table, too-many-lines
 */
export function readSpreadsheet(bytes: Uint8Array): Spreadsheet {
  if (WORKBOOKS.some((start) => start.every((byte, place) => bytes[place] === byte))) {
    throw invalid(
      'no-table',
      'Ce fichier est un classeur\u00a0: dans le tableur, enregistrez-le sous le format CSV, puis donnez ce fichier-là.',
    );
  }
  const text = withoutBlankEnd(decoded(bytes));
  const [header, ...others] = recordsOf(text);
  if (!header?.some((cell) => cell !== '')) {
    throw invalid('no-table', 'Ce fichier est vide\u00a0: sa première ligne doit nommer les colonnes.');
  }
  if (header.some((cell) => cell.includes('\u0000')))
    throw invalid('no-table', 'Ce fichier n’est pas un tableau CSV.');
  if (others.length > MOST_ROWS) {
    throw invalid(
      'too-many-lines',
      `Ce fichier a plus de ${MOST_ROWS} lignes, lignes vides comprises\u00a0: partagez-le.`,
    );
  }
  const rows = others.map((cells, index) => ({ number: index + 2, cells }));
  return { header, rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')) };
}

function recordsOf(text: string): string[][] {
  try {
    const to = MOST_ROWS + 2;
    return parse(text, { delimiter: delimiterOf(text), relax_column_count: true, trim: true, to });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = typeof error.lines === 'number' ? `, ligne ${error.lines}` : '';
    throw invalid(
      'no-table',
      `Ce fichier n’est pas un tableau CSV\u00a0: un guillemet n’est pas fermé${where}.`,
    );
  }
}

const DELIMITERS = [';', '\t', ','];

/** Spreadsheets save rows that were only ever formatted, by the thousand. */
function withoutBlankEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (/\s/.test(text[end - 1]!) || DELIMITERS.includes(text[end - 1]!))) end--;
  const lineEnd = text.slice(end).search(/[\r\n]/);
  return lineEnd < 0 ? text : text.slice(0, end + lineEnd);
}

function delimiterOf(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 1);
  const times = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce((most, other) => (times(other) > times(most) ? other : most));
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return windows1252(bytes);
  }
}
