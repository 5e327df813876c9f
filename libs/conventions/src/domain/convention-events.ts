import type { EventTypes } from '#event-sourcing';
import type { CalendarDate } from '#platform';
import type { CorrectionEvent } from './convention-corrections.ts';

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

export interface Signature {
  readonly party: PartyRole;
  readonly signatory: string;
  /** In which capacity: « Le Maire », « Par délégation, le Sous-Directeur » (R2). */
  readonly capacity: string;
  readonly signedOn: CalendarDate;
}

/** What the Caf says of a paper that the gestionnaire has signed: nothing is signed by it until the gestionnaire confirms (R2). */
export interface AnnouncedSignature extends Omit<Signature, 'party'> {
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

export type ConventionEvent =
  | { type: 'ConventionRegistered'; data: Registration }
  | { type: 'ConventionEffectiveDateSet'; data: { effectiveFrom: CalendarDate } }
  | { type: 'ConventionSigned'; data: Signature }
  | { type: 'SignatureAnnounced'; data: AnnouncedSignature }
  | { type: 'ConventionActivated'; data: { effectiveFrom: CalendarDate } }
  | { type: 'ConventionExpired'; data: { until: CalendarDate } }
  | { type: 'ConventionTerminated'; data: { reason: string } }
  | CorrectionEvent;

export const conventionEventTypes: EventTypes<ConventionEvent> = {
  ConventionRegistered: { schema: 1 },
  ConventionEffectiveDateSet: { schema: 1 },
  ConventionSigned: { schema: 1, personal: ['signatory'] },
  SignatureAnnounced: { schema: 1, personal: ['signatory'] },
  ConventionActivated: { schema: 1 },
  ConventionExpired: { schema: 1 },
  ConventionTerminated: { schema: 1 },
  PartyCorrected: { schema: 1, personal: ['before', 'after', 'reason'] },
  EstablishmentCorrected: { schema: 1, personal: ['reason'] },
};
