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
  /** A refusal is an answer, and the reactor goes on; after any other error it tries the same event again. */
  react(event: RecordedEvent<Event>): Promise<void>;
}

/**
 * A reactor to what a read model has made of a stretch of the log, and not to each event of it: what comes of many events is done
 * in one go. A stretch may come to it more than once, and in other parts; what it does must then have no second effect.
 */
export interface BatchReactor extends Omit<Reactor, 'react'> {
  /**
   * To what is behind `after` in the log, up to and with `upTo`. Whatever fails, it is shown the stretch again.
   * @throws NotUpToDate while the read model has not come to `upTo`
   */
  reactBetween(after: Position, upTo: Position): Promise<void>;
}
