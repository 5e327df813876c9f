import { fromCursor, type Place, toCursor } from './cursor.ts';

/** What an SQL condition on rows of `at` and `id` is put together from, with its values. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #conditions: string[] = [];

  add(condition: (...parameters: string[]) => string, ...values: unknown[]): void {
    this.#conditions.push(condition(...values.map((value) => this.value(value))));
  }

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** What comes after the page that ended there, the latest first. @throws Refusal bad-cursor */
  addCursor(cursor: string | undefined): void {
    if (cursor === undefined) return;
    const after = fromCursor(cursor);
    this.add((at, id) => `(at, id) < (${at}, ${id})`, after.at, after.id);
  }

  toString(): string {
    return this.#conditions.join(' AND ');
  }
}

/** A page of at most `limit` of the rows, of which one more was asked for; `next` is the cursor of the page behind it. */
export function pageOf<Row extends { readonly at: Date; readonly id: string }>(
  rows: readonly Row[],
  limit: number,
): { items: (Omit<Row, 'at'> & Place)[]; next: string | null } {
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  const last = items.at(-1);
  return { items, next: last && rows.length > limit ? toCursor(last) : null };
}
