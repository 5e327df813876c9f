import { type CalendarDate, Gives, type Instant } from '#platform';
import {
  type ErasureBasis,
  type ErasureObstacle,
  erasureBases,
  erasureObstacles,
} from '../../domain/erasure.ts';

const erasureStates = ['requested', 'refused', 'erased'] as const;
type ErasureState = (typeof erasureStates)[number];

/** The latest request to forget somebody, on their page. */
export class HeldErasureView {
  @Gives.oneOf(erasureStates)
  readonly state!: ErasureState;

  @Gives.text({ orNull: true, description: 'Null where nobody asked: the time was over' })
  readonly reason!: string | null;

  @Gives.oneOf(erasureBases)
  readonly basis!: ErasureBasis;

  @Gives.instant()
  readonly requestedAt!: Instant;

  @Gives.text({ description: 'Name of the officer' })
  readonly requestedBy!: string;

  @Gives.flag({ description: 'The reader asked for it, and does not confirm it' })
  readonly isOwn!: boolean;

  @Gives.flag({ description: 'Another Caf asked for it, which alone decides' })
  readonly isOfOtherCaf!: boolean;

  @Gives.text({ orNull: true, description: 'Why it was refused' })
  readonly decision!: string | null;
}

const accessStates = ['requested', 'granted', 'refused'] as const;
type AccessState = (typeof accessStates)[number];

/** What a Caf has asked for of what is known of somebody. */
class DataAccessView {
  @Gives.oneOf(accessStates)
  readonly state!: AccessState;

  @Gives.day({ description: 'On which the person asked for it' })
  readonly receivedOn!: CalendarDate;

  @Gives.day({ description: 'The last day to answer them (RGPD, art. 12-3)' })
  readonly dueOn!: CalendarDate;

  @Gives.instant()
  readonly requestedAt!: Instant;

  @Gives.text({ description: 'Name of the officer' })
  readonly requestedBy!: string;

  @Gives.instant({ orNull: true })
  readonly decidedAt!: Instant | null;
}

/** The same on their page. */
export class HeldDataAccessView extends DataAccessView {
  @Gives.text()
  readonly reason!: string;

  @Gives.flag({
    description: 'The reader asked for it, and takes the file once another officer has granted it',
  })
  readonly isOwn!: boolean;

  @Gives.day({
    orNull: true,
    description: 'The last day on which the file is given out, once it was granted',
  })
  readonly availableUntil!: CalendarDate | null;

  @Gives.text({ orNull: true, description: 'Why it was refused' })
  readonly decision!: string | null;
}

export class ListedDataAccessView extends DataAccessView {
  @Gives.text({ description: 'Of the page of the person: an id, or a user code' })
  readonly holder!: string;

  @Gives.text()
  readonly name!: string;
}

/** Somebody who is erased because the time is over. */
export class AnnouncedErasureView {
  @Gives.text({ description: 'Of the page of the person: an id, or a user code' })
  readonly holder!: string;

  @Gives.text()
  readonly name!: string;

  @Gives.day()
  readonly on!: CalendarDate;
}

/** A convention of whose signatories, attestations and controls nothing is kept any more from a day on. */
export class AnnouncedConventionView {
  @Gives.id()
  readonly id!: string;

  @Gives.text({ description: 'Name of the gestionnaire' })
  readonly name!: string;

  @Gives.day()
  readonly on!: CalendarDate;
}

export class FreezeView {
  @Gives.instant()
  readonly since!: Instant;

  @Gives.day({ orNull: true, description: 'The last day, whole; null until it is lifted' })
  readonly until!: CalendarDate | null;

  @Gives.text()
  readonly reason!: string;

  @Gives.text({ description: 'Name of the officer' })
  readonly by!: string;
}

export class ObstacleView {
  @Gives.oneOf(erasureObstacles)
  readonly code!: ErasureObstacle;

  @Gives.text({ description: 'In French, as a refusal says it' })
  readonly sentence!: string;
}

/** What becomes of what is known of somebody. */
export class HeldDataView {
  @Gives.object(() => HeldErasureView, { orNull: true })
  readonly erasure!: HeldErasureView | null;

  @Gives.object(() => FreezeView, { orNull: true })
  readonly freeze!: FreezeView | null;

  @Gives.object(() => ObstacleView, { orNull: true, description: 'Why nothing can be erased now' })
  readonly obstacle!: ObstacleView | null;

  @Gives.day({
    orNull: true,
    description: 'On which they are erased because the time is over, where that is announced',
  })
  readonly announcedFor!: CalendarDate | null;

  @Gives.object(() => HeldDataAccessView, { orNull: true })
  readonly access!: HeldDataAccessView | null;
}

/** A request to forget somebody, among those of a Caf. */
export class ErasureView {
  @Gives.text({ description: 'Of the page of the person: an id, or a user code' })
  readonly holder!: string;

  @Gives.text({ description: 'Name, as far as it is not erased' })
  readonly name!: string;

  @Gives.oneOf(erasureStates)
  readonly state!: ErasureState;

  @Gives.instant()
  readonly requestedAt!: Instant;

  @Gives.text({ description: 'Name of the officer' })
  readonly requestedBy!: string;

  @Gives.instant({ orNull: true })
  readonly decidedAt!: Instant | null;

  @Gives.oneOf(erasureBases)
  readonly basis!: ErasureBasis;
}

export class FrozenView extends FreezeView {
  @Gives.text({ description: 'Of the page of the person: an id, or a user code' })
  readonly holder!: string;

  @Gives.text()
  readonly name!: string;
}

/** A month of which the log no longer says where people connected from. */
export class ExpiredMonthView {
  @Gives.text({ description: '`2025-10`' })
  readonly month!: string;

  @Gives.instant()
  readonly at!: Instant;

  @Gives.whole({ description: 'Streams that a case or a dispute still needs' })
  readonly kept!: number;
}

export class PersonalDataView {
  @Gives.list(() => ErasureView)
  readonly erasures!: readonly ErasureView[];

  @Gives.list(() => ListedDataAccessView)
  readonly accesses!: readonly ListedDataAccessView[];

  @Gives.list(() => AnnouncedErasureView)
  readonly announced!: readonly AnnouncedErasureView[];

  @Gives.list(() => AnnouncedConventionView)
  readonly conventions!: readonly AnnouncedConventionView[];

  @Gives.list(() => FrozenView)
  readonly freezes!: readonly FrozenView[];

  @Gives.list(() => ExpiredMonthView)
  readonly expiredMonths!: readonly ExpiredMonthView[];
}
