import type { AttachedFile, CalendarDate, Instant } from './common.ts';

// GET /api/lists/attestations?q=&state=: the Caf's partners, what is missing first
export type Duty = 'antivirus' | 'anti-spam' | 'intrusion' | 'premises' | 'secrecy';

export interface PartnerDuties {
  gestionnaire: { id: string; name: string };
  missing: Duty[];
  ending: Duty[];
  nextEnd: CalendarDate | null;
  /** When the partner was last asked for what is missing. */
  askedOn: CalendarDate | null;
}

// GET /api/attestations/:gestionnaireId: the five duties, with every attestation
// POST /api/attestations { duty, attestedOn, text, fileIds? } gestionnaire
// POST /api/attestations/:gestionnaireId/:duty/files?name= (bytes) gestionnaire; GET those not sent yet; DELETE …/files/:fileId
// GET /api/attestations/:gestionnaireId/:duty/files/:fileId one that was sent, as a download
export interface Attestations {
  gestionnaire: { id: string; name: string };
  duties: {
    duty: Duty;
    state: 'missing' | 'lapsed' | 'ending' | 'valid';
    askedOn: CalendarDate | null;
    /** The latest first: it alone holds. */
    attestations: {
      id: string;
      attestedOn: CalendarDate;
      validUntil: CalendarDate;
      text: string;
      files: AttachedFile[];
      at: Instant;
      by: string;
    }[];
  }[];
}

// GET /api/lists/controls?q=&state=&outcome=&organismId=&from=&to=, GET /api/controls/:id
// POST /api/controls { gestionnaireId, subject, plannedOn, controllers } caf-security, as what follows
// POST /api/controls/:id/rescheduling { plannedOn, reason }   POST /api/controls/:id/cancellation { reason }
// POST /api/controls/:id/conclusion { carriedOutOn, outcome, findings, agreed?, agreedBy?, fileIds? }
// POST /api/controls/:id/verification { note }
// POST /api/controls/:id/files?name= (bytes); GET those not sent yet; DELETE …/files/:fileId
// GET /api/controls/:id/files/:fileId                one that was sent, as a download
/** In a list; `agreedFor` is by when what was agreed is to be done. */
export interface ListedControl {
  id: string;
  state: Control['state'];
  gestionnaire: { id: string; name: string };
  subject: string;
  plannedOn: CalendarDate;
  controllers: string;
  carriedOutOn: CalendarDate | null;
  outcome: NonNullable<Control['conclusion']>['outcome'] | null;
  agreedFor: CalendarDate | null;
}

export interface Control {
  id: string;
  /** `agreed`: carried out, and measures are awaited. */
  state: 'planned' | 'cancelled' | 'agreed' | 'closed';
  gestionnaire: { id: string; name: string };
  subject: string;
  plannedOn: CalendarDate;
  controllers: string;
  conclusion: {
    carriedOutOn: CalendarDate;
    outcome: 'compliant' | 'to-improve' | 'non-compliant';
    findings: string;
    agreement: { text: string; dueOn: CalendarDate } | null;
    files: AttachedFile[];
    at: Instant;
  } | null;
  verification: { note: string; daysLate: number; at: Instant } | null;
  cancelledFor: string | null;
}

export interface ControlDetail extends Control {
  history: { at: Instant; what: string; who: string }[];
}
