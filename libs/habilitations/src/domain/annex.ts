import { type Decider, ERASED, type EventTypes, inYear } from '#event-sourcing';
import { type CalendarDate, conflict, type Instant, invalid, notFound, parisDateOf } from '#platform';

/** The two who sign an annex, as they sign the convention (R2, R22). */
export type AnnexParty = 'gestionnaire' | 'caf';

export interface AnnexSignature {
  readonly party: AnnexParty;
  readonly signatory: string;
  /** In which capacity: « Le Maire », « Par délégation, le Sous-Directeur » (R2). */
  readonly capacity: string;
  readonly signedOn: CalendarDate;
}

/** Which request an amendment is for, and between whom. */
export interface AmendmentProposal {
  readonly amendmentId: string;
  readonly requestId: string;
  readonly establishmentId: string;
  readonly gestionnaireId: string;
  readonly cafId: string;
}

export type AnnexEvent =
  | { type: 'AnnexAmendmentProposed'; data: AmendmentProposal & { version: number } }
  | { type: 'AnnexAmendmentSigned'; data: AnnexSignature & { amendmentId: string } }
  | { type: 'AnnexAmendmentWithdrawn'; data: { amendmentId: string } }
  | { type: 'AnnexAmended'; data: { amendmentId: string; version: number } };

export const annexEventTypes: EventTypes<AnnexEvent> = {
  AnnexAmendmentProposed: { schema: 1 },
  AnnexAmendmentSigned: {
    schema: 1,
    personal: {
      fields: { signatory: ERASED },
      subject: ({ signedOn }, { stream }) => inYear(stream, signedOn),
    },
  },
  AnnexAmendmentWithdrawn: { schema: 1 },
  AnnexAmended: { schema: 1 },
};

export type AnnexCommand =
  | { type: 'ProposeAnnexAmendment'; proposal: AmendmentProposal }
  | { type: 'SignAnnexAmendment'; amendmentId: string; signature: AnnexSignature }
  | { type: 'WithdrawAnnexAmendment'; amendmentId: string };

interface Amendment {
  readonly version: number;
  readonly cafId: string;
  readonly signedBy: readonly AnnexParty[];
  readonly state: 'proposed' | 'amended' | 'withdrawn';
}

/** Version 1 is the annex the convention was signed with. */
export const FIRST_VERSION = 1;

export interface Annex {
  /** The highest number given; one that is withdrawn is not given again. */
  readonly lastVersion: number;
  readonly amendments: Readonly<Record<string, Amendment>>;
}

/** The annex of a gestionnaire and its versions: one stream, so that no number is given twice (R22). */
export const annex: Decider<AnnexCommand, AnnexEvent, Annex> = {
  category: 'annex',
  initialState: { lastVersion: FIRST_VERSION, amendments: {} },
  decide,
  evolve,
};

/** The amendments that both parties have signed. */
export const amendedIn = ({ amendments }: Annex): string[] =>
  Object.keys(amendments).filter((id) => amendments[id]?.state === 'amended');

function decide(command: AnnexCommand, state: Annex, now: Instant): AnnexEvent[] {
  switch (command.type) {
    case 'ProposeAnnexAmendment':
      return propose(command.proposal, state);
    case 'SignAnnexAmendment':
      return sign(command.amendmentId, command.signature, state, now);
    case 'WithdrawAnnexAmendment':
      return withdraw(command.amendmentId, state);
    default:
      return command satisfies never;
  }
}

/** Comes with the request, and again from the reactor that makes sure of it: once is enough. */
function propose(proposal: AmendmentProposal, state: Annex): AnnexEvent[] {
  if (state.amendments[proposal.amendmentId]) return [];
  return [{ type: 'AnnexAmendmentProposed', data: { ...proposal, version: state.lastVersion + 1 } }];
}

function sign(amendmentId: string, signature: AnnexSignature, state: Annex, now: Instant): AnnexEvent[] {
  const amendment = state.amendments[amendmentId];
  if (!amendment) throw notFound('amendment-not-found', 'Cette modification de l’annexe n’existe pas.');
  if (amendment.state === 'withdrawn') {
    throw conflict('amendment-withdrawn', 'Cette modification de l’annexe a été retirée.');
  }
  if (amendment.signedBy.includes(signature.party)) {
    throw conflict('already-signed', 'Cette partie a déjà signé l’annexe modifiée.');
  }
  if (signature.signedOn > parisDateOf(now)) {
    throw invalid('signed-in-future', 'La date de signature est à venir.');
  }
  const signed: AnnexEvent = { type: 'AnnexAmendmentSigned', data: { amendmentId, ...signature } };
  if (amendment.signedBy.length === 0) return [signed];
  return [signed, { type: 'AnnexAmended', data: { amendmentId, version: amendment.version } }];
}

function withdraw(amendmentId: string, state: Annex): AnnexEvent[] {
  if (state.amendments[amendmentId]?.state !== 'proposed') return [];
  return [{ type: 'AnnexAmendmentWithdrawn', data: { amendmentId } }];
}

function evolve(state: Annex, event: AnnexEvent): Annex {
  const { amendmentId } = event.data;
  const change = (amendment: Partial<Amendment>): Annex => ({
    ...state,
    amendments: { ...state.amendments, [amendmentId]: { ...state.amendments[amendmentId]!, ...amendment } },
  });
  switch (event.type) {
    case 'AnnexAmendmentProposed': {
      const { cafId, version } = event.data;
      const amendment: Amendment = { version, cafId, signedBy: [], state: 'proposed' };
      return { lastVersion: version, amendments: { ...state.amendments, [amendmentId]: amendment } };
    }
    case 'AnnexAmendmentSigned':
      return change({ signedBy: [...state.amendments[amendmentId]!.signedBy, event.data.party] });
    case 'AnnexAmendmentWithdrawn':
      return change({ state: 'withdrawn' });
    case 'AnnexAmended':
      return change({ state: 'amended' });
    default:
      return event satisfies never;
  }
}
