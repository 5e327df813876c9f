import type { Actor } from '#platform';
import type { PartyRole } from './convention-events.ts';

/** Whom somebody speaks for. */
export const partyOf = ({ role }: Pick<Actor, 'role'>): PartyRole =>
  role === 'gestionnaire' ? 'gestionnaire' : 'caf';
