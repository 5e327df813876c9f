import type { Decider } from '#event-sourcing';
import type { Profile } from '#platform';
import { decide, type RosterCommand } from './roster-decisions.ts';
import type { RosterEvent } from './roster-events.ts';
import { EMPTY_ROSTER, evolve, type Roster } from './roster-state.ts';

export const PROFILES: readonly Profile[] = ['activity', 'financial', 'approver'];

/** The habilitations of an establishment: one holder per profile at any instant (R6). */
export const roster: Decider<RosterCommand, RosterEvent, Roster> = {
  category: 'roster',
  initialState: EMPTY_ROSTER,
  decide,
  evolve,
};
