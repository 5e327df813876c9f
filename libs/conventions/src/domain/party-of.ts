import type { Principal } from '#platform';
import type { PartyRole } from './convention-events.ts';

/** Whom the reader speaks for. */
export const partyOf = ({ role }: Pick<Principal, 'role'>): PartyRole =>
  role === 'gestionnaire' ? 'gestionnaire' : 'caf';
