import type { ActDescriptions } from '#event-sourcing';
import { formatCount, formatDate } from '#platform';
import type { AccessChange, AccessReviewEvent } from './domain/access-review-events.ts';

const CHANGE_NAMES: Readonly<Record<AccessChange, string>> = {
  departure: 'fin de mission',
  change: 'changement',
  absence: 'absence',
  ended: 'plus aucune habilitation',
};

const persons = (count: number) => formatCount(count, 'personne');

export const reviewActs: ActDescriptions<AccessReviewEvent> = {
  AccessReviewOpened: {
    kind: 'habilitation',
    title: 'Revue des habilitations ouverte',
    detail: ({ persons: all, dueOn }) => `${persons(all.length)}, réponse attendue le ${formatDate(dueOn)}`,
    introduces: ({ openedOn, gestionnaire, cafId }, id) => [
      { id, kind: 'access-review', name: formatDate(openedOn), gestionnaireId: gestionnaire.id, cafId },
    ],
  },
  AccessConfirmed: {
    kind: 'habilitation',
    title: 'Habilitations confirmées',
    reason: ({ statement }) => statement,
  },
  AccessChangeNoted: {
    kind: 'habilitation',
    title: 'Changement noté dans la revue des habilitations',
    detail: ({ change }) => CHANGE_NAMES[change],
  },
  AccessReviewReminded: {
    kind: 'habilitation',
    title: 'Revue des habilitations rappelée',
    detail: ({ waiting }) => `${persons(waiting)} sans réponse`,
  },
  AccessReviewCompleted: {
    kind: 'habilitation',
    title: 'Revue des habilitations achevée',
    detail: ({ daysLate }) => (daysLate > 0 ? `avec ${formatCount(daysLate, 'jour')} de retard` : null),
  },
  AccessReviewLapsed: {
    kind: 'habilitation',
    title: 'Revue des habilitations close sans suite',
    detail: ({ waiting }) => `${persons(waiting)} sans réponse`,
  },
};
