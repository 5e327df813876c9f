import { Unreadable } from './log-format.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Where an object that is laid out over many lines begins, and how far it is indented. */
const OPENING = /^(\s*)\{$/;
const IS_PUNCTUATION = /^\s*(?:[[\],]\s*)?$/;
/** Longer objects are no records of any log. */
const MOST_CHARACTERS = 1_048_576;

/** An object, and the number of its first line. */
export interface NumberedObject {
  readonly object: JsonObject;
  readonly number: number;
}

interface Open {
  readonly indent: string;
  readonly number: number;
  text: string;
}

/**
 * The objects of a text, line by line: one a line, elements of a list, or laid out over many lines as PowerShell, `jq` and
 * `journalctl -o json-pretty` write them.
 */
export class JsonObjects {
  #open: Open | null = null;

  /** The lines of an object are not all there yet. */
  get isWithin(): boolean {
    return this.#open !== null;
  }

  /** Null where no object ends with this line. */
  take(line: string, number: number): NumberedObject | Unreadable | null {
    if (this.#open) return this.#takeWithin(this.#open, line);
    if (IS_PUNCTUATION.test(line)) return null;
    const [, indent] = OPENING.exec(line) ?? [];
    if (indent === undefined) return numbered(objectIn(line.replace(/,\s*$/, '')), number);
    this.#open = { indent, number, text: line };
    return null;
  }

  #takeWithin(open: Open, line: string): NumberedObject | Unreadable | null {
    const ends = line.startsWith(`${open.indent}}`);
    open.text += `\n${ends ? `${open.indent}}` : line}`;
    if (!ends && open.text.length <= MOST_CHARACTERS) return null;
    this.#open = null;
    return numbered(objectIn(open.text), open.number);
  }
}

const numbered = (object: JsonObject | Unreadable, number: number): NumberedObject | Unreadable =>
  object instanceof Unreadable ? object : { object, number };

/** The object that a text of JSON is. */
export function objectIn(text: string): JsonObject | Unreadable {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    if (!text.startsWith('[')) return new Unreadable('ce n’est pas du JSON');
  }
  return new Unreadable(
    text.startsWith('[')
      ? 'c’est une liste JSON sur une seule ligne : un objet par ligne est attendu (jq -c ".[]", ou ConvertTo-Json sans -Compress)'
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
