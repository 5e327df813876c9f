import type { ActDescriptions, Thing } from '#event-sourcing';
import { formatDate } from '#platform';
import type { ConventionEvent, PartyRole, Registration } from './domain/convention-events.ts';

const PARTIES: Readonly<Record<PartyRole, string>> = { gestionnaire: 'le gestionnaire', caf: 'la Caf' };

export const conventionActs: ActDescriptions<ConventionEvent> = {
  ConventionRegistered: {
    kind: 'convention',
    title: 'Convention enregistrée',
    detail: ({ until }) => `jusqu’au ${formatDate(until)}`,
    introduces: (registration, id) => thingsIn(registration, id),
  },
  ConventionEffectiveDateSet: {
    kind: 'convention',
    title: 'Date d’effet fixée',
    detail: ({ effectiveFrom }) => formatDate(effectiveFrom),
  },
  ConventionSigned: {
    kind: 'convention',
    title: 'Convention signée par une partie',
    detail: ({ party, signatory, capacity, proof }) =>
      `pour ${PARTIES[party]}, par ${signatory}, ${capacity}${proof ? `, dirigeant attesté par ${proof.provider}` : ''}`,
  },
  SignatureAnnounced: {
    kind: 'convention',
    title: 'Original signé du gestionnaire annoncé par la Caf',
    detail: ({ signatory, signedOn }) => `${signatory}, le ${formatDate(signedOn)}`,
  },
  SignatureLinkProposed: {
    kind: 'convention',
    title: 'Lien de signature proposé pour le représentant du gestionnaire',
  },
  SignatureLinkSent: {
    kind: 'convention',
    title: 'Lien de signature envoyé au représentant du gestionnaire',
  },
  SignatureLinkRevoked: { kind: 'convention', title: 'Lien de signature révoqué' },
  ConventionActivated: { kind: 'convention', title: 'Convention entrée en vigueur' },
  ConventionExpired: { kind: 'convention', title: 'Convention arrivée à son terme' },
  RenewalProposed: {
    kind: 'convention',
    title: 'Renouvellement proposé',
    detail: ({ until }) => `jusqu’au ${formatDate(until)}`,
  },
  RenewalSigned: {
    kind: 'convention',
    title: 'Renouvellement signé par une partie',
    detail: ({ party, signatory, capacity }) => `pour ${PARTIES[party]}, par ${signatory}, ${capacity}`,
  },
  RenewalWithdrawn: { kind: 'convention', title: 'Proposition de renouvellement retirée' },
  ConventionRenewed: {
    kind: 'convention',
    title: 'Convention renouvelée',
    detail: ({ until }) => `jusqu’au ${formatDate(until)}`,
  },
  ConventionTerminated: { kind: 'convention', title: 'Convention résiliée' },
  PartyCorrected: {
    kind: 'convention',
    title: 'Partie corrigée',
    detail: ({ after }) => after.name,
    introduces: ({ party, after }, id) =>
      party === 'gestionnaire' ? [{ id, kind: 'convention', name: after.name }] : [],
  },
  EstablishmentCorrected: {
    kind: 'convention',
    title: 'Établissement corrigé',
    introduces: ({ establishmentId, after }) => [
      { id: establishmentId, kind: 'establishment', name: after.name },
    ],
  },
};

/** An establishment is its gestionnaire’s: under which Caf it stands, conventions say from time to time. */
const thingsIn = ({ gestionnaire, caf, establishments }: Registration, id: string): Thing[] => [
  { id, kind: 'convention', name: gestionnaire.name, cafId: caf.id, gestionnaireId: gestionnaire.id },
  ...establishments.map(
    ({ id, name }): Thing => ({ id, kind: 'establishment', name, gestionnaireId: gestionnaire.id }),
  ),
];
