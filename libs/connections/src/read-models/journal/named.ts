import type { CodeDirectory } from '../../code-directory.ts';
import type { AttemptView, JournalEntry } from './view.ts';

/** The same entries with whose code each is on, where somebody knows. */
export async function named(
  entries: readonly JournalEntry[],
  directory: CodeDirectory | undefined,
): Promise<AttemptView[]> {
  const codes = new Set(entries.map(({ userCode }) => userCode).filter((code) => code !== null));
  const names = await directory?.namesOf([...codes]);
  return entries.map((entry) => ({ ...entry, name: names?.get(entry.userCode ?? '') ?? null }));
}
