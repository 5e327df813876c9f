import { type CalendarDate, CONSULTED, type Consulted, Day, OneOf, Text, Whole } from '#platform';
import { type AttemptOutcome, attemptOutcomes } from '../domain/connections.ts';

export class PeriodDto {
  @Day({ optional: true, description: 'First day' })
  readonly from?: CalendarDate;

  @Day({ optional: true, description: 'Last day, whole' })
  readonly to?: CalendarDate;
}

/** What narrows the journal; kept in the address of the page. */
export class JournalFilterDto extends PeriodDto {
  @Text('userCode', { optional: true })
  readonly userCode?: string;

  @OneOf(attemptOutcomes, { optional: true })
  readonly outcome?: AttemptOutcome;

  @Text('token', { maxLength: 60, optional: true, description: 'IP address, in any spelling' })
  readonly address?: string;
}

export class JournalPageDto extends JournalFilterDto {
  @Text('token', { optional: true, description: '`next` of the page before' })
  readonly cursor?: string;

  @Whole({ min: 1, max: 200, optional: true })
  readonly limit?: number;
}

/** What narrows the consultations. */
export class ConsultationPageDto extends PeriodDto {
  @Text('userCode', { optional: true, description: 'Who read' })
  readonly userCode?: string;

  @OneOf(CONSULTED, { optional: true })
  readonly view?: Consulted;

  @Text('token', {
    maxLength: 100,
    optional: true,
    description: 'What was asked for: a code, the id of a case, a gestionnaire',
  })
  readonly about?: string;

  @Text('token', { optional: true, description: '`next` of the page before' })
  readonly cursor?: string;

  @Whole({ min: 1, max: 200, optional: true })
  readonly limit?: number;
}
