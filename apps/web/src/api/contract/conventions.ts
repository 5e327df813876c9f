import type { CalendarDate, Instant, Named, Profile } from './common.ts';

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
