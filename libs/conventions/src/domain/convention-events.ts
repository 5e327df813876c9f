import { ERASED, ERASED_MAILBOX, type EventTypes } from '#event-sourcing';
import type { CalendarDate, Instant } from '#platform';

/** One of the two who sign (R1, R2). */
export type PartyRole = 'gestionnaire' | 'caf';

export interface Party {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** Who stands for it: the mayor, the director. Not always who signs (R2). */
  readonly representative: string;
}

export interface Establishment {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** What whoever signs says. */
export interface SignatureGiven {
  readonly party: PartyRole;
  readonly signatory: string;
  /** In which capacity: « Le Maire », « Par délégation, le Sous-Directeur » (R2). */
  readonly capacity: string;
  readonly signedOn: CalendarDate;
}

/** By somebody signed in, by the confirmation of a paper, or behind a link sent to the legal representative (R2). */
export const signingWays = ['signed-in', 'paper', 'link'] as const;
export type SigningWay = (typeof signingWays)[number];

/** That an identity provider has vouched for whoever signed, as directing the gestionnaire (R2). */
export interface SignatureProof {
  readonly issuer: string;
  /** What people call it. */
  readonly provider: string;
  /** The level of assurance (`acr`), which says that they direct the organism of this SIRET. */
  readonly level: string;
  readonly siret: string;
  /** Stands for who it is, for this issuer: see `identityHash`. */
  readonly identityHash: string;
  /** Which provider behind the provider had seen them; null when it does not say it. */
  readonly idpId: string | null;
  /** When they had shown who they are. */
  readonly authenticatedAt: Instant;
  /** Of the ID token that said all this under the signature of the provider, which is not kept. */
  readonly idTokenSha256: string;
}

export interface Signature extends SignatureGiven {
  /** Null in older logs, as is the hash. */
  readonly way: SigningWay | null;
  /** The link behind which it was given; null for the other ways. */
  readonly linkId: string | null;
  /** Of exactly what was signed: see `contentSha256`. */
  readonly contentSha256: string | null;
  /** Absent where nothing but the way tells who signed. */
  readonly proof?: SignatureProof;
}

/** What the Caf says of a paper that the gestionnaire has signed: nothing is signed by it until the gestionnaire confirms (R2). */
export interface AnnouncedSignature extends Omit<SignatureGiven, 'party'> {
  /** SHA-256 of the scan, in hexadecimal. */
  readonly documentSha256: string;
}

export interface Registration {
  readonly gestionnaire: Party & { readonly siret: string };
  readonly caf: Party;
  readonly establishments: readonly Establishment[];
  /** First day; the paper may leave it blank (R1). */
  readonly effectiveFrom: CalendarDate | null;
  /** Last day, whole (R3). */
  readonly until: CalendarDate;
}

/** What the register says of a party; what it goes by stays: another id is another party (R1). */
export type PartyDetails = Pick<Party, 'name' | 'address' | 'representative'>;
export type EstablishmentDetails = Pick<Establishment, 'name' | 'address'>;

interface Corrected<Details> {
  readonly before: Details;
  readonly after: Details;
  readonly reason: string;
}

export type RenewalEvent =
  /** What was proposed before has ended, with its signatures. */
  | { type: 'RenewalProposed'; data: { until: CalendarDate } }
  | { type: 'RenewalSigned'; data: Signature }
  | { type: 'RenewalWithdrawn'; data: { reason: string } }
  | { type: 'ConventionRenewed'; data: { formerUntil: CalendarDate; until: CalendarDate } };

/** The paper stays as it was signed: what was drawn from the register before is not drawn otherwise by these. */
export type CorrectionEvent =
  | { type: 'PartyCorrected'; data: { party: PartyRole } & Corrected<PartyDetails> }
  | { type: 'EstablishmentCorrected'; data: { establishmentId: string } & Corrected<EstablishmentDetails> };

export type ConventionEvent =
  | { type: 'ConventionRegistered'; data: Registration }
  | { type: 'ConventionEffectiveDateSet'; data: { effectiveFrom: CalendarDate } }
  | { type: 'ConventionSigned'; data: Signature }
  | { type: 'SignatureAnnounced'; data: AnnouncedSignature }
  /** The Caf names the mailbox of the gestionnaire's legal representative; a correspondent has to send the link. */
  | { type: 'SignatureLinkProposed'; data: { email: string } }
  /** Asks for the mail with it. Its token follows from convention and link: see `signatureToken`. The older link has ended. */
  | { type: 'SignatureLinkSent'; data: { linkId: string; email: string; expiresAt: Instant } }
  | { type: 'SignatureLinkRevoked'; data: { email: string } }
  | { type: 'ConventionActivated'; data: { effectiveFrom: CalendarDate } }
  | { type: 'ConventionExpired'; data: { until: CalendarDate } }
  | { type: 'ConventionTerminated'; data: { reason: string } }
  | RenewalEvent
  | CorrectionEvent;

export const conventionEventTypes: EventTypes<ConventionEvent> = {
  ConventionRegistered: { schema: 1 },
  ConventionEffectiveDateSet: { schema: 1 },
  ConventionSigned: {
    schema: 2,
    personal: {
      fields: { signatory: ERASED },
      within: { proof: { fields: { identityHash: ERASED } } },
    },
    upcasts: { 1: (data) => ({ ...data, way: null, linkId: null, contentSha256: null }) },
  },
  SignatureAnnounced: { schema: 1, personal: { fields: { signatory: ERASED } } },
  SignatureLinkProposed: { schema: 1, personal: { fields: { email: ERASED_MAILBOX } } },
  SignatureLinkSent: { schema: 1, personal: { fields: { email: ERASED_MAILBOX } } },
  SignatureLinkRevoked: { schema: 1, personal: { fields: { email: ERASED_MAILBOX } } },
  ConventionActivated: { schema: 1 },
  ConventionExpired: { schema: 1 },
  ConventionTerminated: { schema: 1, personal: { fields: { reason: ERASED } } },
  RenewalProposed: { schema: 1 },
  RenewalSigned: { schema: 1, personal: { fields: { signatory: ERASED } } },
  RenewalWithdrawn: { schema: 1, personal: { fields: { reason: ERASED } } },
  ConventionRenewed: { schema: 1 },
  PartyCorrected: { schema: 1, personal: { fields: { reason: ERASED } } },
  EstablishmentCorrected: { schema: 1, personal: { fields: { reason: ERASED } } },
};
