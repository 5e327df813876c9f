import type { Actor, Instant } from '#platform';
import type { Position } from './position.ts';

/** A fact of the domain, as a decider produces it. */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** Where an event comes from. */
export interface EventMetadata {
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: Actor;
  /** When it happened, by the domain's clock; the store keeps its own time of recording. */
  readonly occurredAt: Instant;
  /** The trace it was written in (W3C), where traces are recorded: followers link theirs to it. */
  readonly traceparent?: string;
}

export type NewEvent<Event extends DomainEvent = DomainEvent> = Event & {
  /** A UUID. Appending an id twice to its stream writes it once. */
  readonly id: string;
  readonly metadata: EventMetadata;
};

export type RecordedEvent<Event extends DomainEvent = DomainEvent> = NewEvent<Event> & {
  readonly stream: string;
  /** Place in the stream, from 0. */
  readonly revision: number;
  /** Place in the log of all streams. */
  readonly position: Position;
  /** When the store wrote it, by the store's clock. */
  readonly recordedAt: Instant;
};
