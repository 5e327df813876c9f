import type { Account, Mail, OwnSanction, Sanction, UserRole } from '../api/contract';
import type { State } from './state';

export const ROLES: Record<UserRole, string> = {
  'caf-habilitation': 'Caf, habilitations',
  'caf-security': 'Caf, sécurité',
  gestionnaire: 'Gestionnaire',
  agent: 'Agent habilité',
};

export const ACCOUNT_STATES: Record<Account['state'], State> = {
  requested: { label: 'Demandé', tone: 'progress' },
  refused: { label: 'Refusé', tone: 'neutral' },
  pending: { label: 'À activer', tone: 'progress' },
  active: { label: 'Actif', tone: 'good' },
  blocked: { label: 'Bloqué', tone: 'danger' },
  closed: { label: 'Fermé', tone: 'neutral' },
};

export const BLOCK_KINDS = {
  idle: { label: 'Faute d’usage', tone: 'neutral' },
  security: { label: 'Suspension', tone: 'danger' },
} as const satisfies Record<string, State>;

/** What the 45 days of a block were counted from. */
export const LAST_USES = {
  success: 'dernière connexion réussie',
  delivery: 'jamais utilisé, identifiants envoyés',
  unblocking: 'pas utilisé depuis son déblocage',
};

export const MAIL_STATES: Record<Mail['state'], State> = {
  waiting: { label: 'En attente', tone: 'progress' },
  accepted: { label: 'Accepté par le serveur', tone: 'good' },
  refused: { label: 'Refusé, nouvel essai prévu', tone: 'warning' },
  'given-up': { label: 'Abandonné', tone: 'danger' },
};

/** What the Caf takes against somebody's access; people call it « mesure ». */
export const SANCTIONS: Record<Sanction, string> = {
  suspension: 'Suspension par précaution',
  'password-change': 'Changement de mot de passe imposé',
  removal: 'Fermeture du code',
  withdrawal: 'Retrait d’habilitation',
};

export const SANCTION_STANDINGS: Record<OwnSanction['standing'], State> = {
  'in-force': { label: 'En cours', tone: 'danger' },
  ended: { label: 'Terminée', tone: 'good' },
  final: { label: 'Définitive', tone: 'neutral' },
};
