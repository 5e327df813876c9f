import type { CalendarDate, Instant, UserRole } from './common.ts';

// GET /api/lists/accounts?q=&state=&role=&unblocking=&organismId=&block=&holder=&blocksWithin=: all for the Caf, its own agents' and the correspondents to be confirmed for a gestionnaire
// POST /api/accounts/:userCode/confirmation                         gestionnaire: another correspondent, who may sign then (R2)
// POST /api/accounts { role, gestionnaireId?, lastName, firstName, email } caf-habilitation: a correspondent; an officer is asked for
// POST /api/accounts/:userCode/grant, /refusal { reason }           caf-habilitation, caf-security: not who asked for it
// POST /api/accounts/:userCode/closing { reason }                   caf-habilitation
// POST /api/accounts/:userCode/credentials       caf-habilitation, of an agent gestionnaire: a new link, to a code without password
// POST /api/accounts/:userCode/password-revocation { reason }       caf-habilitation: lost or stolen, a new link is sent (R23)
// POST /api/accounts/:userCode/unblocking-request { reason }          gestionnaire: asks for it (R21)
// POST /api/accounts/:userCode/unblocking-refusal { reason }          caf-habilitation
// POST /api/accounts/:userCode/unblocking { reason, reference? }      caf-habilitation; the reference of a request in writing
// POST /api/account-unblocking-requests { ids, reason }              gestionnaire: the same, asked for
// POST /api/account-unblockings { ids, reason, reference? }          caf-habilitation: user codes; what became of each
// POST /api/accounts/:userCode/blocking { reason, until?, anomalyId?, incidentId? } caf-security: suspends
// POST /api/accounts/:userCode/suspension-lifting { reason }        caf-security
// POST /api/accounts/:userCode/wait-ending { reason }               caf-habilitation, caf-security: ends the waits (R18)
// POST /api/accounts/:userCode/password-reset { reason, anomalyId?, incidentId? } caf-security
export interface Account {
  userCode: string;
  /** Of an agent. */
  personId: string | null;
  name: string;
  role: UserRole;
  organism: { id: string; name: string };
  /** `requested`: an officer has asked for the code of an officer, and another one decides. */
  state: 'requested' | 'refused' | 'pending' | 'active' | 'blocked' | 'closed';
  requestedBy: string | null;
  /** A correspondent whose mailbox a Caf has chosen: they sign nothing before another one confirms them (R2). */
  toBeConfirmed: boolean;
  blockedReason: string | null;
  /** A block proves itself: `since` is the last use, from which 45 days were counted, `position` where the log has it (R21). */
  block: {
    at: Instant;
    since: Instant | null;
    use: 'success' | 'delivery' | 'unblocking' | null;
    position: string | null;
  } | null;
  /** A correspondent has asked the Caf to unblock it; `refusal` is null while it has not decided (R21). */
  unblockingRequest: { at: Instant; by: string; reason: string; refusal: string | null } | null;
  secondFactors: number;
  /** An officer has asked to have them forgotten, and another one decides; told to officers. */
  factorReset: { at: Instant; by: string; reason: string } | null;
  lastSuccess: Instant | null;
  /** An agent holds something now: no link and no unblocking without (R21). The others need no habilitation. */
  isHabilitated: boolean;
  /** When an agent who holds nothing now has a profile again, and from when on the code may be unblocked for that day. */
  returnsOn: CalendarDate | null;
  unblockableFrom: CalendarDate | null;
  /** The end of the last wait after failed attempts, and how many networks and browsers wait: none at the second factor alone (R18). */
  waitUntil: Instant | null;
  waiting: number;
  /** The day after which 45 days without use block it (R21); null when it is not active. */
  blocksAfter: CalendarDate | null;
}

/** Codes that disuse blocks within so many days; 0 is tonight. */
export interface Horizon {
  days: number;
  codes: number;
}

// GET /api/accounts/idleness
/** What disuse will block, and has blocked (R21). */
export interface Idleness {
  today: CalendarDate;
  horizons: Horizon[];
  blocked: number;
  /** Of them, those whose holder may use them. */
  habilitated: number;
  requested: number;
  partners: {
    organism: { id: string; name: string };
    horizons: Horizon[];
    blocked: number;
    habilitated: number;
    requested: number;
  }[];
  /** `month` is YYYY-MM. */
  months: { month: string; blocked: number; unblocked: number }[];
}

// GET /api/lists/blocks?kind=&end=&from=&to=&organismId=&userCode=
/** One block of one code, with its proof and its end (R21). */
export interface Block {
  userCode: string;
  revision: number;
  name: string;
  organism: { id: string; name: string };
  kind: 'idle' | 'security';
  reason: string;
  at: Instant;
  /** The last use, from which 45 days were counted; null for a suspension. */
  since: Instant | null;
  use: 'success' | 'delivery' | 'unblocking' | null;
  unblocking: { at: Instant; reason: string; reference: string | null } | null;
  /** The code was closed, blocked as it was. */
  closedAt: Instant | null;
}

// GET /api/accounts/:userCode/mails                                 caf-habilitation, caf-security: of 30 days
export interface Mail {
  id: string;
  about: string;
  state: 'waiting' | 'accepted' | 'refused' | 'given-up';
  reason: string | null;
  at: Instant;
}
