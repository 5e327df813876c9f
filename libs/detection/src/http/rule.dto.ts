import { type CalendarDate, Day, Text, Whole } from '#platform';

const MOST = 1000;

export class ReplayDto {
  @Whole({ min: 1, max: MOST })
  readonly threshold!: number;

  @Day({ description: 'First day' })
  readonly from!: CalendarDate;

  @Day({ description: 'Last day, whole' })
  readonly to!: CalendarDate;
}

export class RuleActivationDto {
  @Whole({ min: 1, max: MOST })
  readonly threshold!: number;

  @Text('paragraph', { maxLength: 2000 })
  readonly reason!: string;
}

/** Of a step that needs nothing but a reason. */
export class RuleReasonDto {
  @Text('paragraph', { maxLength: 2000 })
  readonly reason!: string;
}
