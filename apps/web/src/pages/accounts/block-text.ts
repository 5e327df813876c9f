import type { Account } from '../../api/contract';
import { today } from '../../days';
import { formatDay, formatInstantDay } from '../../format';
import { LAST_USES } from '../../labels';

/** « Bloqué le 12 novembre 2026 : dernière connexion réussie le 28 septembre 2026 » (R21) */
export function blockText({ at, since, use }: NonNullable<Account['block']>): string {
  if (since === null) return `Suspendu par précaution le ${formatInstantDay(at)}`;
  const blocked = `Bloqué le ${formatInstantDay(at)}`;
  return `${blocked}\u00a0: ${use ? LAST_USES[use] : 'dernier usage'} le ${formatInstantDay(since)}`;
}

/** « Déblocage demandé le 12 novembre 2026 : campagne » */
export function requestText({ at, reason, refusal }: NonNullable<Account['unblockingRequest']>): string {
  const asked = `Déblocage demandé le ${formatInstantDay(at)}\u00a0: ${reason}`;
  return refusal === null ? asked : `${asked}. Refusé\u00a0: ${refusal}`;
}

/** Of an agent who holds nothing now: why nobody unblocks the code, and from when on. */
export function awayText({
  returnsOn,
  unblockableFrom,
  block,
}: Pick<Account, 'returnsOn' | 'unblockableFrom' | 'block'>): string {
  if (returnsOn === null || unblockableFrom === null) {
    return block
      ? 'Ne tient plus aucun profil\u00a0: une habilitation vient avant tout déblocage'
      : 'Ne tient plus aucun profil';
  }
  const back = `Retrouve ses profils le ${formatDay(returnsOn)}`;
  return block && unblockableFrom > today()
    ? `${back}\u00a0; déblocage possible dès le ${formatDay(unblockableFrom)}`
    : back;
}
