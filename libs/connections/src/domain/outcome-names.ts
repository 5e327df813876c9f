import type { AttemptOutcome } from './connections.ts';

/** What became of an attempt, as people read it. */
export const OUTCOME_NAMES: Readonly<Record<AttemptOutcome, string>> = {
  success: 'Réussie',
  'wrong-password': 'Mot de passe erroné',
  'factor-asked': 'Second facteur demandé',
  'wrong-factor': 'Second facteur erroné',
  'unknown-code': 'Code inconnu',
  'not-activated': 'Code non activé',
  'not-habilitated': 'Sans habilitation',
  blocked: 'Code bloqué',
  idle: 'Inutilisé trop longtemps',
  closed: 'Code fermé',
  throttled: 'Trop d’essais',
  busy: 'Trop de demandes à la fois',
};
