import { deriveId, type UserRole } from '#platform';

export { normaliseCode, USER_CODE } from '#platform';

const PREFIX: Record<UserRole, string> = {
  agent: 'A',
  gestionnaire: 'G',
  'caf-habilitation': 'C',
  'caf-security': 'C',
};
const CODES = 1_000_000;

/**
 * The codes that may be given to a holder, in the order in which they are tried: the first that nobody else has ever
 * had (R12). The same holder meets the same codes, and so finds their own again.
 */
export function* candidateCodes(role: UserRole, holder: string): Generator<string> {
  for (let attempt = 0; ; attempt++) {
    const number = Number.parseInt(deriveId('user-code', holder, attempt).slice(0, 8), 16) % CODES;
    yield PREFIX[role] + String(number).padStart(6, '0');
  }
}
