import type { Account } from '../../api/contract';
import { formatInstantDay } from '../../format';
import { LAST_USES } from '../../labels';

/** « Bloqué le 12 novembre 2026 : dernière connexion réussie le 28 septembre 2026 » (R21) */
export function blockText({ at, since, use }: NonNullable<Account['block']>): string {
  const blocked = `Bloqué le ${formatInstantDay(at)}`;
  if (since === null) return blocked;
  return `${blocked}\u00a0: ${use ? LAST_USES[use] : 'dernier usage'} le ${formatInstantDay(since)}`;
}
