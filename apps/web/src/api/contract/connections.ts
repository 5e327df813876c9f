import type { Instant } from './common.ts';
import type { AuthFactor } from './session.ts';

// GET /api/own-access/attempts?cursor=: with the reader's own code, in 90 days, as `Page<Attempt>`

// GET /api/connections?from=&to=&userCode=&name=&network=&outcome=&browser=&notUserCode=…&cursor=&limit=
//   from, to: days, inclusive, or the beginning of an hour as an instant; the others may come several times
export interface Attempt {
  id: string;
  at: Instant;
  /** Null for an identifier that is no code: only its keyed hash is kept (R18). */
  userCode: string | null;
  identifierHash: string | null;
  name: string | null;
  outcome: AttemptOutcome;
  /** How many attempts: refused unread, those of one second and network are one line. */
  count: number;
  /** The end of the wait of one that came too early. */
  retryAt: Instant | null;
  address: string | null;
  /** Of an IPv6 address its /56; `unknown`. */
  network: string;
  /** ISO 3166-1; null where no country database says it. */
  country: string | null;
  userAgent: string | null;
  /** `Firefox 140, Windows`; `unknown`, `other`. */
  browser: string;
  /** The log of another program; null for an attempt at the portal. */
  importedFrom: string | null;
  /** Which were tried, in this order; none when it was refused unread, or another log tells of it. */
  factors: AuthFactor[];
}

// GET /api/connections/:id/around?at=: the five before and after, the latest first
export interface AroundAttempt {
  userCode: Surroundings | null;
  /** Null where nothing told the address. */
  network: Surroundings | null;
}

export interface Surroundings {
  after: Attempt[];
  before: Attempt[];
}

// GET /api/connections/histogram, with the same filters
export interface Histogram {
  unit: 'hour' | 'day' | 'week' | 'month';
  bars: Bar[];
  /** Null when everything is counted; else only what is newer was. */
  countedSince: Instant | null;
}

export interface Bar {
  from: Instant;
  /** Not in it any more. */
  to: Instant;
  successes: number;
  failures: number;
  /** Answered by asking for a second factor. */
  pending: number;
}

// GET /api/connections/top, with the same filters: ten of each, the most frequent first
export interface TopValues {
  userCode: { value: string; count: number; name: string | null }[];
  network: TopValue[];
  outcome: TopValue[];
  browser: TopValue[];
  countedSince: Instant | null;
}

export interface TopValue {
  value: string;
  count: number;
}

// GET /api/connections/export?format=csv|ndjson|ocsf, with the same filters: a ZIP of the file and its manifest
// GET /api/journal-views: one's own and those that the team shares, by name
// POST /api/journal-views { name, search, audience }, DELETE /api/journal-views/:id
export interface SavedView {
  id: string;
  name: string;
  /** The query of the journal's address. */
  search: string;
  audience: 'own' | 'team';
  userCode: string;
  /** Whose code that is. */
  savedBy: string | null;
}

// GET /api/consultations?from=&to=&userCode=&view=&about=&cursor=   caf-security: who read what, the latest first
export interface Consultation {
  id: string;
  at: Instant;
  userCode: string;
  name: string | null;
  view: Consulted;
  asked: { name: string; value: string }[];
}

export type Consulted =
  | 'attempts'
  | 'days'
  | 'top'
  | 'around'
  | 'attempts-export'
  | 'own-attempts'
  | 'sessions'
  | 'consultations'
  | 'rule-replay'
  | 'anomaly'
  | 'anomaly-report'
  | 'anomaly-report-csv'
  | 'anomaly-report-pdf'
  | 'anomaly-file'
  | 'anomaly-dossier-pdf'
  | 'justification-receipt-pdf'
  | 'monthly-report'
  | 'monthly-report-file'
  | 'question'
  | 'incident'
  | 'attestation-file'
  | 'control'
  | 'control-file'
  | 'annex-pdf'
  | 'annex-draft-pdf'
  | 'access-review-pdf'
  | 'access-reviews-export'
  | 'reviewed-persons-export'
  | 'partners-to-review-export'
  | 'accounts-export'
  | 'persons-export'
  | 'blocks-export'
  | 'requests-export'
  | 'habilitations-export'
  | 'conventions-export'
  | 'establishments-export'
  | 'incidents-export'
  | 'declarations-export'
  | 'expected-declarations-export'
  | 'consultations-export'
  | 'departures-export'
  | 'attestations-export'
  | 'anomalies-export'
  | 'sanctions-export'
  | 'controls-export'
  | 'monthly-reports-export'
  | 'acts'
  | 'acts-export'
  | 'act-receipt'
  | 'personal-data-export'
  | 'partner-dossier'
  | 'conformity'
  | 'conformity-pdf';

/** At the portal, or told by the log of another program. */
export type AttemptOrigin = 'portal' | 'imported';

export type AttemptOutcome =
  | 'success'
  | 'wrong-password'
  | 'factor-asked'
  | 'wrong-factor'
  | 'no-assertion'
  | 'other-organism'
  | 'unknown-code'
  | 'not-activated'
  | 'not-habilitated'
  | 'blocked'
  | 'idle'
  | 'closed'
  | 'throttled'
  | 'busy';
