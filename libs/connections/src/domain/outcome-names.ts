import type { AttemptOutcome, AuthFactor } from './connections.ts';

/** What became of an attempt, as people read it. */
export const OUTCOME_NAMES: Readonly<Record<AttemptOutcome, string>> = {
  success: 'Réussie',
  'wrong-password': 'Mot de passe erroné',
  'factor-asked': 'Seconde vérification demandée',
  'wrong-factor': 'Seconde vérification erronée',
  'no-assertion': 'Identité non confirmée par le fournisseur',
  'other-organism': 'Siret d’un autre organisme',
  'unknown-code': 'Code inconnu',
  'not-activated': 'Code non activé',
  'not-habilitated': 'Sans habilitation',
  blocked: 'Code bloqué',
  idle: 'Inutilisé trop longtemps',
  closed: 'Code fermé',
  throttled: 'Trop d’essais',
  busy: 'Trop de demandes à la fois',
};

/** By what somebody said who they are, as people read it. */
export const FACTOR_NAMES: Readonly<Record<AuthFactor, string>> = {
  password: 'Mot de passe',
  'one-time-code': 'Application de codes',
  passkey: 'Clé d’accès',
  'recovery-code': 'Code de secours',
  federated: 'Fournisseur d’identité',
  'federated-mfa': 'Fournisseur d’identité, à deux facteurs',
};
