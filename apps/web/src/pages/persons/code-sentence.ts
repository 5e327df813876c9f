import type { Account } from '../../api/contract';
import { formatInstant } from '../../format';
import { blockText } from '../accounts/block-text';

/** The state of a code, and why, as one sentence. */
export function codeSentence({ state, block, blockedReason, lastSuccess, requestedBy }: Account): string {
  switch (state) {
    case 'blocked':
      return `${block ? blockText(block) : 'Bloqué'}.`;
    case 'active':
      return lastSuccess
        ? `Actif : dernière connexion réussie le ${formatInstant(lastSuccess)}.`
        : 'Actif : jamais utilisé.';
    case 'pending':
      return lastSuccess
        ? `À activer : un mot de passe est à choisir ; dernière connexion réussie le ${formatInstant(lastSuccess)}.`
        : 'À activer : un mot de passe est à choisir par le lien envoyé.';
    case 'requested':
      return `Demandé par ${requestedBy ?? 'la Caf'} : une autre personne décide.`;
    case 'refused':
      return `Refusé : ${blockedReason ?? 'sans motif'}.`;
    case 'closed':
      return `Fermé : ${blockedReason ?? 'sans motif'}.`;
    default:
      return state satisfies never;
  }
}
