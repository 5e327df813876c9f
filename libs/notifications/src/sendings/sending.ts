import type { AccountsQuery } from '#accounts';
import {
  type CommandHandling,
  type DomainEvent,
  idOf,
  type ProjectionProgress,
  type RecordedEvent,
} from '#event-sourcing';
import { addDays, endOfDay, type Instant, parisDateOf, type UserRole } from '#platform';
import type { Notice } from '../domain/notices.ts';

/** A notice, to whom, and until when it is of use. */
export interface Sending {
  readonly notice: Notice;
  /** Null for the legal representative whom the notice itself is about. */
  readonly userCodes: readonly (string | null)[];
  readonly usefulUntil: Instant;
}

/** What is sent of each of these events, by type; of others nothing is. */
export type Sendings<Event extends DomainEvent> = {
  readonly [Type in Event['type']]?: (
    event: RecordedEvent<Extract<Event, { type: Type }>>,
    of: Occasion,
  ) => Sending[] | Promise<Sending[]>;
};

/** Days after which news is stale, where nothing else says so: a mail about something long past only puzzles. */
const NEWS_DAYS = 7;

/** An event that something is sent of: who may be told, and what else is known. */
export class Occasion {
  /** What its stream is about: the code, the case, the convention. */
  readonly subject: string;
  /** When news of it is stale. */
  readonly news: Instant;

  constructor(
    private readonly event: RecordedEvent,
    private readonly accounts: AccountsQuery,
    private readonly commands: CommandHandling,
    private readonly progress: ProjectionProgress,
  ) {
    this.subject = idOf(event.stream);
    this.news = endOfDay(addDays(parisDateOf(event.metadata.occurredAt), NEWS_DAYS));
  }

  /** The present state of another stream, or of its own. */
  readonly load: CommandHandling['load'] = (decider, id) => this.commands.load(decider, id);

  /** Waits until the read models that addresses come from have the event. */
  mustBeKnown(): Promise<void> {
    return this.progress.mustHaveSeen(['accounts'], this.event.position);
  }

  /** To the holder of the code that the event is about. */
  toHolder(notice: Notice, usefulUntil = this.news): Sending {
    return this.toCodes([this.subject], notice, usefulUntil);
  }

  toCodes(userCodes: readonly (string | null)[], notice: Notice, usefulUntil = this.news): Sending {
    return { notice, userCodes, usefulUntil };
  }

  /** To everyone who acts for an organism in a role, as known at the event or later. */
  async toRole(
    organismId: string | undefined,
    role: UserRole,
    notice: Notice,
    usefulUntil = this.news,
  ): Promise<Sending> {
    await this.mustBeKnown();
    const contacts = organismId === undefined ? [] : await this.accounts.contacts(organismId, role);
    const userCodes = contacts.map(({ userCode }) => userCode);
    return this.toCodes(userCodes, notice, usefulUntil);
  }
}
