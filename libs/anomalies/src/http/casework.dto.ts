import { Text } from '#platform';

export class AssignmentDto {
  @Text('userCode', { optional: true, description: 'An officer of the same Caf; without, the actor' })
  readonly userCode?: string;
}

export class CaseNoteDto {
  @Text('paragraph', { maxLength: 2000 })
  readonly text!: string;
}
