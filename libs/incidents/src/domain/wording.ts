import type { IncidentCategory, IncidentState, ReportingDelay } from './incident.ts';

/** French names, the same as those on the screens. */
export const CATEGORY_NAMES: Record<IncidentCategory, string> = {
  'lost-password': 'Mot de passe perdu',
  'stolen-password': 'Mot de passe volé',
  'fraudulent-use': 'Utilisation frauduleuse',
  other: 'Autre incident',
};

export const STATE_NAMES: Record<IncidentState, string> = { reported: 'Signalé', closed: 'Clos' };

/** From its discovery to its report. */
export const DELAY_NAMES: Record<ReportingDelay, string> = {
  'in-time': 'Aussitôt',
  amber: 'Tardif',
  red: 'Très tardif',
};
