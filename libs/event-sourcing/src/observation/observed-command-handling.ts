import { type Clock, inSpan, Refusal } from '#platform';
import { ChangedMeanwhile } from '../changed-meanwhile.ts';
import { CommandHandling, type CommandOutcome } from '../command-handling.ts';
import type { Decider, DomainCommand } from '../decider.ts';
import { type EventStore, StoreUnavailable, WrongExpectedRevision } from '../event-store.ts';
import type { DomainEvent } from '../events.ts';

/** What came of a command that a decider was asked about. */
export interface ObservedCommand {
  /** Its type: `OpenDeclaration`. */
  readonly command: string;
  /** `conflict`: given up, because others kept winning. */
  readonly outcome: 'accepted' | 'refused' | 'conflict' | 'unavailable' | 'failed';
  /** Of the refusal; empty otherwise. */
  readonly code: string;
}

/** Command handling with its outcomes counted and traced. */
export class ObservedCommandHandling extends CommandHandling {
  constructor(
    store: EventStore,
    clock: Clock,
    private readonly onCommand: (command: ObservedCommand) => void,
  ) {
    super(store, clock);
  }

  override handle<Command extends DomainCommand, Event extends DomainEvent, State>(
    decider: Decider<Command, Event, State>,
    id: string,
    command: Command,
  ): Promise<CommandOutcome<Event>> {
    const attributes = { 'greffe.category': decider.category };
    return inSpan(`command ${command.type}`, { attributes }, async () => {
      try {
        const outcome = await super.handle(decider, id, command);
        this.onCommand({ command: command.type, outcome: 'accepted', code: '' });
        return outcome;
      } catch (error) {
        const code = codeOf(error);
        this.onCommand({ command: command.type, outcome: outcomeOf(error), code });
        throw error;
      }
    });
  }
}

function codeOf(error: unknown): string {
  if (error instanceof ChangedMeanwhile) return 'changed-meanwhile';
  return error instanceof Refusal ? error.code : '';
}

function outcomeOf(error: unknown): ObservedCommand['outcome'] {
  if (error instanceof Refusal || error instanceof ChangedMeanwhile) return 'refused';
  if (error instanceof WrongExpectedRevision) return 'conflict';
  return error instanceof StoreUnavailable ? 'unavailable' : 'failed';
}
