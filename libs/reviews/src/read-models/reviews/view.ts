import { PROFILES } from '#habilitations';
import { type CalendarDate, Gives, type Instant, Named, type Profile } from '#platform';
import { type AccessAnswer, accessAnswers } from '../../domain/access-review-events.ts';

/** `overdue` is open past its due day; `lapsed` ended with its convention. */
export const reviewStates = ['open', 'overdue', 'completed', 'lapsed'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** An access review of a partner. */
export class AccessReviewView {
  @Gives.id()
  readonly id!: string;

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.object(() => Named)
  readonly caf!: Named;

  @Gives.oneOf(reviewStates)
  readonly state!: ReviewState;

  @Gives.day()
  readonly openedOn!: CalendarDate;

  @Gives.text({ orNull: true, description: 'Why the Caf has opened it; null where it was time to' })
  readonly reason!: string | null;

  @Gives.day({ description: 'Last day to answer, whole' })
  readonly dueOn!: CalendarDate;

  @Gives.day({ description: 'Changes after that day are told' })
  readonly changesSince!: CalendarDate;

  @Gives.whole({ description: 'Who held a habilitation when it was opened' })
  readonly persons!: number;

  @Gives.whole()
  readonly answered!: number;

  @Gives.day({ description: 'On which the correspondents were last told of it' })
  readonly toldOn!: CalendarDate;

  @Gives.whole()
  readonly reminders!: number;

  @Gives.instant({ orNull: true })
  readonly closedAt!: Instant | null;

  @Gives.whole({ orNull: true, description: 'Once it is complete' })
  readonly daysLate!: number | null;
}

class HeldAccessView {
  @Gives.oneOf(PROFILES)
  readonly profile!: Profile;

  @Gives.text()
  readonly establishment!: string;

  @Gives.instant()
  readonly since!: Instant;
}

class AccessView {
  @Gives.oneOf(PROFILES)
  readonly profile!: Profile;

  @Gives.text()
  readonly establishment!: string;
}

class ReviewedView extends Named {
  @Gives.text()
  readonly function!: string;
}

/** What has changed for a person since the review before. `returned`: from an absence. */
export const changeKinds = ['new', 'returned', 'changed', 'none'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A person of a review: what they hold now, what has changed, and the answer. */
export class ReviewedPersonView {
  @Gives.id({ description: 'Of the person' })
  readonly id!: string;

  @Gives.id()
  readonly reviewId!: string;

  @Gives.object(() => ReviewedView)
  readonly person!: ReviewedView;

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.text({ orNull: true })
  readonly userCode!: string | null;

  @Gives.instant({ orNull: true, description: 'Last successful connection' })
  readonly lastSuccess!: Instant | null;

  @Gives.list(() => HeldAccessView, { description: 'Under the conventions of the Caf, now' })
  readonly access!: readonly HeldAccessView[];

  @Gives.oneOf(changeKinds)
  readonly change!: ChangeKind;

  @Gives.list(() => AccessView)
  readonly gained!: readonly AccessView[];

  @Gives.list(() => AccessView)
  readonly lost!: readonly AccessView[];

  @Gives.oneOf(accessAnswers, { orNull: true, description: 'Null while there is none' })
  readonly answer!: AccessAnswer | null;

  @Gives.instant({ orNull: true })
  readonly answeredAt!: Instant | null;

  @Gives.text({ orNull: true, description: 'A correspondent, or the Caf' })
  readonly answeredBy!: string | null;

  @Gives.day({ orNull: true, description: 'Of a mission, as it was declared' })
  readonly lastDay!: CalendarDate | null;
}

/** A partner of a Caf without an open review. */
export class PartnerToReviewView {
  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.whole({ description: 'Who holds a habilitation now' })
  readonly persons!: number;

  @Gives.day({ orNull: true, description: 'When the last one was opened' })
  readonly lastOpenedOn!: CalendarDate | null;
}
