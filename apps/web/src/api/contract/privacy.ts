import type { CalendarDate, Instant } from './common.ts';

export type ErasureObstacle = 'habilitated' | 'code-open' | 'case-open' | 'frozen';

export type ErasureState = 'requested' | 'refused' | 'erased';

export type ErasureBasis = 'request' | 'retention';

export type AccessState = 'requested' | 'granted' | 'refused';

export interface Freeze {
  since: Instant;
  until: CalendarDate | null;
  reason: string;
  by: string;
}

// GET /api/holders/:id/personal-data: what becomes of what is known of somebody; /export.zip is all of it
export interface HeldData {
  erasure: {
    state: ErasureState;
    reason: string | null;
    basis: ErasureBasis;
    requestedAt: Instant;
    requestedBy: string;
    isOwn: boolean;
    isOfOtherCaf: boolean;
    decision: string | null;
  } | null;
  freeze: Freeze | null;
  /** Why nothing can be erased now. */
  obstacle: { code: ErasureObstacle; sentence: string } | null;
  announcedFor: CalendarDate | null;
  access: HeldAccess | null;
}

export interface DataAccess {
  state: AccessState;
  receivedOn: CalendarDate;
  /** The last day to answer the person. */
  dueOn: CalendarDate;
  requestedAt: Instant;
  requestedBy: string;
  decidedAt: Instant | null;
}

export interface HeldAccess extends DataAccess {
  reason: string;
  isOwn: boolean;
  availableUntil: CalendarDate | null;
  decision: string | null;
}

// GET /api/privacy
export interface Privacy {
  erasures: {
    holder: string;
    name: string;
    state: ErasureState;
    requestedAt: Instant;
    requestedBy: string;
    decidedAt: Instant | null;
    basis: ErasureBasis;
  }[];
  accesses: (DataAccess & { holder: string; name: string })[];
  announced: { holder: string; name: string; on: CalendarDate }[];
  conventions: { id: string; name: string; on: CalendarDate }[];
  freezes: (Freeze & { holder: string; name: string })[];
  expiredMonths: { month: string; at: Instant; kept: number }[];
}

// GET /api/privacy/processings: the register of processing (RGPD, art. 30)
export interface Processing {
  name: string;
  purpose: string;
  basis: string;
  persons: string;
  data: string[];
  recipients: string;
  kept: string;
}
