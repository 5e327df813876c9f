import { type CalendarDate, Gives, type Instant } from '#platform';
import { type ErasureObstacle, erasureObstacles } from '../../domain/erasure.ts';

const erasureStates = ['requested', 'refused', 'erased'] as const;
type ErasureState = (typeof erasureStates)[number];

/** The latest request to forget somebody, on their page. */
export class HeldErasureView {
  @Gives.oneOf(erasureStates)
  readonly state!: ErasureState;

  @Gives.text()
  readonly reason!: string;

  @Gives.instant()
  readonly requestedAt!: Instant;

  @Gives.text({ description: 'Name of the officer' })
  readonly requestedBy!: string;

  @Gives.flag({ description: 'The reader asked for it, and does not confirm it' })
  readonly isOwn!: boolean;

  @Gives.text({ orNull: true, description: 'Why it was refused' })
  readonly decision!: string | null;
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

/** What becomes of what is known of somebody. */
export class HeldDataView {
  @Gives.object(() => HeldErasureView, { orNull: true })
  readonly erasure!: HeldErasureView | null;

  @Gives.object(() => FreezeView, { orNull: true })
  readonly freeze!: FreezeView | null;

  @Gives.oneOf(erasureObstacles, { orNull: true, description: 'Why nothing can be erased now' })
  readonly obstacle!: ErasureObstacle | null;
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

  @Gives.list(() => FrozenView)
  readonly freezes!: readonly FrozenView[];

  @Gives.list(() => ExpiredMonthView)
  readonly expiredMonths!: readonly ExpiredMonthView[];
}
