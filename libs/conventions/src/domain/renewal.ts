import { type CalendarDate, conflict, endOfDay, type Instant, invalid } from '#platform';
import { contentOf, contentSha256 } from './convention-content.ts';
import type { RenewalEvent, SignatureGiven } from './convention-events.ts';
import type { Convention, Renewal } from './convention-state.ts';
import { mustHaveCome } from './signing-day.ts';

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
