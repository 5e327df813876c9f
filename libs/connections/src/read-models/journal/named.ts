import { type CodeDirectory, namesOf } from '../../code-directory.ts';
import type { AttemptView, JournalEntry } from './view.ts';

/** The same entries with whose code each is on, where somebody knows. */
export async function named(
  entries: readonly JournalEntry[],
  directory: CodeDirectory | undefined,
): Promise<AttemptView[]> {
  const names = await namesOf(
    directory,
    entries.flatMap(({ userCode }) => userCode ?? []),
  );
  return entries.map((entry) => ({ ...entry, name: names.get(entry.userCode ?? '') ?? null }));
}
