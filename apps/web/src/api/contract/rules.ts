import type { Severity } from './anomalies.ts';
import type { Instant } from './common.ts';

// GET /api/rules                                     caf-security
// POST /api/rules/:name/replay { threshold, from, to } caf-security: changes nothing, and is recorded as a consultation
// POST /api/rules/:name/activation { threshold, reason } caf-security
// POST /api/rules/:name/retirement { reason }        caf-security
// POST /api/rules/:name/resumption { reason }        caf-security
export interface Rule {
  name: string;
  title: string;
  state: 'active' | 'retired';
  finds: string;
  level: Severity;
  version: number;
  article: string | null;
  basis: string | null;
  threshold: number | null;
  range: { least: number; most: number } | null;
  /** Attempts are all that it looks at. */
  isReplayable: boolean;
  hash: string;
  /** In the last 30 days. */
  hits: number;
  cases: { open: number; dismissed: number; explained: number; confirmed: number; insufficient: number };
  changes: {
    at: Instant;
    by: string;
    what: 'activated' | 'retired' | 'resumed';
    version: number | null;
    threshold: number | null;
    reason: string;
  }[];
}

export interface RuleReplay {
  /** That was tried. */
  threshold: number;
  /** Of the period, as far as the reader oversees them. */
  attempts: number;
  /** Cases with the present threshold, and with the other one; what they cost an officer. */
  present: number;
  draft: number;
  presentMinutes: number;
  draftMinutes: number;
  /** How many cases are of one of the two alone, and 50 of each at most. */
  appearing: number;
  vanishing: number;
  appear: ReplayedCase[];
  vanish: ReplayedCase[];
}

export interface ReplayedCase {
  at: Instant;
  userCode: string | null;
  network: string | null;
  sentence: string;
  /** Null where there is none: it would be new, or attempts of another log make it. */
  anomalyId: string | null;
}
