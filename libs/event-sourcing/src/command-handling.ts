import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, deriveId, executionContext } from '#platform';
import { mustBeUnchanged } from './changed-meanwhile.ts';
import { type Decider, type DomainCommand, fold } from './decider.ts';
import { EventStore, type ExpectedRevision, WrongExpectedRevision } from './event-store.ts';
import type { DomainEvent, NewEvent, RecordedEvent } from './events.ts';
import { type Position, START } from './position.ts';

/** What a command did. */
export interface CommandOutcome<Event extends DomainEvent = DomainEvent> {
  readonly stream: string;
  /** Give it to a query that must see what the command did. */
  readonly position: Position;
  /** The events written, now or by an earlier execution of the same command; none when nothing had to change. */
  readonly events: readonly Event[];
}

/** Each conflict is somebody else's success: a command gives up only where a great many keep coming. */
const MOST_ATTEMPTS = 25;
const LONGEST_PAUSE_MS = 60;

/** The one way in which commands become events. */
@Injectable()
export class CommandHandling {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Executes `command` on the stream `{category}-{id}`, once per command id of the execution context.
   * @throws Refusal when a rule says no; ChangedMeanwhile; StoreUnavailable; WrongExpectedRevision when others kept winning
   */
  async handle<Command extends DomainCommand, Event extends DomainEvent, State>(
    decider: Decider<Command, Event, State>,
    id: string,
    command: Command,
  ): Promise<CommandOutcome<Event>> {
    const stream = `${decider.category}-${id}`;
    const { commandId, correlationId, causationId, actor } = executionContext();
    const firstId = deriveId(commandId, stream, command.type, 0);
    const eventId = (index: number) =>
      index === 0 ? firstId : deriveId(commandId, stream, command.type, index);

    for (let attempt = 1; ; attempt++) {
      // 1. Read what is known of the stream
      const recorded = await this.read<Event>(decider, stream);

      // 2. A command that was already executed has its answer there
      const first = recorded.findIndex(({ id }) => id === firstId);
      if (first >= 0) return repeated(stream, recorded.slice(first), eventId);

      // 3. Nobody decides on what they have not seen
      mustBeUnchanged(recorded);

      // 4. Fold and decide
      const now = this.clock.now();
      const decided = decider.decide(command, fold(decider, recorded), now);
      const last = recorded.at(-1);
      if (decided.length === 0) return { stream, position: last?.position ?? START, events: [] };

      // 5. Append at the revision the decision was taken at; decide anew when somebody else was faster
      const metadata = { correlationId, causationId, actor, occurredAt: now };
      const events = decided.map(
        (event, index): NewEvent<Event> => ({ ...event, id: eventId(index), metadata }),
      );
      const expected: ExpectedRevision = last?.revision ?? 'none';
      try {
        const { position } = await this.store.append(stream, expected, events);
        return { stream, position, events: decided };
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision) || attempt === MOST_ATTEMPTS) throw error;
        await delay(Math.random() * Math.min(2 ** attempt, LONGEST_PAUSE_MS));
      }
    }
  }

  /**
   * Writes what has happened, whatever the stream holds: nothing is decided, so that any number of writers agree. Once per
   * command id of the execution context.
   * @throws StoreUnavailable
   */
  async record<Event extends DomainEvent>(
    stream: string,
    happened: readonly Event[],
  ): Promise<CommandOutcome<Event>> {
    const { commandId, correlationId, causationId, actor } = executionContext();
    const metadata = { correlationId, causationId, actor, occurredAt: this.clock.now() };
    const events = happened.map(
      (event, index): NewEvent<Event> => ({
        ...event,
        id: deriveId(commandId, stream, event.type, index),
        metadata,
      }),
    );
    const { position } = await this.store.append(stream, 'any', events);
    return { stream, position, events: happened };
  }

  /** The present state of a stream, for a decision that needs to know it. */
  async load<Command extends DomainCommand, Event extends DomainEvent, State>(
    decider: Decider<Command, Event, State>,
    id: string,
  ): Promise<State> {
    return fold(decider, await this.read<Event>(decider, `${decider.category}-${id}`));
  }

  /** All that has happened in a stream, for whoever tells of it. */
  async history<Command extends DomainCommand, Event extends DomainEvent, State>(
    { category }: Decider<Command, Event, State>,
    id: string,
  ): Promise<RecordedEvent<Event>[]> {
    return (await this.store.readStream(`${category}-${id}`)) as RecordedEvent<Event>[];
  }

  private async read<Event extends DomainEvent>(
    { latest }: Pick<Decider<never, Event, unknown>, 'latest'>,
    stream: string,
  ): Promise<RecordedEvent<Event>[]> {
    const events = latest
      ? (await this.store.readStream(stream, { direction: 'backwards', limit: latest })).reverse()
      : await this.store.readStream(stream);
    return events as RecordedEvent<Event>[];
  }
}

function repeated<Event extends DomainEvent>(
  stream: string,
  candidates: readonly RecordedEvent<Event>[],
  eventId: (index: number) => string,
): CommandOutcome<Event> {
  const written = candidates.filter((event, index) => event.id === eventId(index));
  const events = written.map(({ type, data }) => ({ type, data }) as Event);
  return { stream, position: written.at(-1)!.position, events };
}
