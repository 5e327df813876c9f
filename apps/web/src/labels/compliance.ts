import type { Attestations, ClauseState, Control, Duty } from '../api/contract';
import type { State } from './state';

export const DUTIES: Record<Duty, string> = {
  antivirus: 'Antivirus des postes',
  'anti-spam': 'Anti-spam des postes',
  intrusion: 'Prévention de l’intrusion',
  premises: 'Accès aux locaux et matériels',
  secrecy: 'Secret professionnel',
};

export const CLAUSE_STATES: Record<ClauseState, State> = {
  'to-settle': { label: 'À régler', tone: 'warning' },
  kept: { label: 'Tenue', tone: 'good' },
  unused: { label: 'Pas encore exercée', tone: 'neutral' },
};

export const DUTY_STATES: Record<Attestations['duties'][number]['state'], State> = {
  missing: { label: 'Jamais attesté', tone: 'danger' },
  lapsed: { label: 'Échu', tone: 'danger' },
  ending: { label: 'À renouveler', tone: 'warning' },
  valid: { label: 'Attesté', tone: 'good' },
};

export const CONTROL_STATES: Record<Control['state'], State> = {
  planned: { label: 'Prévu', tone: 'progress' },
  agreed: { label: 'Mesures attendues', tone: 'warning' },
  closed: { label: 'Clos', tone: 'good' },
  cancelled: { label: 'Annulé', tone: 'neutral' },
};

export const CONTROL_OUTCOMES: Record<NonNullable<Control['conclusion']>['outcome'], State> = {
  compliant: { label: 'Conforme', tone: 'good' },
  'to-improve': { label: 'À améliorer', tone: 'warning' },
  'non-compliant': { label: 'Non conforme', tone: 'danger' },
};
