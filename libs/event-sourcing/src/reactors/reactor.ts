import type { DomainEvent, RecordedEvent } from '../events.ts';
import type { Position } from '../position.ts';

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
  /** Events of different streams that it may be shown at the same time, where it heeds no order among them; one when absent. */
  readonly atOnce?: number;
  /** A refusal is an answer, and the reactor goes on; after any other error it tries the same event again. */
  react(event: RecordedEvent<Event>): Promise<void>;
}

/**
 * A reactor to what read models have made of the log, and not to its events: what comes of many is done in one go. It follows
 * the read models, and reads no event itself. A stretch may come to it more than once, and in other parts; what it does must then
 * have no second effect.
 */
export interface ReadModelReactor extends Omit<Reactor, 'react' | 'categories' | 'atOnce'> {
  /** The streams that its read models follow; all of them when absent. */
  readonly categories?: readonly string[];
  /** It is shown what all of them have come to. */
  readonly readModels: readonly string[];
  /** How long it is left alone after it has reacted; not at all when absent. */
  readonly restMs?: number;
  /**
   * To what is behind `after` in the log, up to and with `upTo`; answers how far it came, where that was too much for one go.
   * Whatever fails, it is shown the stretch again.
   */
  reactBetween(after: Position, upTo: Position): Promise<Position>;
}
