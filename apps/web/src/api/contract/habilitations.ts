import type { Account } from './accounts.ts';
import type { CalendarDate, Instant, Profile } from './common.ts';

// GET /api/persons; POST /api/persons { lastName, firstName, function, email, sharedMailboxReason? }
// GET /api/lists/persons?state=&organismId=&profile=&held=: those of GET /api/persons with their code and what they hold
export interface ListedPerson extends Person {
  gestionnaire: { id: string; name: string };
  account: PersonAccount | null;
  holdings: { id: string; name: string; profiles: Profile[] }[];
}

export interface PersonAccount {
  userCode: string;
  state: Account['state'];
  blocksAfter: CalendarDate | null;
}

export interface Person {
  id: string;
  lastName: string;
  firstName: string;
  function: string;
  email: string;
  gestionnaireId: string;
}

// GET /api/lists/habilitation-requests?q=&state=&profile=&organismId=&from=&to=
// POST /api/habilitation-requests { establishmentId, personId, profile, reference, requestedOn, documentSha256?, lastDay?, returnsTo? }
// POST /api/habilitation-requests/:id/grant {}
// POST /api/habilitation-requests/:id/refusal { reason }
// POST /api/habilitations/:id/revocation { reason, endedOn }
// POST /api/habilitations/:id/term { lastDay, reason }          gestionnaire: it ends sooner than was agreed
// POST /api/habilitation-grants { ids }                         caf-habilitation: what became of each
// POST /api/habilitation-refusals { ids, reason }               caf-habilitation: what became of each
// POST /api/habilitation-revocations { ids, reason, endedOn }   caf-habilitation: what became of each
export interface ListedRequest {
  id: string;
  state: 'pending' | 'granted' | 'refused' | 'withdrawn';
  establishment: { id: string; name: string };
  gestionnaire: { id: string; name: string };
  person: { id: string; name: string; function: string };
  /** Their code, from their first habilitation on. */
  account: PersonAccount | null;
  profile: Profile;
  reference: string;
  requestedOn: CalendarDate;
  /** The holder this one would follow, when there is one. */
  replaces: string | null;
  /** That is the same person, who asks for a longer time. */
  prolongs: boolean;
  /** Where it would end by itself, and who would have the profile again then. */
  lastDay: CalendarDate | null;
  returnsTo: string | null;
  /** A new approver needs an annex amended and signed by both parties first (R22). */
  amendment: { id: string; version: number; signedBy: ('gestionnaire' | 'caf')[] } | null;
  reason: string | null;
  /** It was granted, and is in force. */
  isHeld: boolean;
}

// GET /api/lists/habilitations?q=&state=&profile=&organismId=&establishmentId=&from=&to=
export interface ListedHabilitation {
  id: string;
  person: { id: string; name: string; function: string };
  account: PersonAccount | null;
  profile: Profile;
  establishment: { id: string; name: string };
  gestionnaire: { id: string; name: string };
  since: Instant;
  isHeld: boolean;
  endedAt: Instant | null;
  endedOn: CalendarDate | null;
  /** Where it ends by itself, and who has the profile again then. */
  lastDay: CalendarDate | null;
  returnsTo: string | null;
  /** Of the end, and by how many days it was declared late (R20). */
  reason: string | null;
  daysLate: number | null;
}

// POST /api/annex-amendments/:id/signatures { signatory, capacity, signedOn }: the signer's party is the reader's own
// POST /api/annex-signatures { ids (requests), signatory, capacity, signedOn }: what became of each

// GET /api/lists/departures?q=&kind=&state=&organismId=&from=&to=: a gestionnaire's own, those of a Caf's partners; the latest declaration first
// POST /api/departures { personId, kind, lastDay, reason, habilitationIds?, expectedReturn?, successorId?, reference?, requestedOn? }
//   the profiles end at once, and those of the successor are asked for (R20)
// POST /api/departures/:id/expected-return { expectedReturn }
// POST /api/departures/:id/return { returnedOn, reference?, requestedOn? }
export interface Departure {
  id: string;
  kind: 'departure' | 'change' | 'absence';
  person: { id: string; name: string };
  gestionnaire: { id: string; name: string };
  lastDay: CalendarDate;
  reason: string;
  /** The last day on which it was declared in time. */
  dueOn: CalendarDate;
  declaredLateByDays: number;
  declaredAt: Instant;
  ended: { profile: Profile; establishment: string }[];
  successor: { id: string; name: string } | null;
  expectedReturn: CalendarDate | null;
  back: { returnedOn: CalendarDate; declaredLateByDays: number; at: Instant } | null;
  /** An absence that goes on: neither returned nor left since. */
  isAway: boolean;
}

// GET /api/lists/access-reviews?q=&state=&organismId=&from=&to=: a gestionnaire's own, those of a Caf's partners; the latest first
// GET /api/access-reviews/:id, and /api/access-reviews/:id/result.pdf
// POST /api/access-reviews { ids: SIRETs, reason }, POST /api/access-review-reminders { ids, reason }
export interface AccessReview {
  id: string;
  gestionnaire: { id: string; name: string };
  caf: { id: string; name: string };
  /** `overdue` is open, past its due day. */
  state: 'open' | 'overdue' | 'completed' | 'lapsed';
  openedOn: CalendarDate;
  reason: string | null;
  dueOn: CalendarDate;
  changesSince: CalendarDate;
  persons: number;
  answered: number;
  /** The last day on which the correspondents were told of it. */
  toldOn: CalendarDate;
  reminders: number;
  closedAt: Instant | null;
  daysLate: number | null;
}

// GET /api/lists/reviewed-persons?q=&reviewId=&answer=&change=
// POST /api/access-reviews/:id/confirmations { ids: persons, reason }
export interface ReviewedPerson {
  /** Of the person. */
  id: string;
  reviewId: string;
  person: { id: string; name: string; function: string };
  gestionnaire: { id: string; name: string };
  userCode: string | null;
  lastSuccess: Instant | null;
  access: { profile: Profile; establishment: string; since: Instant }[];
  /** Since the review before. */
  change: 'new' | 'returned' | 'changed' | 'none';
  gained: { profile: Profile; establishment: string }[];
  lost: { profile: Profile; establishment: string }[];
  answer: 'confirmed' | 'departure' | 'change' | 'absence' | 'ended' | null;
  answeredAt: Instant | null;
  answeredBy: string | null;
  lastDay: CalendarDate | null;
}

// GET /api/lists/partners-to-review?q=: with whom a Caf may open a review
export interface PartnerToReview {
  gestionnaire: { id: string; name: string };
  persons: number;
  lastOpenedOn: CalendarDate | null;
}

// GET /api/annex?gestionnaireId=&on=YYYY-MM-DD, and /api/annex.pdf
export interface Annex {
  gestionnaire: { id: string; name: string };
  caf: { id: string; name: string };
  version: number;
  on: CalendarDate;
  /** The day whose names and addresses it has. */
  known: CalendarDate;
  /** Of the log it was drawn from. */
  position: string;
  /** Rows carry an establishment only when somebody's profiles differ between establishments (R10). */
  rows: {
    lastName: string;
    firstName: string;
    function: string;
    establishment: string | null;
    profiles: Profile[];
  }[];
  vacancies: { establishment: string; profile: Profile }[];
  terms: {
    establishment: string;
    profile: Profile;
    person: string;
    lastDay: CalendarDate;
    returnsTo: string | null;
  }[];
}

// GET /api/holders/:id, by the id of a person or by a user code: whom the reader answers for
// GET /api/own-access: the reader
export interface Holder {
  /** Of an agent. */
  person: Person | null;
  organism: { id: string; name: string };
  account: Account | null;
  holdings: Holding[];
}

/** A profile that is or was held, or is to be held again; `until` is the end of the convention unless it ends before. */
export interface Holding {
  id: string;
  profile: Profile;
  establishment: { id: string; name: string };
  from: Instant;
  until: Instant;
  isRevoked: boolean;
  cause: 'replacement' | 'prolongation' | 'end-of-mission' | 'absence' | 'caf-decision' | 'term' | null;
  returnsTo: string | null;
  reason: string | null;
  declaredLateByDays: number | null;
}
