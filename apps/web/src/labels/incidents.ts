import type { Incident } from '../api/contract';
import type { State } from './state';

export const INCIDENT_CATEGORIES: Record<Incident['category'], string> = {
  'lost-password': 'Mot de passe perdu',
  'stolen-password': 'Mot de passe volé',
  'fraudulent-use': 'Utilisation frauduleuse',
  other: 'Autre incident',
};

export const INCIDENT_STATES: Record<Incident['state'], State> = {
  reported: { label: 'Signalé', tone: 'progress' },
  closed: { label: 'Clos', tone: 'good' },
};

export const REPORTING_DELAYS: Record<Incident['delay'], State> = {
  'in-time': { label: 'Aussitôt', tone: 'good' },
  amber: { label: 'Tardif', tone: 'warning' },
  red: { label: 'Très tardif', tone: 'danger' },
};
