import type { Instant } from '#platform';
import type { DomainEvent } from './events.ts';

/** An order, in the imperative. */
export interface DomainCommand {
  readonly type: string;
}

/**
 * The rules of one kind of stream, pure: what a command leads to in a given state, and what an event changes.
 * Time comes in as `now`; everything else that a decision needs comes in the command.
 */
export interface Decider<Command extends DomainCommand, Event extends DomainEvent, State> {
  /** Streams are named `{category}-{id}`. */
  readonly category: string;
  readonly initialState: State;
  /** @throws Refusal when a rule says no */
  readonly decide: (command: Command, state: State, now: Instant) => Event[];
  readonly evolve: (state: State, event: Event) => State;
  /** Decides on this many of the latest events alone: for streams that grow without end. */
  readonly latest?: number;
}

export function fold<Event extends DomainEvent, State>(
  decider: Pick<Decider<never, Event, State>, 'initialState' | 'evolve'>,
  events: readonly Event[],
): State {
  return events.reduce(decider.evolve, decider.initialState);
}
