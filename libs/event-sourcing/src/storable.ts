import { isStorable } from '#platform';
import { categoryOf } from './event-store.ts';

/**
 * Something cannot be written to any log, for a store would refuse it or give back something else. Nothing was written.
 * The message says where it is, and not what: messages are logged.
 */
export class NotStorable extends Error {
  override readonly name = 'NotStorable';
}

/** @throws NotStorable: a text or a key in `value` holds U+0000 or half of a character, or a number is none */
export function mustBeStorable(what: string, value: unknown): void {
  // Where in it, only what cannot be kept has to be told.
  if (!canBeKept(value)) refuse(what, value);
}

function canBeKept(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  for (const key of Object.keys(value)) {
    if (!isStorable(key) || !canBeKept(value[key as never])) return false;
  }
  return true;
}

function refuse(what: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) throw new NotStorable(`${what} cannot be kept`);
  for (const [key, member] of Object.entries(value)) {
    if (!isStorable(key)) throw new NotStorable(`A key of ${what} cannot be kept`);
    if (!canBeKept(member)) refuse(`${what}.${key}`, member);
  }
}

/** @throws NotStorable: no log can have a stream of this name */
export function mustNameStream(stream: string): void {
  if (!isStorable(stream)) {
    const category = categoryOf(stream);
    throw new NotStorable(
      `The name of a stream${isStorable(category) ? ` of ${category}` : ''} cannot be kept`,
    );
  }
}
