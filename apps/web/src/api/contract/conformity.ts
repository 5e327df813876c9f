import type { CalendarDate, Instant, Named } from './common.ts';

export type ClauseState = 'to-settle' | 'kept' | 'unused';

export interface ConformityFigure {
  count: number;
  /** As many or more. */
  orMore: boolean;
  label: string;
  href: string;
}

export interface ConformityClause {
  id: string;
  /** A paragraph a line. */
  words: string;
  rules: { id: string; name: string; href: string | null }[];
  state: ClauseState;
  since: Instant | null;
  exercised: { at: Instant; what: string; href: string | null } | null;
  evidence: ConformityFigure[];
  notInOrder: ConformityFigure[];
}

export interface ConformityArticle {
  title: string;
  subject: string;
  clauses: ConformityClause[];
}

// GET /api/conformity-days: the days whose state was kept, the latest first; conformity-day.pdf?day= is the document of one
export interface KeptDay {
  day: CalendarDate;
  toSettle: number;
}

export type WitnessFault = 'away' | 'refused' | 'cut-back' | 'forked' | 'unverified';

export interface Witness {
  name: string;
  size: number | null;
  cosignedAt: Instant | null;
  fault: WitnessFault | null;
  failingSince: Instant | null;
}

// GET /api/conformity: how the amendment is kept, clause by clause; .pdf is the same as a document
export interface Conformity {
  organism: Named;
  on: CalendarDate;
  position: string;
  checkpoint: { size: number; root: string; signedAt: Instant } | null;
  /** What came of verifying the log against all that was signed. */
  seal: { lastFullAt: Instant; lastAt: Instant; faults: number } | null;
  /** Who vouches for the log outside of it. */
  outside: { witnesses: Witness[]; stampedAt: Instant | null };
  states: Record<ClauseState, number>;
  articles: ConformityArticle[];
}

// GET /api/numbers: what is decided by, rule by rule
export interface NumberGroup {
  /** `R21`, or that of a subject that the amendment says nothing of. */
  id: string;
  isRule: boolean;
  name: string;
  numbers: { id: string; sentences: string[]; basis: string }[];
}
