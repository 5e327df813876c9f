import type { Found, Signal } from './window.ts';

/** A signal as a window remembers it. */
export type Entry = Pick<Signal, 'at' | 'first' | 'evidence'>;

/**
 * Entries stand by time, the oldest first; of the same time, in the order of the log. The first makes an array of one: pushed
 * into an empty array, it would come with room for sixteen more, in each of all those windows that never hold a second.
 */
export function insert<E extends Entry>(window: { entries: E[] }, entry: E): void {
  const { entries } = window;
  let index = entries.length;
  while (index > 0 && entries[index - 1]!.at > entry.at) index--;
  if (entries.length === 0) window.entries = [entry];
  else if (index === entries.length) entries.push(entry);
  else entries.splice(index, 0, entry);
}

/** What they make, completed at that time; those that are not needed for it are no evidence. */
export function foundIn<E extends Entry>(
  entries: readonly E[],
  at: number,
  count: number,
  isNeeded: (entry: E) => boolean,
): Found {
  const evidence: string[] = [];
  let first = Infinity;
  for (const entry of entries) {
    if (entry.first < first) first = entry.first;
    if (isNeeded(entry)) for (const id of entry.evidence) evidence.push(id);
  }
  return { first, at, count, evidence };
}
