import type { RequestState } from '#habilitations';
import type { UserRole } from '#platform';
import type { LastUse } from '../domain/account-events.ts';
import type { AccountState } from '../read-models/accounts/view.ts';

/** The words of lists that leave the register. */
export const ROLE_NAMES: Readonly<Record<UserRole, string>> = {
  'caf-habilitation': 'Caf, habilitations',
  'caf-security': 'Caf, sécurité',
  gestionnaire: 'Gestionnaire',
  agent: 'Agent habilité',
};

export const STATE_NAMES: Readonly<Record<AccountState, string>> = {
  requested: 'Demandé',
  refused: 'Refusé',
  pending: 'À activer',
  active: 'Actif',
  blocked: 'Bloqué',
  closed: 'Fermé',
};

export const REQUEST_STATE_NAMES: Readonly<Record<RequestState, string>> = {
  pending: 'En attente',
  granted: 'Accordée',
  refused: 'Refusée',
  withdrawn: 'Retirée',
};

/** What the 45 days of R21 are counted from. */
export const LAST_USE_NAMES: Readonly<Record<LastUse['kind'], string>> = {
  success: 'dernière connexion réussie',
  delivery: 'identifiants envoyés, jamais utilisés',
  unblocking: 'dernier déblocage',
};
