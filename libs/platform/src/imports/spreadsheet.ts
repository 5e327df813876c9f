import { CsvError, parse } from 'csv-parse/sync';
import { invalid } from '../refusal.ts';
import { windows1252 } from '../text/windows-1252.ts';

/** A table that somebody has saved as CSV. */
export interface Spreadsheet {
  readonly header: readonly string[];
  readonly rows: readonly SpreadsheetRow[];
}

interface SpreadsheetRow {
  /** As a spreadsheet numbers it: the header is row 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** Of a file of the largest size, which may be line breaks alone, no more rows are read: each takes its time. */
const MOST_ROWS = 5000;

/**
 * Reads what spreadsheets save (RFC 4180 and its dialects): semicolons, commas or tabs, by whichever the header has most of; UTF-8
 * with or without its mark, UTF-16 with it, else Windows-1252, in which French Excel saves. Rows without any text are left out.
 * @throws Refusal no-table, too-many-lines
 */
export function readSpreadsheet(bytes: Uint8Array): Spreadsheet {
  mustBeText(bytes);
  const { text, delimiter } = withoutHints(withoutBlankEnd(decoded(bytes)));
  const [header, ...others] = recordsOf(text, delimiter ?? delimiterOf(text));
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

function recordsOf(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, relax_column_count: true, trim: true, to: MOST_ROWS + 2 });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = typeof error.lines === 'number' ? `, ligne ${error.lines}` : '';
    throw invalid(
      'no-table',
      `Ce fichier n’est pas un tableau CSV\u00a0: un guillemet est mal placé, ou n’est pas fermé${where}.`,
    );
  }
}

/** The first bytes of what spreadsheets and others save by default: ZIP (.xlsx, .ods), OLE (.xls), PDF. */
const SAVED_OTHERWISE = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0', '%PDF'];

function mustBeText(bytes: Uint8Array): void {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (!SAVED_OTHERWISE.some((other) => start.startsWith(other))) return;
  throw invalid(
    'no-table',
    'Ce fichier est un classeur ou un document, et non un tableau CSV\u00a0: dans votre tableur, enregistrez la feuille au format CSV, et envoyez ce fichier-là.',
  );
}

/** What some write for Excel alone: `sep=;` before the header, which it does not show, and `="00012"` for a text of digits. */
function withoutHints(text: string): { text: string; delimiter: string | null } {
  const [hint = '', delimiter = null] = /^sep=([;,\t])\r?\n/i.exec(text) ?? [];
  const shown = text.slice(hint.length).replace(/(^|[;,\t\r\n])="([^"\r\n]*)"(?=[;,\t\r\n]|$)/g, '$1"$2"');
  return { text: shown, delimiter };
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
