import type { Mail } from './accounts.ts';
import type { AttachedFile, CalendarDate, CommandAnswer, Instant } from './common.ts';
import type { AttemptOutcome } from './connections.ts';
import type { SecuritySanction } from './sanctions.ts';

// GET /api/lists/anomalies?q=&state=&severity=&userCode=&from=&to=&sort=&cursor=  gestionnaire: those that it was told of
// GET /api/lists/anomaly-queue, the same and rule=&gestionnaireId=&assignee=  caf-security
// GET /api/anomalies/:id                              caf-security, gestionnaire
// GET /api/anomaly-queue/counts, …/officers            caf-security
// POST /api/anomaly-dismissals { ids, reason }        caf-security: what became of each
// POST /api/anomaly-reopenings { ids, reason }        caf-security: the same, taken back
// GET /api/connections/:id/cases                      caf-security
// GET /api/anomalies/:id/related                      caf-security
// POST /api/anomalies/:id/assignment { userCode? }, …/release {}, …/notes { text }  caf-security
// POST /api/anomalies/:id/notification {}            caf-security: the 15 days begin once it has reached somebody
// POST /api/anomalies/:id/registered-letter { number, deliveredOn } caf-security
// POST /api/anomalies/:id/dismissal { reason }       caf-security
// POST /api/anomalies/:id/reopening { reason }       caf-security
// POST /api/anomalies/:id/files?name= (bytes)        gestionnaire: a file for the justification; DELETE …/files/:fileId
// GET /api/anomalies/:id/files                       gestionnaire: those that were not sent yet
// GET /api/anomalies/:id/receipt.pdf                 what was sent as the justification; …/dossier.pdf: the whole case
// GET /api/anomalies/:id/files/:fileId               one that was sent, as a download
// POST /api/anomalies/:id/justification { text, fileIds? } gestionnaire
// POST /api/anomalies/:id/verdict { verdict, comment, sanction? } caf-security
// GET /api/anomaly-report?gestionnaireId=&from=&to=, .csv, .pdf
export interface Anomaly {
  id: string;
  /** `notifying`: the notice has reached nobody yet, and no day is counted (R19). */
  state: 'detected' | 'dismissed' | 'notifying' | 'notified' | 'justified' | 'overdue' | 'closed';
  rule: { id: string; version: number; title: string };
  severity: Severity;
  sentence: string;
  /** The code or the network that it is about. */
  userCode: string | null;
  network: string | null;
  name: string | null;
  /** Who has to justify it; null where it concerns several partners, or none. */
  gestionnaire: { id: string; name: string } | null;
  detectedAt: Instant;
  lastHitAt: Instant;
  /** By what the notice is known to have reached the partner; null before, and in older cases. */
  notice: NoticeProof | null;
  notifiedOn: CalendarDate | null;
  /** Last day for the justification, whole (R19). */
  due: CalendarDate | null;
  justification: { text: string; files: AttachedFile[]; at: Instant; by: string; late: boolean } | null;
  verdict: { verdict: Verdict; comment: string; sanction: SecuritySanction | null; at: Instant } | null;
  dismissal: { reason: string; at: Instant } | null;
}

export type Severity = 'informational' | 'low' | 'medium' | 'high' | 'critical';

export type Verdict = 'explained' | 'confirmed' | 'insufficient';

export interface VerdictAnswer extends CommandAnswer {
  /** Why the sanction was not carried out all the same. */
  sanctionRefusal: { code: string; message: string } | null;
}

export interface NoticeProof {
  kind: 'mail' | 'registered-letter';
  /** Of a mail. */
  userCode?: string;
  acceptedAt?: Instant;
  /** Of a letter. */
  number?: string;
  deliveredOn?: CalendarDate;
}

/** Whom a case can reach, and what became of the mails about it. */
export interface CaseNotices {
  correspondents: { userCode: string; name: string; obstacle: string | null }[];
  mails: (Omit<Mail, 'id'> & { userCode: string })[];
}

export interface AnomalyDetail extends Anomaly {
  evidence: {
    attemptId: string;
    at: Instant;
    outcome: AttemptOutcome;
    address: string | null;
    /** That was tried; null for what is no code, and in older cases. */
    userCode: string | null;
    count: number;
    /** One of those that sufficed. */
    isSufficient: boolean;
  }[];
  /** How many lines sufficed, on whosever codes; null where no few do, and in older cases. */
  sufficient: number | null;
  history: { at: Instant; what: string; who: string }[];
  /** What the agent was asked, and answered. */
  statement: CaseStatement | null;
  /** For the Caf alone. */
  notices: CaseNotices | null;
  casework: Casework | null;
}

/** How the Caf works on a case. */
export interface Casework {
  assignee: (Officer & { since: Instant }) | null;
  notes: { at: Instant; by: string; text: string }[];
  assignments: { at: Instant; what: string; who: string }[];
}

export interface Officer {
  userCode: string;
  name: string;
}

/** A case in a list: what was written about it is read in the case. */
export interface ListedCase
  extends Pick<
    Anomaly,
    | 'id'
    | 'state'
    | 'rule'
    | 'severity'
    | 'sentence'
    | 'userCode'
    | 'network'
    | 'name'
    | 'gestionnaire'
    | 'detectedAt'
    | 'lastHitAt'
    | 'due'
  > {
  justifiedAt: Instant | null;
  conclusion: Verdict | null;
}

/** In the order in which cases want an officer. */
export interface QueuedCase extends ListedCase {
  assignee: Officer | null;
}

/** What a case has to do with others: on the same code or from the same network within hours, or by the same rule earlier. */
export interface RelatedCases {
  attack: RelatedCase[];
  before: RelatedCase[];
}

export interface RelatedCase extends Anomaly {
  tie: 'code' | 'network' | 'rule';
}

export interface CaseCounts {
  /** For the Caf to do: of these the reader’s, and nobody’s. */
  waiting: number;
  mine: number;
  unassigned: number;
  /** By state, of those that are not over. */
  open: Partial<Record<Anomaly['state'], number>>;
}

// POST /api/anomalies/:id/question {}                gestionnaire: once; 409 with the reason where the agent cannot sign in
// GET /api/questions, GET /api/questions/:id         agent: their own
// POST /api/questions/:id/statement { answer, text } agent: once
export type Answer = 'yes' | 'no' | 'unknown';

interface Statement {
  id: string;
  askedAt: Instant;
  askedBy: string;
  answer: Answer | null;
  text: string | null;
  answeredAt: Instant | null;
}

export interface CaseStatement extends Statement {
  agent: string;
  /** While there is no answer: why the agent cannot sign in to give it. */
  obstacle: string | null;
}

export interface ListedQuestion extends Statement {
  gestionnaire: string;
  /** Whether it can still be answered. */
  isOpen: boolean;
}

export interface AgentQuestion extends ListedQuestion {
  attempts: (Omit<AnomalyDetail['evidence'][number], 'userCode' | 'isSufficient'> & { browser: string })[];
}

// GET /api/monthly-reports: a Caf's, drafts first; a gestionnaire's own, once sent
// GET /api/monthly-reports/:id                       caf-security
// POST /api/monthly-reports/:id/reviews { anomalyId, place: 'kept' | 'left-out', note? }
// POST /api/monthly-reports/:id/sending {}
// GET /api/monthly-reports/:id/report.pdf, .csv, .ndjson: as it was sent; for an officer, a draft as it would be
export interface MonthlyReport {
  id: string;
  /** `2026-10`. */
  month: string;
  gestionnaire: { id: string; name: string };
  preparedAt: Instant;
  /** Null while it is a draft. */
  sent: {
    at: Instant;
    by: string;
    cases: number;
    files: { format: 'pdf' | 'csv' | 'ocsf'; sha256: string; size: number }[];
  } | null;
}

export interface MonthlyReportDetail extends MonthlyReport {
  /** Those that were notified to the partner. */
  cases: (Anomaly & { isLeftOut: boolean; note: string | null })[];
}
