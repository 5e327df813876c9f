import {
  type CalendarDate,
  Day,
  Ids,
  MOST_AT_ONCE,
  OneOf,
  policy,
  SECURITY_SANCTIONS,
  type SecuritySanction,
  Text,
} from '#platform';
import { type Verdict, verdicts } from '../domain/anomaly-events.ts';

export class DismissalDto {
  @Text('paragraph', { maxLength: 2000 })
  readonly reason!: string;
}

export class DismissalsDto {
  @Ids(1, MOST_AT_ONCE)
  readonly ids!: readonly string[];

  @Text('paragraph', { maxLength: 2000, description: 'Of all of them' })
  readonly reason!: string;
}

export class RegisteredLetterDto {
  @Text('reference', { maxLength: 40, description: 'As the post gave it' })
  readonly number!: string;

  @Day({ description: 'When it was handed over, by its receipt' })
  readonly deliveredOn!: CalendarDate;
}

export class JustificationDto {
  @Text('paragraph')
  readonly text!: string;

  @Ids(0, policy.attachedFiles.most, { optional: true, description: 'Of files that were given for it' })
  readonly fileIds?: readonly string[];
}

export class VerdictDto {
  @OneOf(verdicts)
  readonly verdict!: Verdict;

  @Text('paragraph', { maxLength: 2000 })
  readonly comment!: string;

  @OneOf(SECURITY_SANCTIONS, { optional: true, description: 'On the code, of a confirmed anomaly' })
  readonly sanction?: SecuritySanction;
}

export class AnomalyReportDto {
  @Text('organismId', { optional: true, description: 'A gestionnaire leaves it out' })
  readonly gestionnaireId?: string;

  @Day({ description: 'First day of detection' })
  readonly from!: CalendarDate;

  @Day({ description: 'Last day of detection, whole' })
  readonly to!: CalendarDate;
}
