import { Injectable } from '@nestjs/common';
import { NamesThen } from '#accounts';
import { CommandHandling, fold, type Position, type RecordedEvent } from '#event-sourcing';
import { type CalendarDate, cafOf, inParis, type Principal, parisDateOf, SIDES } from '#platform';
import { accessReview, unknownReview } from '../domain/access-review.ts';
import type {
  Access,
  AccessAnswer,
  AccessReviewEvent,
  ReviewedPerson,
} from '../domain/access-review-events.ts';

type Recorded = RecordedEvent<AccessReviewEvent>;
type Answered = RecordedEvent<Extract<AccessReviewEvent, { data: { personId: string } }>>;

/** A person of a review: as they were named when it was opened, or when they were confirmed. */
interface RecordedPerson extends Omit<ReviewedPerson, 'personId'> {
  /** Null while there is none. */
  readonly answer: AccessAnswer | null;
  /** What was confirmed, or has ended. */
  readonly access: readonly Access[];
  readonly statement: string | null;
  readonly lastDay: CalendarDate | null;
  /** In Paris. */
  readonly at: string | null;
  readonly who: string | null;
}

/** A review as the log alone tells it, names included: the same events, the same record. */
export interface ReviewRecord {
  readonly id: string;
  readonly caf: { readonly id: string; readonly name: string };
  readonly gestionnaire: { readonly id: string; readonly name: string };
  readonly number: number;
  readonly state: 'open' | 'completed' | 'lapsed';
  readonly openedOn: CalendarDate;
  readonly reason: string | null;
  readonly dueOn: CalendarDate;
  readonly daysLate: number;
  /** The day of its latest event. */
  readonly on: CalendarDate;
  readonly position: Position;
  readonly persons: readonly RecordedPerson[];
}

@Injectable()
export class ReviewRecords {
  constructor(
    private readonly commands: CommandHandling,
    private readonly names: NamesThen,
  ) {}

  /** @throws Refusal review-not-found */
  async of(id: string, reader: Principal): Promise<ReviewRecord> {
    const events = await this.commands.history(accessReview, id);
    const { review, state } = fold(accessReview, events);
    if (!review || state === 'unknown') throw unknownReview();
    const { cafId, cafName, gestionnaire, number, openedOn, reason, dueOn } = review;
    const isTheirs =
      cafOf(reader) === null ? reader.organism.id === gestionnaire.id : reader.organism.id === cafId;
    if (!isTheirs) throw unknownReview();
    const last = events.at(-1)!;
    return {
      id,
      caf: { id: cafId, name: cafName },
      gestionnaire,
      number,
      state,
      openedOn,
      reason,
      dueOn,
      daysLate: last.type === 'AccessReviewCompleted' ? last.data.daysLate : 0,
      on: parisDateOf(last.metadata.occurredAt),
      position: last.position,
      persons: await this.personsIn(events, gestionnaire.name),
    };
  }

  /** In the order in which they were listed at its opening. */
  private async personsIn(
    [opened, ...events]: readonly Recorded[],
    partner: string,
  ): Promise<RecordedPerson[]> {
    if (opened?.type !== 'AccessReviewOpened') return [];
    const answers = events.filter((event): event is Answered => 'personId' in event.data);
    const names = await this.namesIn(answers);
    return opened.data.persons.map(({ personId, ...person }) => {
      const answer = answers.find(({ data }) => data.personId === personId);
      return answer ? answeredOf(person, answer, names(answer) ?? partner) : { ...person, ...WAITING };
    });
  }

  /** Who answered, as their account named them then. */
  private async namesIn(answers: readonly Answered[]): Promise<(answer: Answered) => string | null> {
    const nameAt = await this.names.of(answers.map(({ metadata }) => metadata.actor.code));
    return ({ metadata: { actor }, position }) => {
      if (actor.role !== 'gestionnaire') return SIDES[actor.role];
      const name = nameAt(actor.code, position);
      return name ? `${name} (${actor.code})` : null;
    };
  }
}

const WAITING = { answer: null, access: [], statement: null, lastDay: null, at: null, who: null };

function answeredOf(person: Omit<ReviewedPerson, 'personId'>, event: Answered, who: string): RecordedPerson {
  const by = { at: inParis(event.metadata.occurredAt), who };
  if (event.type === 'AccessConfirmed') {
    const { personId: _, ...confirmed } = event.data;
    return { ...confirmed, ...by, answer: 'confirmed', lastDay: null };
  }
  const { change, access, lastDay } = event.data;
  return { ...person, ...by, answer: change, access, statement: null, lastDay };
}
