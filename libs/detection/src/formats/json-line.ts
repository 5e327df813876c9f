import { Unreadable } from './log-format.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that a line of JSON is. */
export function objectIn(line: string): JsonObject | Unreadable {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    if (!line.startsWith('[')) return new Unreadable('ce n’est pas du JSON');
  }
  return new Unreadable(
    line.startsWith('[')
      ? 'c’est une liste JSON : un objet par ligne est attendu (jq -c ".[]")'
      : 'ce n’est pas un objet JSON',
  );
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
