import type { Instant } from '#platform';
import type { CommandHandling } from './command-handling.ts';
import type { Decider, DomainCommand } from './decider.ts';
import type { DomainEvent } from './events.ts';

/** What decides on commands, for real or not. */
export interface Deciding {
  load<Command extends DomainCommand, Event extends DomainEvent, State>(
    decider: Decider<Command, Event, State>,
    id: string,
  ): Promise<State>;
  handle<Command extends DomainCommand, Event extends DomainEvent, State>(
    decider: Decider<Command, Event, State>,
    id: string,
    command: Command,
  ): Promise<{ readonly events: readonly Event[] }>;
}

/**
 * What commands would lead to, one after the other: the same deciders on the same streams, and nothing is written. Whoever carries
 * them out afterwards may find that somebody was faster.
 */
export class Rehearsal implements Deciding {
  readonly #states = new Map<string, unknown>();

  constructor(
    private readonly commands: Pick<CommandHandling, 'load'>,
    private readonly now: Instant,
  ) {}

  async load<Command extends DomainCommand, Event extends DomainEvent, State>(
    decider: Decider<Command, Event, State>,
    id: string,
  ): Promise<State> {
    const stream = `${decider.category}-${id}`;
    if (!this.#states.has(stream)) this.#states.set(stream, await this.commands.load(decider, id));
    return this.#states.get(stream) as State;
  }

  /** @throws Refusal when a rule says no */
  async handle<Command extends DomainCommand, Event extends DomainEvent, State>(
    decider: Decider<Command, Event, State>,
    id: string,
    command: Command,
  ): Promise<{ readonly events: readonly Event[] }> {
    const state = await this.load(decider, id);
    const events = decider.decide(command, state, this.now);
    this.#states.set(`${decider.category}-${id}`, events.reduce(decider.evolve, state));
    return { events };
  }
}
