import type { CalendarDate, Instant } from '#platform';
import type {
  AnnouncedSignature,
  ConventionEvent,
  CorrectionEvent,
  Establishment,
  Party,
  PartyRole,
} from './convention-events.ts';

export type ConventionState = 'unknown' | 'draft' | 'active' | 'expired' | 'terminated';

/** The one link, or proposal of one, by which the legal representative may sign; a newer one takes its place. */
interface SignatureLink {
  readonly email: string;
  /** Null while it is proposed. */
  readonly linkId: string | null;
  readonly expiresAt: Instant | null;
}

/** Another last day that both parties have yet to sign: establishments, habilitations and codes go on with the convention (R4). */
export interface Renewal {
  readonly until: CalendarDate;
  readonly signedBy: readonly PartyRole[];
}

export interface Convention {
  readonly state: ConventionState;
  readonly cafId?: string;
  readonly gestionnaireId?: string;
  readonly caf?: Party;
  readonly gestionnaire?: Party;
  readonly establishments: readonly Establishment[];
  readonly effectiveFrom: CalendarDate | null;
  readonly until: CalendarDate;
  readonly signedBy: readonly PartyRole[];
  /** The gestionnaire's, as the Caf says it is. */
  readonly announced: AnnouncedSignature | null;
  readonly link: SignatureLink | null;
  readonly renewal: Renewal | null;
}

export const NO_CONVENTION: Convention = {
  state: 'unknown',
  establishments: [],
  effectiveFrom: null,
  until: '',
  signedBy: [],
  announced: null,
  link: null,
  renewal: null,
};

export function evolve(state: Convention, event: ConventionEvent): Convention {
  switch (event.type) {
    case 'ConventionRegistered': {
      const { caf, gestionnaire, establishments, effectiveFrom, until } = event.data;
      return {
        state: 'draft',
        cafId: caf.id,
        gestionnaireId: gestionnaire.id,
        caf,
        gestionnaire,
        establishments,
        effectiveFrom,
        until,
        signedBy: [],
        announced: null,
        link: null,
        renewal: null,
      };
    }
    case 'ConventionEffectiveDateSet':
      return { ...state, effectiveFrom: event.data.effectiveFrom };
    case 'ConventionSigned': {
      const { party } = event.data;
      const link = party === 'gestionnaire' ? null : state.link;
      return { ...state, signedBy: [...state.signedBy, party], link };
    }
    case 'SignatureAnnounced':
      return { ...state, announced: event.data };
    case 'SignatureLinkProposed':
      return { ...state, link: { email: event.data.email, linkId: null, expiresAt: null } };
    case 'SignatureLinkSent':
      return { ...state, link: event.data };
    case 'SignatureLinkRevoked':
      return { ...state, link: null };
    case 'ConventionActivated':
      return { ...state, state: 'active' };
    case 'ConventionExpired':
      return { ...state, state: 'expired', renewal: null };
    case 'ConventionTerminated':
      return { ...state, state: 'terminated', renewal: null };
    case 'RenewalProposed':
      return { ...state, renewal: { until: event.data.until, signedBy: [] } };
    case 'RenewalSigned': {
      const { renewal } = state;
      return {
        ...state,
        renewal: renewal && { ...renewal, signedBy: [...renewal.signedBy, event.data.party] },
      };
    }
    case 'RenewalWithdrawn':
      return { ...state, renewal: null };
    case 'ConventionRenewed':
      return { ...state, until: event.data.until, renewal: null };
    case 'PartyCorrected':
    case 'EstablishmentCorrected':
      return withoutSignatures(withCorrection(state, event));
    default:
      return event satisfies never;
  }
}

function withCorrection(state: Convention, { type, data }: CorrectionEvent): Convention {
  if (type === 'PartyCorrected') return { ...state, [data.party]: { ...state[data.party], ...data.after } };
  const establishments = state.establishments.map((known) =>
    known.id === data.establishmentId ? { ...known, ...data.after } : known,
  );
  return { ...state, establishments };
}

/** What was signed is not what both would sign now. */
const withoutSignatures = (state: Convention): Convention => ({
  ...state,
  renewal: state.renewal && { ...state.renewal, signedBy: [] },
});
