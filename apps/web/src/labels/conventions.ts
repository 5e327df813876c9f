import type { Convention } from '../api/contract';
import type { State } from './state';

export const CONVENTION_STATES: Record<Convention['state'], State> = {
  draft: { label: 'Projet', tone: 'neutral' },
  signed: { label: 'Signée', tone: 'progress' },
  active: { label: 'En vigueur', tone: 'good' },
  expired: { label: 'Échue', tone: 'warning' },
  terminated: { label: 'Résiliée', tone: 'danger' },
};

/** What of conventions wants attention. */
export const CONVENTION_WATCHES: Record<string, string> = {
  any: 'Avec un avertissement',
  renewal: 'À renouveler',
  unsigned: 'Signature manquante',
  'to-sign': 'À signer par votre organisme',
  'first-day': 'Date d’effet à fixer',
};

/** Whether the convention that covers an establishment is in force. */
export const COVERAGES: Record<string, string> = {
  'in-force': 'En vigueur',
  'not-in-force': 'Pas en vigueur',
};

/** How a party has signed (R2). */
export const SIGNING_WAYS: Record<NonNullable<Convention['signatures'][number]['way']>, string> = {
  'signed-in': 'Avec un code du portail',
  paper: 'Original papier confirmé',
  link: 'Par le lien envoyé au représentant',
};
