import type { Principal } from '#platform';
import type { AnnexParty } from '../domain/annex.ts';

/** Whom the reader speaks for. */
export const partyOf = ({ role }: Principal): AnnexParty =>
  role === 'gestionnaire' ? 'gestionnaire' : 'caf';
