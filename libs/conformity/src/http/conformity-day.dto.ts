import { type CalendarDate, Day, Gives } from '#platform';

export class ConformityDayQuery {
  @Day({ description: 'One of those that are kept' })
  readonly day!: CalendarDate;
}

export class KeptDayView {
  @Gives.day()
  readonly day!: CalendarDate;

  @Gives.whole({ description: 'Clauses that were to be settled' })
  readonly toSettle!: number;
}
