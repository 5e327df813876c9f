import type { Found, Signal } from './window.ts';

/** A signal as a window remembers it. */
export type Entry = Pick<Signal, 'at' | 'first' | 'evidence'>;

/** Entries stand by time, the oldest first; of the same time, in the order of the log. */
export function insert<E extends Entry>(entries: E[], entry: E): void {
  let index = entries.length;
  while (index > 0 && entries[index - 1]!.at > entry.at) index--;
  entries.splice(index, 0, entry);
}

/** What they make, completed at that time. */
export const foundIn = (entries: readonly Entry[], at: number, count: number): Found => ({
  first: Math.min(...entries.map(({ first }) => first)),
  at,
  count,
  evidence: entries.flatMap(({ evidence }) => evidence),
});
