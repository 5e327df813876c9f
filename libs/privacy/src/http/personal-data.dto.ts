import { type CalendarDate, Day, ReasonDto } from '#platform';

export class FreezeDto extends ReasonDto {
  @Day({ optional: true, description: 'The last day, whole; without one, until it is lifted' })
  readonly until?: CalendarDate;
}
