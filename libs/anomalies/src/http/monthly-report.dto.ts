import { Id, OneOf, Text } from '#platform';

export class CaseReviewDto {
  @Id()
  readonly anomalyId!: string;

  @OneOf(['kept', 'left-out'])
  readonly place!: 'kept' | 'left-out';

  @Text('titleLine', { maxLength: 200, optional: true, description: 'A line that the partner reads' })
  readonly note?: string;
}
