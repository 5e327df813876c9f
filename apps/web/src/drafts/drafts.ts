/**
 * What is typed and not yet sent, in the browser's own storage: it outlives the session, a reload and a crash of the tab.
 * Kept under the code of whoever typed it, until it is sent, discarded, or they sign out; for 20 days at most.
 */
export interface Draft {
  /** By the name of the field. */
  values: Record<string, string>;
  /** Of what was on the page when it was begun: what changed since is told when it is sent. */
  tag: string | null;
  /** Instant of the last change. */
  at: string;
}

const PREFIX = 'greffe:brouillon:';
/** Longer than any answer is awaited: 15 days, and those that a weekend and holidays add (R19). */
const LONGEST_MS = 20 * 24 * 3600 * 1000;

const keyOf = (userCode: string, form: string) => `${PREFIX}${userCode}:${form}`;

export function readDraft(userCode: string, form: string): Draft | null {
  const kept = withStorage((storage) => storage.getItem(keyOf(userCode, form)));
  return kept ? parsed(kept) : null;
}

export function keepDraft(userCode: string, form: string, draft: Draft): void {
  withStorage((storage) => storage.setItem(keyOf(userCode, form), JSON.stringify(draft)));
}

export function discardDraft(userCode: string, form: string): void {
  withStorage((storage) => storage.removeItem(keyOf(userCode, form)));
}

/** How many somebody has. */
export const draftsOf = (userCode: string): number =>
  withStorage(
    (storage) => Object.keys(storage).filter((key) => key.startsWith(keyOf(userCode, ''))).length,
  ) ?? 0;

/** Signing out leaves nothing behind on a machine that others use. */
export const discardDraftsOf = (userCode: string): void =>
  removeWhere((key) => key.startsWith(keyOf(userCode, '')));

/** What nobody came back for. */
export function discardOldDrafts(now = Date.now()): void {
  removeWhere((key, kept) => {
    const draft = key.startsWith(PREFIX) ? parsed(kept) : undefined;
    return draft === null || (draft !== undefined && now - Date.parse(draft.at) > LONGEST_MS);
  });
}

function removeWhere(isGone: (key: string, kept: string) => boolean): void {
  withStorage((storage) => {
    for (const [key, kept] of Object.entries({ ...storage })) {
      if (isGone(key, String(kept))) storage.removeItem(key);
    }
  });
}

/** Null when it is none of ours: other pages, or an older version, may have written there. */
function parsed(kept: string): Draft | null {
  try {
    const { values, tag, at } = JSON.parse(kept) as Draft;
    return typeof values === 'object' && typeof at === 'string' ? { values, tag, at } : null;
  } catch {
    return null;
  }
}

/** A browser may refuse its storage, or have none left: there are no drafts then, and everything else works. */
function withStorage<Result>(work: (storage: Storage) => Result): Result | null {
  try {
    return work(window.localStorage);
  } catch {
    return null;
  }
}
