import type { IncidentCategory } from './incident.ts';

/** French names, the same as those on the screens. */
export const CATEGORY_NAMES: Record<IncidentCategory, string> = {
  'lost-password': 'Mot de passe perdu',
  'stolen-password': 'Mot de passe volé',
  'fraudulent-use': 'Utilisation frauduleuse',
  other: 'Autre incident',
};
