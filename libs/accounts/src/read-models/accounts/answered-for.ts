import { type Fragment, fragment, type Principal } from '#platform';

/**
 * The codes that a reader answers for: a Caf's own and its partners', a gestionnaire's agents' and the correspondents to be
 * confirmed. `organisms` are those that the reader oversees.
 */
export function answeredFor({ role }: Pick<Principal, 'role'>, organisms: readonly string[]): Fragment {
  const own = fragment`organism_id = ANY (${organisms})`;
  return role === 'gestionnaire' ? fragment`${own} AND (role = 'agent' OR to_be_confirmed)` : own;
}
