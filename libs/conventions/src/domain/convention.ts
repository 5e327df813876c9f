import type { Decider } from '#event-sourcing';
import { endOfDay, type Instant, startOfDay } from '#platform';
import { type ConventionCommand, decide } from './convention-decisions.ts';
import type { ConventionEvent } from './convention-events.ts';
import { type Convention, evolve, NO_CONVENTION } from './convention-state.ts';

/** The amendment that joins a gestionnaire and a Caf (R1–R5, R25). */
export const convention: Decider<ConventionCommand, ConventionEvent, Convention> = {
  category: 'convention',
  initialState: NO_CONVENTION,
  decide,
  evolve,
};

/** Habilitations have effect only while this holds (R1, R3). It needs no job to end: the clock ends it. */
export function inForce({ state, effectiveFrom, until }: Convention, at: Instant): boolean {
  return (
    state === 'active' && effectiveFrom !== null && startOfDay(effectiveFrom) <= at && at < endOfDay(until)
  );
}
