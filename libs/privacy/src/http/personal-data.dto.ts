import { type CalendarDate, Day, ReasonDto } from '#platform';

export class FreezeDto extends ReasonDto {
  @Day({ optional: true, description: 'The last day, whole; without one, until it is lifted' })
  readonly until?: CalendarDate;
}

export class DataAccessDto extends ReasonDto {
  @Day({ description: 'On which the person asked for it: from then on the time runs to answer' })
  readonly receivedOn!: CalendarDate;
}
