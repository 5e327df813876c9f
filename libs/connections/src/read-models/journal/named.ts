import type { CodeDirectory } from '../../code-directory.ts';
import type { AttemptView, JournalEntry } from './view.ts';

/** The same entries with whose code each is on. */
export async function named(
  entries: readonly JournalEntry[],
  directory: CodeDirectory,
): Promise<AttemptView[]> {
  const names = await directory.namesOf(entries.flatMap(({ userCode }) => userCode ?? []));
  return entries.map((entry) => ({ ...entry, name: names.get(entry.userCode ?? '') ?? null }));
}
