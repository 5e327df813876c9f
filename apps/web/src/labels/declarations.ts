import type { Declaration, DeclarationPart, ExpectedDeclaration } from '../api/contract';
import type { State } from './state';

export const DECLARATION_KINDS: Record<Declaration['kind'], string> = {
  forecast: 'Prévisionnelle',
  updated: 'Actualisée',
  actual: 'Réelle',
};

export const DECLARATION_PARTS: Record<DeclarationPart, string> = {
  activity: 'Données d’activité',
  finances: 'Données financières',
};

export const DECLARATION_STATES: Record<Declaration['state'], State> = {
  'in-entry': { label: 'En saisie', tone: 'progress' },
  'to-approve': { label: 'À approuver', tone: 'warning' },
  approved: { label: 'Approuvée', tone: 'good' },
  transmitted: { label: 'Transmise à la Caf', tone: 'good' },
};

/** Of what a campaign expects. */
export const EXPECTED_STATES: Record<ExpectedDeclaration['state'], State> = {
  'not-opened': { label: 'Pas encore ouverte', tone: 'neutral' },
  ...DECLARATION_STATES,
};
