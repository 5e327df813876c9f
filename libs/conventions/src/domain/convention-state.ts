import type { CalendarDate } from '#platform';
import { withCorrection } from './convention-corrections.ts';
import type {
  AnnouncedSignature,
  ConventionEvent,
  Establishment,
  Party,
  PartyRole,
} from './convention-events.ts';

export type ConventionState = 'unknown' | 'draft' | 'active' | 'expired' | 'terminated';

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
}

export const NO_CONVENTION: Convention = {
  state: 'unknown',
  establishments: [],
  effectiveFrom: null,
  until: '',
  signedBy: [],
  announced: null,
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
      };
    }
    case 'ConventionEffectiveDateSet':
      return { ...state, effectiveFrom: event.data.effectiveFrom };
    case 'ConventionSigned':
      return { ...state, signedBy: [...state.signedBy, event.data.party] };
    case 'SignatureAnnounced':
      return { ...state, announced: event.data };
    case 'ConventionActivated':
      return { ...state, state: 'active' };
    case 'ConventionExpired':
      return { ...state, state: 'expired' };
    case 'ConventionTerminated':
      return { ...state, state: 'terminated' };
    case 'PartyCorrected':
    case 'EstablishmentCorrected':
      return withCorrection(state, event);
    default:
      return event satisfies never;
  }
}
