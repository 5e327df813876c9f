import type { ActDescriptions } from '#event-sourcing';
import { type CalendarDate, formatCount, formatDate, personName, SANCTION_NAMES } from '#platform';
import type { AnnexEvent } from './domain/annex.ts';
import type { DepartureEvent, DepartureKind } from './domain/departure.ts';
import type { MailboxEvent } from './domain/mailbox.ts';
import type { PersonEvent } from './domain/person.ts';
import type { RevocationCause, RosterEvent } from './domain/roster-events.ts';
import { PROFILES_IN_SENTENCES } from './lists/words.ts';

const DEPARTURE_NAMES: Readonly<Record<DepartureKind, string>> = {
  departure: 'fin de mission',
  change: 'changement de mission',
  absence: 'absence',
};

/** What ends because a grant takes its place. */
const SUPERSEDED: Partial<Record<RevocationCause, string>> = {
  replacement: 'remplacée',
  prolongation: 'prolongée',
};

const untilDay = (lastDay: CalendarDate) => `jusqu’au ${formatDate(lastDay)}`;

const lateBy = (days: number) => days > 0 && `déclaré avec ${formatCount(days, 'jour')} de retard`;

export const habilitationActs: ActDescriptions<
  PersonEvent | MailboxEvent | RosterEvent | AnnexEvent | DepartureEvent
> = {
  PersonRegistered: {
    kind: 'habilitation',
    title: 'Personne enregistrée',
    introduces: ({ gestionnaireId, ...details }, id) => [
      { id, kind: 'person', name: personName(details), gestionnaireId },
    ],
  },
  PersonCorrected: {
    kind: 'habilitation',
    title: 'Personne corrigée',
    introduces: ({ after }, id) => [{ id, kind: 'person', name: personName(after) }],
  },
  MailboxClaimed: { kind: 'habilitation', title: 'Adresse de messagerie attribuée', isMinor: true },
  MailboxReleased: { kind: 'habilitation', title: 'Adresse de messagerie libérée', isMinor: true },
  HabilitationRequested: {
    kind: 'habilitation',
    title: 'Habilitation demandée',
    detail: ({ profile, reference, term }) =>
      [PROFILES_IN_SENTENCES[profile], `demande ${reference}`, term && untilDay(term.lastDay)]
        .filter(Boolean)
        .join(', '),
    concerns: ({ replaces, term }) => [replaces, term?.returnsTo ?? null].filter((one) => one !== null),
    introduces: ({ requestId, personId, gestionnaireId, cafId }) => [
      { id: requestId, kind: 'request', name: null, within: [personId], gestionnaireId, cafId },
    ],
  },
  HabilitationRefused: {
    kind: 'habilitation',
    title: 'Demande refusée',
    closerTitle: ({ isWithdrawn }) => (isWithdrawn ? 'Demande retirée' : null),
  },
  HabilitationGranted: {
    kind: 'habilitation',
    title: 'Habilitation accordée',
    detail: ({ profile, term }) =>
      [PROFILES_IN_SENTENCES[profile], term && untilDay(term.lastDay)].filter(Boolean).join(', '),
    concerns: ({ term }) => (term?.returning ? [term.returning.personId] : []),
  },
  TermBroughtForward: {
    kind: 'habilitation',
    title: 'Fin d’une habilitation fixée ou avancée',
    detail: ({ profile, lastDay }) => `${PROFILES_IN_SENTENCES[profile]}, ${untilDay(lastDay)}`,
    concerns: ({ ending, returning }) => [ending, returning].flatMap((one) => (one ? [one.personId] : [])),
  },
  HabilitationResumed: {
    kind: 'habilitation',
    title: 'Profil rendu à son titulaire',
    detail: ({ profile }) => PROFILES_IN_SENTENCES[profile],
  },
  HabilitationRevoked: {
    kind: 'habilitation',
    title: 'Habilitation retirée',
    closerTitle: ({ cause }) => (cause === 'caf-decision' ? SANCTION_NAMES.withdrawal : null),
    detail: ({ profile, cause, endedOn, declaredLateByDays: days }) =>
      [
        PROFILES_IN_SENTENCES[profile],
        SUPERSEDED[cause],
        endedOn && `${cause === 'term' ? 'arrivée à son terme' : 'dernier jour'} le ${formatDate(endedOn)}`,
        days > 0 && `déclarée avec ${formatCount(days, 'jour')} de retard`,
      ]
        .filter(Boolean)
        .join(', '),
    // Nobody gave one for what follows from a grant, or from the days that were agreed.
    reason: ({ cause, reason }) => (cause === 'term' || SUPERSEDED[cause] ? null : reason),
  },
  DepartureDeclared: {
    kind: 'habilitation',
    title: 'Départ, changement ou absence déclaré',
    detail: ({ kind, lastDay, declaredLateByDays }) =>
      [`${DEPARTURE_NAMES[kind]}, dernier jour le ${formatDate(lastDay)}`, lateBy(declaredLateByDays)]
        .filter(Boolean)
        .join(', '),
    concerns: ({ holdings, successor }) => [
      ...holdings.map(({ establishmentId }) => establishmentId),
      ...(successor ? [successor.personId] : []),
    ],
    introduces: ({ personId, gestionnaireId, holdings }, id) => [
      { id, kind: 'departure', name: null, within: [personId], gestionnaireId, cafId: holdings[0]!.cafId },
    ],
  },
  ReturnPostponed: {
    kind: 'habilitation',
    title: 'Retour prévu un autre jour',
    detail: ({ expectedReturn }) => `retour prévu le ${formatDate(expectedReturn)}`,
  },
  ReturnDeclared: {
    kind: 'habilitation',
    title: 'Retour déclaré',
    detail: ({ returnedOn, declaredLateByDays }) =>
      [`retour le ${formatDate(returnedOn)}`, lateBy(declaredLateByDays)].filter(Boolean).join(', '),
  },
  AnnexAmendmentProposed: {
    kind: 'habilitation',
    title: 'Modification de l’annexe proposée',
    detail: ({ version }) => `version ${version}`,
    introduces: ({ amendmentId, requestId, establishmentId, gestionnaireId, cafId }) => [
      {
        id: amendmentId,
        kind: 'amendment',
        name: null,
        within: [requestId, establishmentId],
        gestionnaireId,
        cafId,
      },
    ],
  },
  AnnexAmendmentSigned: {
    kind: 'habilitation',
    title: 'Annexe modifiée signée par une partie',
    detail: ({ signatory, capacity }) => `${signatory}, ${capacity}`,
  },
  AnnexAmendmentWithdrawn: { kind: 'habilitation', title: 'Modification de l’annexe retirée' },
  AnnexAmended: {
    kind: 'habilitation',
    title: 'Annexe modifiée',
    detail: ({ version }) => `version ${version}`,
  },
};
