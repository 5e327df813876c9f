import { type CalendarDate, Gives, type Instant, Named, type Profile } from '#platform';
import { type DepartureKind, departureKinds } from '../../domain/departure.ts';
import { PROFILES } from '../../domain/roster.ts';

class EndedView {
  @Gives.oneOf(PROFILES)
  readonly profile!: Profile;

  @Gives.text()
  readonly establishment!: string;
}

class ReturnView {
  @Gives.day()
  readonly returnedOn!: CalendarDate;

  @Gives.whole({ description: 'How late it was declared (R20)' })
  readonly declaredLateByDays!: number;

  @Gives.instant()
  readonly at!: Instant;
}

/** A change or the end of a mission, as it was declared. */
export class DepartureView {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(departureKinds)
  readonly kind!: DepartureKind;

  @Gives.object(() => Named)
  readonly person!: Named;

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.day()
  readonly lastDay!: CalendarDate;

  @Gives.text()
  readonly reason!: string;

  @Gives.day({ description: 'The last day on which it was declared in time' })
  readonly dueOn!: CalendarDate;

  @Gives.whole({ description: 'How late it was declared (R20)' })
  readonly declaredLateByDays!: number;

  @Gives.instant()
  readonly declaredAt!: Instant;

  @Gives.list(() => EndedView, { description: 'The profiles that ended with it' })
  readonly ended!: readonly EndedView[];

  @Gives.object(() => Named, { orNull: true })
  readonly successor!: Named | null;

  @Gives.day({ orNull: true, description: 'Of an absence' })
  readonly expectedReturn!: CalendarDate | null;

  @Gives.object(() => ReturnView, { orNull: true })
  readonly back!: ReturnView | null;

  @Gives.flag({ description: 'An absence that goes on: neither returned nor left since' })
  readonly isAway!: boolean;
}
