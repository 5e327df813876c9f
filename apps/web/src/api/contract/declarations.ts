import type { CalendarDate, Instant } from './common.ts';

// GET /api/campaigns
// POST /api/campaigns { year, kind, opensOn, closesOn }               caf-habilitation
/** When declarations are due to a Caf, both days whole. */
export interface Campaign {
  id: string;
  cafId: string;
  year: number;
  kind: Declaration['kind'];
  /** From 1; updated declarations are due twice a year. */
  number: number;
  opensOn: CalendarDate;
  closesOn: CalendarDate;
  /** Declarations of the reader's establishments. */
  expected: number;
  transmitted: number;
}

// GET /api/lists/expected-declarations?q=&year=&kind=&number=&state=&organismId=
/** What a campaign expects of an establishment. */
export interface ExpectedDeclaration {
  id: string;
  campaignId: string;
  year: number;
  kind: Declaration['kind'];
  number: number;
  closesOn: CalendarDate;
  establishment: { id: string; name: string };
  gestionnaire: { id: string; name: string };
  state: 'not-opened' | Declaration['state'];
  declarationId: string | null;
  transmittedAt: Instant | null;
  /** Since the last day: of the transmission, or of today. */
  daysLate: number;
}

// GET /api/lists/declarations?q=&year=&kind=&state=&organismId=&approvedBy=, GET /api/declarations/:id
// POST /api/declarations { establishmentId, year, kind }
// PUT /api/declarations/:id/activity (ActivityData)   PUT /api/declarations/:id/finances (FinancialData)
// POST /api/declarations/:id/submission { activityComment?, financesComment? }  hands over the parts `toSubmit`
// POST /api/declarations/:id/return { part: 'activity' | 'finances', reason }  approver
// POST /api/declarations/:id/approval { contentHash } approver
// POST /api/declarations/:id/transmission {}          approver
export interface Declaration {
  id: string;
  establishment: { id: string; name: string };
  year: number;
  kind: 'forecast' | 'updated' | 'actual';
  version: number;
  state: 'in-entry' | 'to-approve' | 'approved' | 'transmitted';
  activitySubmitted: boolean;
  financesSubmitted: boolean;
  updatedAt: Instant;
}

export interface DeclarationDetail extends Declaration {
  activity: ActivityData | null;
  finances: FinancialData | null;
  /** SHA-256 of exactly what there is to approve; null while a part is missing. */
  contentHash: string | null;
  approval: { by: string; at: Instant; contentHash: string; selfApproval: boolean } | null;
  /** Given with the last submission of each part. */
  comments: Record<DeclarationPart, string | null>;
  /** An error stands in the way of its part, a warning wants a comment with it. */
  findings: { part: DeclarationPart; severity: 'error' | 'warning' | 'information'; message: string }[];
  /** What the reader may do now. */
  actions: ('enter-activity' | 'enter-finances' | 'submit' | 'return' | 'approve' | 'transmit')[];
  /** What the reader's submission hands over. */
  toSubmit: DeclarationPart[];
  history: { at: Instant; what: string; who: string }[];
}

export type DeclarationPart = 'activity' | 'finances';

export interface ActivityData {
  places: number;
  openingDays: number;
  dailyMinutes?: number;
  capacityHours?: number;
  hoursInvoiced: number;
  hoursRealised: number;
  hoursCovered?: number;
  childrenEnrolled: number;
  trainingDays?: number;
}

/** Account number (60…69, 86, 70…79, 87) to integer cents. */
export interface FinancialData {
  charges: Record<string, number>;
  income: Record<string, number>;
}
