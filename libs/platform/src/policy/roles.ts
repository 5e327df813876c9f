import type { UserRole } from '../http/access.ts';

/** Who has a code, in a sentence (French). */
export const ROLES: Readonly<Record<UserRole, string>> = {
  'caf-habilitation': 'agents de la Caf chargés des habilitations',
  'caf-security': 'agents de la Caf chargés de la sécurité',
  gestionnaire: 'correspondants des gestionnaires',
  agent: 'agents habilités',
};
