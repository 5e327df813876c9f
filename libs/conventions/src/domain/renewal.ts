import { ERASED, type EventTypes } from '#event-sourcing';
import { type CalendarDate, conflict, endOfDay, type Instant, invalid } from '#platform';
import { contentOf, contentSha256 } from './convention-content.ts';
import type { PartyRole, Signature, SignatureGiven } from './convention-events.ts';
import type { Convention } from './convention-state.ts';
import { mustHaveCome } from './signing-day.ts';

/** Another last day that both parties have yet to sign: establishments, habilitations and codes go on with the convention (R4). */
export interface Renewal {
  readonly until: CalendarDate;
  readonly signedBy: readonly PartyRole[];
}

export type RenewalEvent =
  /** What was proposed before has ended, with its signatures. */
  | { type: 'RenewalProposed'; data: { until: CalendarDate } }
  | { type: 'RenewalSigned'; data: Signature }
  | { type: 'RenewalWithdrawn'; data: { reason: string } }
  | { type: 'ConventionRenewed'; data: { formerUntil: CalendarDate; until: CalendarDate } };

export const renewalEventTypes: EventTypes<RenewalEvent> = {
  RenewalProposed: { schema: 1 },
  RenewalSigned: { schema: 1, personal: { fields: { signatory: ERASED } } },
  RenewalWithdrawn: { schema: 1, personal: { fields: { reason: ERASED } } },
  ConventionRenewed: { schema: 1 },
};

export type RenewalCommand =
  | { type: 'ProposeRenewal'; until: CalendarDate }
  /** `until`: as it was read. */
  | { type: 'SignRenewal'; until: CalendarDate; signature: SignatureGiven }
  | { type: 'WithdrawRenewal'; reason: string };

/** Only in time: what is over is followed by another convention, whose habilitations are asked for anew. */
export function decideRenewal(command: RenewalCommand, state: Convention, now: Instant): RenewalEvent[] {
  if (state.state !== 'active' || endOfDay(state.until) <= now) {
    throw conflict('convention-not-active', 'Seule une convention en vigueur peut être renouvelée.');
  }
  switch (command.type) {
    case 'ProposeRenewal':
      if (command.until <= state.until) {
        throw invalid(
          'renewal-not-longer',
          'Le nouveau dernier jour vient après celui de la convention en vigueur.',
        );
      }
      return state.renewal?.until === command.until
        ? []
        : [{ type: 'RenewalProposed', data: { until: command.until } }];
    case 'SignRenewal':
      return signRenewal(command, state, now);
    case 'WithdrawRenewal':
      mustBeProposed(state);
      return [{ type: 'RenewalWithdrawn', data: { reason: command.reason } }];
    default:
      return command satisfies never;
  }
}

function signRenewal(
  { until, signature }: Extract<RenewalCommand, { type: 'SignRenewal' }>,
  state: Convention,
  now: Instant,
): RenewalEvent[] {
  const { until: proposed, signedBy } = mustBeProposed(state);
  if (until !== proposed) {
    throw conflict('renewal-otherwise', 'Un autre dernier jour est maintenant proposé\u00a0: relisez-le.');
  }
  if (signedBy.includes(signature.party)) {
    throw conflict('already-signed', 'Cette partie a déjà signé le renouvellement.');
  }
  mustHaveCome(signature.signedOn, now);
  const hash = contentSha256({ ...contentOf(state), until });
  const signed: RenewalEvent = {
    type: 'RenewalSigned',
    data: { ...signature, way: 'signed-in', linkId: null, contentSha256: hash },
  };
  return signedBy.length === 0
    ? [signed]
    : [signed, { type: 'ConventionRenewed', data: { formerUntil: state.until, until } }];
}

function mustBeProposed({ renewal }: Convention): Renewal {
  if (renewal === null) throw conflict('no-renewal', 'Aucun renouvellement n’est proposé.');
  return renewal;
}

export function evolveRenewal(state: Convention, event: RenewalEvent): Convention {
  switch (event.type) {
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
    default:
      return event satisfies never;
  }
}

/** What was signed is not what both would sign now. */
export const withoutSignatures = (state: Convention): Convention => ({
  ...state,
  renewal: state.renewal && { ...state.renewal, signedBy: [] },
});
