import type { DomainEvent, RecordedEvent } from '../events.ts';

/**
 * Follows the log and acts: sends commands, writes mails. An event may come to it more than once; what it does
 * must then have no second effect. Commands have that by themselves: a reactor runs in an execution context
 * whose command id is derived from the event. A rebuild of projections never replays a reactor.
 */
export interface Reactor<Event extends DomainEvent = DomainEvent> {
  /** Never change it: its checkpoint goes by it. */
  readonly name: string;
  /** The streams it follows: `account` for `account-…`. */
  readonly categories: readonly string[];
  /** A refusal is an answer, and the reactor goes on; after any other error it tries the same event again. */
  react(event: RecordedEvent<Event>): Promise<void>;
}
