import type { Request } from 'express';
import type { Authenticator, Principal, UserRole } from '#platform';

export const ROLES: readonly UserRole[] = ['caf-habilitation', 'caf-security', 'gestionnaire', 'agent'];
export const NOBODY_IN_PARTICULAR = '00000000-0000-4000-8000-000000000000';

const principal = (role: UserRole): Principal => ({
  userCode: 'A000000',
  name: 'Personne',
  role,
  organism: { id: 'none', name: 'Aucun' },
  personId: null,
  establishments: [],
  mustChangePassword: null,
  secondFactor: { requiredFrom: null, isOverdue: false },
  isFresh: true,
  sessionId: NOBODY_IN_PARTICULAR,
  csrfToken: 'token',
});

/** The headers of a request that claims a role. */
export const claiming = (role: UserRole) => ({ 'X-Test-Role': role, 'X-CSRF-Token': 'token' });

/** Believes the role that a request claims. */
export const claimedRole: Authenticator = {
  authenticate: async (incoming: Request) => {
    const role = ROLES.find((known) => known === incoming.get('X-Test-Role'));
    return role ? principal(role) : null;
  },
};
