/** The shapes of the HTTP API that the browser uses. Dates are Europe/Paris days, instants are ISO 8601 UTC. */

export type Instant = string;
export type CalendarDate = string;

/** RFC 9457. `code` is stable; `detail` is a French sentence for people; `errors` name the fields at fault. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: { field: string; message: string }[];
  /** Of a 412: what has changed since the reader looked. */
  changes?: { at: Instant; what: string; who: string }[];
}

/** A part of what is too much for one answer. Give `next` as `cursor` to go on; null on the last page. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

// GET /api/lists/…?q=&sort=&cursor=&limit= and filters; the same with `.csv` behind the name is a file of all of it
/** A list that is searched, sorted and counted: `count` is of all its pages, and 10,000 stands for more too. */
export interface ListPage<Item> extends Page<Item> {
  count: number;
}

/** What a command answers: the id of what it made or changed. The position is in the `Greffe-Position` header. */
export interface CommandAnswer {
  id: string;
}

export type UserRole = 'caf-habilitation' | 'caf-security' | 'gestionnaire' | 'agent';
export type Profile = 'activity' | 'financial' | 'approver';

// GET|POST|DELETE /api/session; POST { userCode, password }
export interface Me {
  userCode: string;
  name: string;
  role: UserRole;
  organism: { id: string; name: string };
  /** For an agent: where, and with which profiles. Empty for the others. */
  establishments: { id: string; name: string; profiles: Profile[] }[];
  /** Only `PUT /api/password { currentPassword, newPassword }` and `DELETE /api/session` are open then (R13, R14). */
  mustChangePassword: 'first-connection' | 'too-old' | 'required-by-caf' | null;
  /** Null when none is required, or there is one. */
  secondFactorFrom: CalendarDate | null;
  /** Only adding a second factor is open then. */
  mustAddSecondFactor: boolean;
  /** Acts of weight may be done without `POST /api/session/confirmation` first: 403 `fresh-factor-required` otherwise. */
  isFresh: boolean;
  /** What a new password must be, a French sentence from the policy: « Au moins 12 caractères… ». */
  passwordRule: string;
  /** To be sent as `X-CSRF-Token` with everything that is not a GET. */
  csrfToken: string;
}

// POST /api/activation/opening { token, userCode }, POST /api/activation { token, userCode, password }
export interface Activation {
  expiresAt: Instant;
  /** As in `Me`. */
  passwordRule: string;
}

// GET /api/tasks: what waits for the person signed in, most urgent first
export interface Task {
  id: string;
  title: string;
  detail: string;
  due: CalendarDate | null;
  urgency: 'late' | 'soon' | 'normal';
  /**
   * Path in the web application: /conventions/:id, /habilitations, /annexe, /codes?state=, /connexions?…,
   * /anomalies/:id, /questions/:id, /incidents/:id, /conformite, /conformite/controles/:id, /declarations?year=, /declarations/:id. Signing in is /connexion, activating
   * /activation/:token, signing behind a link /signature/:token.
   */
  href: string;
}

// GET /api/partners: the other parties of the signed conventions, in French order
export interface Named {
  id: string;
  name: string;
}

// GET /api/lists/conventions?q=&state=&watch=&from=&to=
export interface ListedConvention {
  id: string;
  state: Convention['state'];
  gestionnaire: Named;
  caf: Named;
  /** How many it covers. */
  establishments: number;
  effectiveFrom: CalendarDate | null;
  until: CalendarDate;
  signedBy: ('gestionnaire' | 'caf')[];
  /** Proposed, and not signed by both yet (R4). */
  renewal: { until: CalendarDate; signedBy: ('gestionnaire' | 'caf')[] } | null;
  warnings: string[];
}
// POST /api/conventions/signatures { ids, signatory, capacity, signedOn }, …/renewals { ids, until },
//      …/renewal-signatures { ids, until, signatory, capacity, signedOn }         caf-habilitation: what became of each
// GET /api/conventions/:id
// PUT  /api/conventions/:id/effective-date { effectiveFrom }                      caf-habilitation, while not signed by both with a date (R1)
// POST /api/conventions/:id/signatures { signatory, capacity, signedOn }          caf-habilitation, gestionnaire: each for itself (R2)
// POST /api/conventions/:id/announced-signature { signatory, capacity, signedOn, documentSha256 }  caf-habilitation
// POST /api/conventions/:id/announced-signature/confirmation (as read)            gestionnaire: then it is signed (R2)
// POST /api/conventions/:id/signature-link { email }, …/signature-link/revocation {}  caf-habilitation, gestionnaire (R2)
// POST /api/conventions/:id/renewal { until }, …/renewal/withdrawal { reason }       caf-habilitation (R4)
// POST /api/conventions/:id/renewal/signatures { until (as read), signatory, capacity, signedOn }  caf-habilitation, gestionnaire
// POST /api/conventions/:id/termination { reason }                                caf-habilitation, while active (R25)
// It becomes active by itself: signed by both, on its effective date.
export interface Signature {
  party: 'gestionnaire' | 'caf';
  signatory: string;
  capacity: string;
  signedOn: CalendarDate;
  /** Null, as the hash, in signatures of older releases. */
  way: 'signed-in' | 'paper' | 'link' | null;
  linkId: string | null;
  contentSha256: string | null;
  /** Where an identity provider has vouched for whoever signed. */
  proof?: {
    provider: string;
    issuer: string;
    level: string;
    siret: string;
    identityHash: string;
    idpId: string | null;
    authenticatedAt: Instant;
    idTokenSha256: string;
  };
}

export interface Convention {
  id: string;
  state: 'draft' | 'signed' | 'active' | 'expired' | 'terminated';
  gestionnaire: Party & { siret: string };
  caf: Party;
  establishments: { id: string; name: string; address: string }[];
  effectiveFrom: CalendarDate | null;
  /** Inclusive. */
  until: CalendarDate;
  signatures: Signature[];
  /** The gestionnaire's, as the Caf announces it: signed once the gestionnaire confirms (R2). */
  announced: { signatory: string; capacity: string; signedOn: CalendarDate; documentSha256: string } | null;
  /** By which the gestionnaire’s legal representative may sign; `expiresAt` is null while a correspondent has yet to send it. */
  link: { email: string; by: 'gestionnaire' | 'caf'; expiresAt: Instant | null } | null;
  /** Another last day that is proposed, and not signed by both yet (R4). */
  renewal: { until: CalendarDate; signatures: Signature[] } | null;
  /** Those that both have signed, the first one first. */
  renewals: { formerUntil: CalendarDate; until: CalendarDate; signatures: Signature[] }[];
  /** Of what is signed, as it is now. */
  contentSha256: string;
  /** French sentences: « Un renouvellement est nécessaire avant… » (R4). */
  warnings: string[];
}
export interface Party {
  id: string;
  name: string;
  address: string;
  representative: string;
}

// POST /api/signature/opening { token, siret }
// POST /api/signature { token, siret, contentSha256, signatory, capacity }: once, for the gestionnaire (R2)
export interface ToBeSigned
  extends Pick<Convention, 'caf' | 'establishments' | 'effectiveFrom' | 'until' | 'contentSha256'> {
  gestionnaire: Party;
  expiresAt: Instant;
}

// GET /api/establishments: those the reader may see, with who holds each profile now
export interface Establishment {
  id: string;
  name: string;
  address: string;
  /** That covers it the longest. */
  conventionId: string;
  isInForce: boolean;
  gestionnaire: { id: string; name: string };
  holders: {
    profile: Profile;
    habilitationId: string;
    personId: string;
    name: string;
    since: Instant;
    lastDay: CalendarDate | null;
  }[];
  /** Who has a profile again after another. */
  awaited: { profile: Profile; habilitationId: string; personId: string; name: string; from: Instant }[];
  /** Profiles nobody holds (R8). */
  vacant: Profile[];
}

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
  requested: number;
  partners: {
    organism: { id: string; name: string };
    horizons: Horizon[];
    blocked: number;
    requested: number;
  }[];
  /** `month` is YYYY-MM. */
  months: { month: string; blocked: number; unblocked: number }[];
}

// GET /api/search?q=
/** What the search over everything finds in one list; `all` is the page of that list. */
export interface FoundGroup {
  kind: 'person' | 'code' | 'establishment' | 'convention' | 'anomaly' | 'incident' | 'declaration';
  title: string;
  count: number;
  all: string;
  items: { title: string; detail: string; href: string }[];
}

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

// GET /api/own-access/sanctions
/** What the Caf has taken against the reader's own access; `reason` is null where no mail has told it. */
export interface OwnSanction {
  id: string;
  kind: Sanction;
  at: Instant;
  /** The last day of a suspension that has one. */
  until: CalendarDate | null;
  /** That was withdrawn, and where. */
  profile: Profile | null;
  establishment: string | null;
  standing: 'in-force' | 'ended' | 'final';
  endedAt: Instant | null;
  reason: string | null;
}
export type Sanction = SecuritySanction | 'removal' | 'withdrawal';

// GET /api/lists/sanctions?q=&kind=&standing=&from=&to=&organismId=&userCode=
/** The same for those who answer for the code; `ground` to the security of the Caf alone. */
export interface ListedSanction extends OwnSanction {
  userCode: string;
  personId: string | null;
  name: string;
  organism: { id: string; name: string };
  by: string;
  ground: { kind: 'anomaly' | 'incident'; id: string } | null;
  endReason: string | null;
  endedBy: string | null;
}

/** How long the session still lasts. */
export interface SessionEnd {
  /** Unless somebody uses it. */
  idleSeconds: number;
  /** Used or not. */
  wholeSeconds: number;
  warningSeconds: number;
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
// GET /api/accounts/:userCode/sessions, POST …/sessions/:id/ending { reason }   caf-security
// GET /api/own-access/sessions, POST /api/own-access/sessions/ending {}         all but the reader's present one end
export interface OpenSession {
  id: string;
  openedAt: Instant;
  lastSeenAt: Instant;
  address: string | null;
  browser: string;
  /** The one in which it is read. */
  isOwn: boolean;
}
// GET /api/own-access/factors, DELETE …/factors/:id                               the reader’s own
export interface OwnFactors {
  factors: {
    id: string;
    kind: FactorKind;
    /** What its holder calls the device. */
    name: string;
    addedAt: Instant;
    usedAt: Instant | null;
  }[];
  /** Null before there are any. */
  recoveryCodesLeft: number | null;
  /** Of identity providers, each of which may stand in for the password. */
  identities: {
    id: string;
    provider: string;
    /** Its address there. */
    email: string | null;
    linkedAt: Instant;
    usedAt: Instant | null;
  }[];
}
// GET /api/identity-provider: null where there is none
export interface IdentityProvider {
  name: string | null;
}
// POST /api/{session,own-access,activation,signature}/provider-requests: where the browser is to go. It comes back with what
// POST /api/session/provider, /own-access/identities, /activation/identities and /signature/provider take: { state, code?, iss?, error? }
export interface Elsewhere {
  location: string;
}
export type FactorKind = 'one-time-code' | 'passkey';
export type AuthFactor = 'password' | 'recovery-code' | 'federated' | 'federated-mfa' | FactorKind;
// POST /api/own-access/one-time-codes {}, …/:id/confirmation { name, code }: it counts from then on
export interface OneTimeCodesOffer {
  id: string;
  secret: string;
  uri: string;
  qr: { size: number; path: string };
}
// POST /api/own-access/recovery-codes {}: those of before count no more
export interface RecoveryCodes {
  id: string;
  codes: string[];
}
// POST /api/session { userCode, password }: 202 when a second factor is asked for; then
// POST /api/session/second-factor { kind, code }: Me
export interface SecondFactorAsked {
  secondFactor: AuthFactor[];
}
// POST /api/session/passkey-challenges {}, then POST /api/session/passkey { userCode?, … }: Me; with kind `passkey` it is
// a second factor too
export interface PasskeyChallenge {
  challenge: string;
  rpId: string;
}
/** In base64url. */
export interface PasskeyAnswer {
  credentialId: string;
  clientData: string;
  authenticatorData: string;
  signature: string;
}
// POST /api/own-access/passkeys/offer {}, then POST …/passkeys { name, credentialId, clientData, attestation, transports }
export interface PasskeyOffer extends PasskeyChallenge {
  userHandle: string;
  userCode: string;
  known: { credentialId: string; transports: string[] }[];
}
// GET /api/accounts/:userCode/mails                                 caf-habilitation, caf-security: of 30 days
export interface Mail {
  id: string;
  about: string;
  state: 'waiting' | 'accepted' | 'refused' | 'given-up';
  reason: string | null;
  at: Instant;
}
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
  rules: { id: string; name: string }[];
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

// GET /api/sealed-log/kept-checkpoint?origin=&size=&root=: a checkpoint that somebody has kept, held against the log of today
export interface KeptCheckpoint {
  outcome: 'contained' | 'replaced' | 'contradicted' | 'beyond' | 'other-log';
  /** Events that the log has signed by now. */
  sealed: number;
}

// GET /api/own-access/acts: what the reader did, each with its receipt (/api/acts/:id/receipt.zip)
export interface OwnAct {
  id: string;
  at: Instant;
  steps: string[];
}

// GET /api/partners/:id/dossier; .zip?since= is all of it, with what proves it
export interface PartnerDossier {
  /** Entries: the number of the last one. */
  pieces: number;
}

// GET /api/partners/:id/kept-dossier?size=&root=: a dossier that somebody has kept, held against the register of today
export interface KeptDossier {
  outcome: 'contained' | 'replaced' | 'contradicted' | 'beyond';
  pieces: number;
}

// GET /api/acts?q=&from=&to=&by=&who=&about=&kind=: who did what, when, on whom, with which reason
export interface Act {
  id: string;
  at: Instant;
  /** `code` is null of people of another organism: only which side it was is told. */
  actor: { kind: ActorKind; code: string | null; name: string | null };
  /** Whether the reader did it, who may then have its receipt. */
  isOwn: boolean;
  /** The first of `stepCount`. */
  steps: {
    kind: ActKind;
    title: string;
    detail: string | null;
    reason: string | null;
    /** « pièce n° 143 » of the partner’s dossier. */
    piece: number | null;
  }[];
  stepCount: number;
  about: Thing[];
  gestionnaire: { id: string; name: string } | null;
}

export interface Thing {
  id: string;
  kind: ThingKind;
  name: string | null;
}

export type ActorKind = 'caf' | 'gestionnaire' | 'agent' | 'job' | 'operator' | 'link';

export type ActKind =
  | 'convention'
  | 'habilitation'
  | 'code'
  | 'declaration'
  | 'rule'
  | 'anomaly'
  | 'report'
  | 'incident'
  | 'compliance'
  | 'privacy'
  | 'reading'
  | 'operation';

/** Those that are shown. */
export type ThingKind =
  | 'establishment'
  | 'convention'
  | 'person'
  | 'code'
  | 'access-review'
  | 'declaration'
  | 'anomaly'
  | 'report'
  | 'incident'
  | 'control'
  | 'rule';

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
export interface AttachedFile {
  id: string;
  name: string;
  type: 'application/pdf' | 'image/png' | 'image/jpeg';
  /** In bytes. */
  size: number;
  sha256: string;
}
export type Severity = 'informational' | 'low' | 'medium' | 'high' | 'critical';
export type Verdict = 'explained' | 'confirmed' | 'insufficient';
/** On the code of a confirmed anomaly, with the verdict. */
export type SecuritySanction = 'suspension' | 'password-change';
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
/** What became of each of several. */
export interface BulkAnswer extends CommandAnswer {
  /** `refusal`: null when it was done. */
  results: { id: string; refusal: { code: string; message: string } | null }[];
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

// GET /api/lists/incidents?q=&state=&category=&delay=&organismId=&userCode=&from=&to=, GET /api/incidents/:id: an agent's own reports, a gestionnaire's own, those of a Caf's partners
// POST /api/incidents { gestionnaireId?, category, description, occurredAt?, discoveredAt, userCode? }
//   a lost or stolen password: the code is blocked before the answer (R23); only the Caf gives the gestionnaire
// POST /api/incidents/:id/closing { conclusion }     caf-security
export interface Incident {
  id: string;
  state: 'reported' | 'closed';
  category: 'lost-password' | 'stolen-password' | 'fraudulent-use' | 'other';
  /** In a list, its first words. */
  description: string;
  occurredAt: Instant | null;
  discoveredAt: Instant;
  reportedAt: Instant;
  /** From the discovery to the report. */
  delay: 'in-time' | 'amber' | 'red';
  reportedBy: string;
  userCode: string | null;
  name: string | null;
  gestionnaire: { id: string; name: string };
  closedAt: Instant | null;
}
export interface IncidentDetail extends Incident {
  closing: { conclusion: string; at: Instant } | null;
  history: { at: Instant; what: string; who: string }[];
}

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

// GET /api/jobs, GET /api/jobs/:name/runs?cursor=
// POST /api/jobs/:name/runs {}                        202, with the id that the run will have
export interface JobOverview {
  runBy: 'queue' | 'process';
  /** Null without a queue. */
  queueAnswers: boolean | null;
  jobs: Job[];
}
export interface Job {
  name: string;
  /** What people call it. */
  title: string;
  purpose: string;
  /** Cron expression, Europe/Paris. */
  schedule: string;
  scheduleInWords: string;
  nextRunAt: Instant | null;
  running: boolean;
  last: (Omit<JobRun, 'share'> & { done: number }) | null;
  failures: JobRun[];
  failureCount: number;
}
export interface JobRun {
  run: string;
  /** Counted from 1. */
  share: number;
  shares: number;
  startedAt: Instant;
  endedAt: Instant | null;
  outcome: 'running' | 'succeeded' | 'retrying' | 'failed' | 'interrupted';
  report: Record<string, number> | null;
  reason: string | null;
  attempts: number;
}

export interface ImportColumn {
  header: string;
  hint: string;
  optional: boolean;
}

/** What becomes of a line of an imported table: something is done, nothing is to be done, it may not be. */
export interface ImportedLine {
  row: number;
  outcome: 'new' | 'known' | 'refused';
  told: string;
  faults: { field: string; message: string }[];
  /** What the register has otherwise and keeps, and how it is changed. */
  kept: { field: string; message: string }[];
}

export interface Imported {
  lines: ImportedLine[];
}
