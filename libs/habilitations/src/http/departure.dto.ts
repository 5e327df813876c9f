import { type CalendarDate, Day, Id, Ids, OneOf, Text } from '#platform';
import { type DepartureKind, departureKinds } from '../domain/departure.ts';

const MOST_HOLDINGS = 200;

export class DepartureDto {
  @Id()
  readonly personId!: string;

  @OneOf(departureKinds)
  readonly kind!: DepartureKind;

  @Day({ description: 'Last day of the mission, or before the absence (R20)' })
  readonly lastDay!: CalendarDate;

  @Text('paragraph', { maxLength: 2000 })
  readonly reason!: string;

  @Ids(1, MOST_HOLDINGS, { optional: true, description: 'What ends; all that the person holds by default' })
  readonly habilitationIds?: readonly string[];

  @Day({ optional: true, description: 'Of an absence, where it is known' })
  readonly expectedReturn?: CalendarDate | null;

  @Id({
    optional: true,
    description: 'Who is to take the profiles over: with reference and date of the request',
  })
  readonly successorId?: string | null;

  @Text('reference', { optional: true, description: 'Reference of the written request (R11)' })
  readonly reference?: string | null;

  @Day({ optional: true, description: 'Date of the written request' })
  readonly requestedOn?: CalendarDate | null;
}

export class ExpectedReturnDto {
  @Day({ description: 'To come' })
  readonly expectedReturn!: CalendarDate;
}

export class AbsenceReturnDto {
  @Day({ description: 'First day of the mission again (R20)' })
  readonly returnedOn!: CalendarDate;

  @Text('reference', {
    optional: true,
    description: 'Reference of the written request (R11), for what does not come back by itself',
  })
  readonly reference?: string | null;

  @Day({ optional: true, description: 'Date of the written request' })
  readonly requestedOn?: CalendarDate | null;
}
