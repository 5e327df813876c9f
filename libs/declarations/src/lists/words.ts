import type { DeclarationKind } from '../domain/content.ts';
import type { ExpectedState } from '../read-models/expected/view.ts';

/** The words of lists that leave the register. */
export const KIND_NAMES: Readonly<Record<DeclarationKind, string>> = {
  forecast: 'Prévisionnelle',
  updated: 'Actualisée',
  actual: 'Réelle',
};

export const STATE_NAMES: Readonly<Record<ExpectedState, string>> = {
  'not-opened': 'Pas encore ouverte',
  'in-entry': 'En saisie',
  'to-approve': 'À approuver',
  approved: 'Approuvée',
  transmitted: 'Transmise à la Caf',
};
