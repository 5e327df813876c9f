import { type CalendarDate, Day, Ids, OneOf, policy, Text } from '#platform';
import { type ControlOutcome, controlOutcomes } from '../domain/control.ts';
import { type Duty, duties } from '../domain/duty.ts';

const { most } = policy.attachedFiles;

export class AttestationDto {
  @OneOf(duties)
  readonly duty!: Duty;

  @Day({ description: 'The day of which it speaks' })
  readonly attestedOn!: CalendarDate;

  @Text('paragraph')
  readonly text!: string;

  @Ids(0, most, { optional: true, description: 'Of files that were given for it' })
  readonly fileIds?: readonly string[];
}

export class ControlPlanDto {
  @Text('organismId')
  readonly gestionnaireId!: string;

  @Text('paragraph', { maxLength: 1000, description: 'What is looked at' })
  readonly subject!: string;

  @Day()
  readonly plannedOn!: CalendarDate;

  @Text('titleLine', { maxLength: 200, description: 'Who carries it out' })
  readonly controllers!: string;
}

export class ReschedulingDto {
  @Day()
  readonly plannedOn!: CalendarDate;

  @Text('paragraph', { maxLength: 1000 })
  readonly reason!: string;
}

export class CancellationDto {
  @Text('paragraph', { maxLength: 1000 })
  readonly reason!: string;
}

export class ConclusionDto {
  @Day()
  readonly carriedOutOn!: CalendarDate;

  @OneOf(controlOutcomes)
  readonly outcome!: ControlOutcome;

  @Text('paragraph')
  readonly findings!: string;

  @Text('paragraph', {
    maxLength: 2000,
    optional: true,
    description: 'What was agreed; with the day by which it is to be done',
  })
  readonly agreed?: string | null;

  @Day({ optional: true })
  readonly agreedBy?: CalendarDate | null;

  @Ids(0, most, { optional: true, description: 'Of files that were given for it' })
  readonly fileIds?: readonly string[];
}

export class VerificationDto {
  @Text('paragraph', { maxLength: 2000, description: 'What the Caf has seen' })
  readonly note!: string;
}
