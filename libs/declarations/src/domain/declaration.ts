import type { Decider } from '#event-sourcing';
import { type DeclarationCommand, decide } from './declaration-decisions.ts';
import type { CarriedOver, DeclarationEvent } from './declaration-events.ts';
import { type Declaration, evolve } from './declaration-state.ts';

/** One version of an establishment's declaration of one kind for one year (R7, R9). */
export const declaration: Decider<DeclarationCommand, DeclarationEvent, Declaration> = {
  category: 'declaration',
  initialState: null,
  decide,
  evolve,
};

/** What the next version starts from. Null while there is not everything. */
export function carriedOverFrom(state: Declaration): CarriedOver | null {
  if (!state) return null;
  const { activity, finances, enteredBy } = state;
  if (!activity || !finances || !enteredBy.activity || !enteredBy.finances) return null;
  return { activity, finances, enteredBy: { activity: enteredBy.activity, finances: enteredBy.finances } };
}
