import type { Principal } from '#platform';
import { passwordRule } from '../domain/password.ts';

/** What the browser knows of the person signed in. */
export function toMe(principal: Principal) {
  const { userCode, name, role, organism, establishments, mustChangePassword, csrfToken } = principal;
  return { userCode, name, role, organism, establishments, mustChangePassword, passwordRule, csrfToken };
}
