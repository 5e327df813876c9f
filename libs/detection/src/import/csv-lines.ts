import { OUTCOME_NAMES } from '#connections';
import { Unreadable } from '../formats/log-format.ts';
import { type AttemptReader, toldAttempt } from './told-attempt.ts';

/** Each by its name, and by that which it has in an export of the journal. */
const COLUMNS = {
  at: ['at', 'Instant'],
  identifier: ['identifier', 'Code'],
  identifierHash: ['Empreinte de l’identifiant saisi'],
  outcome: ['outcome', 'Issue'],
  address: ['address', 'Adresse IP'],
  userAgent: ['user_agent', 'Navigateur, tel que déclaré'],
  count: ['count', 'Tentatives'],
  uid: ['uid', 'Événement'],
} as const;
type Column = keyof typeof COLUMNS;
const REQUIRED: readonly Column[] = ['at', 'identifier', 'outcome'];

/** ISO 8601 with its offset: `2026-11-02T09:00:00+01:00`. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

const OUTCOMES_BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(OUTCOME_NAMES).map(([outcome, name]) => [name, outcome]),
);

/**
 * Lines behind a header, which names the columns in any order; separated by the first comma or semicolon of the header.
 * @returns Unreadable when the header lacks a column that is needed
 */
export function csvLines(header: string, now: number): AttemptReader | Unreadable {
  const separator = /[;,]/.exec(header)?.[0] ?? ';';
  const names = cellsOf(header, separator)?.map((name) => name.trim()) ?? [];
  const places = Object.fromEntries(
    Object.entries(COLUMNS).map(([column, known]) => [
      column,
      names.findIndex((name) => (known as readonly string[]).includes(name)),
    ]),
  ) as Record<Column, number>;
  const missing = REQUIRED.filter((column) => places[column] < 0);
  if (missing.length > 0) return new Unreadable(`l’en-tête n’a pas ${missing.join(', ')}`);
  return (text) => {
    if (text.trim() === '') return null;
    const cells = cellsOf(text, separator);
    if (cells === null) return new Unreadable('un guillemet n’est pas fermé');
    if (cells.length !== names.length)
      return new Unreadable(`${cells.length} colonnes au lieu de ${names.length}`);
    const cell = (column: Column) => cells[places[column]]?.trim() || null;
    const at = cell('at') ?? '';
    if (!INSTANT.test(at) || Number.isNaN(Date.parse(at)))
      return new Unreadable('l’instant n’est pas de la forme 2026-11-02T09:00:00+01:00');
    const outcome = cell('outcome');
    return toldAttempt(
      {
        at: Date.parse(at),
        identifier: cell('identifier'),
        identifierHash: cell('identifierHash'),
        outcome: OUTCOMES_BY_NAME.get(outcome ?? '') ?? outcome,
        address: cell('address'),
        userAgent: cell('userAgent'),
        count: Number(cell('count') ?? 1),
        uid: cell('uid'),
      },
      now,
    );
  };
}

/** The cells of a line (RFC 4180); null when a quote is left open. */
function cellsOf(line: string, separator: string): string[] | null {
  const cells: string[] = [];
  for (let at = 0; ; ) {
    let cell = '';
    if (line[at] === '"') {
      for (at++; line[at] !== '"' || line[at + 1] === '"'; at++) {
        if (at >= line.length) return null;
        if (line[at] === '"') at++;
        cell += line[at];
      }
      at++;
    } else {
      const end = line.indexOf(separator, at);
      cell = line.slice(at, end < 0 ? undefined : end);
      at += cell.length;
    }
    cells.push(cell);
    if (line[at] !== separator) return at < line.length ? null : cells;
    at++;
  }
}
