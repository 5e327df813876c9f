import type { AccessAnswer } from '../domain/access-review-events.ts';
import type { ChangeKind, ReviewState } from '../read-models/reviews/view.ts';

/** The words of lists that leave the register. */
export const STATE_NAMES: Readonly<Record<ReviewState, string>> = {
  open: 'En cours',
  overdue: 'En retard',
  completed: 'Achevée',
  lapsed: 'Close sans suite',
};

export const ANSWER_NAMES: Readonly<Record<AccessAnswer, string>> = {
  confirmed: 'Confirmé',
  departure: 'Fin de mission déclarée',
  change: 'Changement déclaré',
  absence: 'Absence déclarée',
  ended: 'Habilitations terminées',
};

export const CHANGE_NAMES: Readonly<Record<ChangeKind, string>> = {
  new: 'Nouvelle personne',
  returned: 'De retour',
  changed: 'Profils changés',
  none: 'Sans changement',
};
