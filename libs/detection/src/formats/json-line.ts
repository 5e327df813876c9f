import { Unreadable } from './log-format.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What Windows puts before a text. */
const BYTE_ORDER_MARK = /^\ufeff/;

/** The object that a line of JSON is. */
export function objectIn(line: string): JsonObject | Unreadable {
  try {
    const value: unknown = JSON.parse(line.replace(BYTE_ORDER_MARK, ''));
    return isObject(value) ? value : new Unreadable('ce n’est pas un objet JSON');
  } catch {
    return new Unreadable('ce n’est pas du JSON');
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands there: `valueAt(event, 'src_endpoint', 'ip')`. */
export const valueAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (within, key) => (isObject(within) && Object.hasOwn(within, key) ? within[key] : undefined),
    value,
  );

/** A text or a number that stands there, as text; null when there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string | null {
  const found = valueAt(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : null;
}
