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
}

// GET /api/lists/declarations?q=&year=&kind=&state=&organismId=&approvedBy=, GET /api/declarations/:id
// POST /api/declarations { establishmentId, year, kind }
// PUT /api/declarations/:id/activity (ActivityData)   PUT /api/declarations/:id/finances (FinancialData)
// POST /api/declarations/:id/submission {}            submits the reader's own part
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
  findings: { severity: 'error' | 'warning'; message: string }[];
  /** What the reader may do now. */
  actions: ('enter-activity' | 'enter-finances' | 'submit' | 'return' | 'approve' | 'transmit')[];
  history: { at: Instant; what: string; who: string }[];
}

export interface ActivityData {
  places: number;
  openingDays: number;
  hoursInvoiced: number;
  hoursRealised: number;
  childrenEnrolled: number;
}

/** Account number (60…69, 86, 70…79, 87) to integer cents. */
export interface FinancialData {
  charges: Record<string, number>;
  income: Record<string, number>;
}
