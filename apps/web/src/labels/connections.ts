import type { AttemptOrigin, AttemptOutcome, AuthFactor } from '../api/contract';
import type { State } from './state';

export const ORIGINS: Record<AttemptOrigin, string> = { portal: 'Portail', imported: 'Importée' };

export const OUTCOMES: Record<AttemptOutcome, State> = {
  success: { label: 'Réussie', tone: 'good' },
  'wrong-password': { label: 'Mot de passe erroné', tone: 'warning' },
  'factor-asked': { label: 'Seconde vérification demandée', tone: 'progress' },
  'wrong-factor': { label: 'Seconde vérification erronée', tone: 'warning' },
  'no-assertion': { label: 'Identité non confirmée par le fournisseur', tone: 'warning' },
  'other-organism': { label: 'Siret d’un autre organisme', tone: 'danger' },
  'unknown-code': { label: 'Code inconnu', tone: 'warning' },
  'not-activated': { label: 'Code non activé', tone: 'warning' },
  'not-habilitated': { label: 'Sans habilitation', tone: 'danger' },
  blocked: { label: 'Code bloqué', tone: 'danger' },
  idle: { label: 'Inutilisé trop longtemps', tone: 'danger' },
  closed: { label: 'Code fermé', tone: 'danger' },
  throttled: { label: 'Trop d’essais', tone: 'danger' },
  busy: { label: 'Trop de demandes à la fois', tone: 'warning' },
};

export const FACTORS: Record<AuthFactor, string> = {
  password: 'Mot de passe',
  'one-time-code': 'Application de codes',
  passkey: 'Clé d’accès',
  'recovery-code': 'Code de secours',
  federated: 'Fournisseur d’identité',
  'federated-mfa': 'Fournisseur d’identité, à deux facteurs',
};
