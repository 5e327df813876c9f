import { Text, Whole } from '#platform';

export class JobParamsDto {
  @Text('jobName', { description: 'Name of the job' })
  readonly name!: string;
}

export class JobRunPageDto {
  @Text('token', { maxLength: 60, optional: true, description: '`next` of the page before' })
  readonly cursor?: string;

  @Whole({ min: 1, max: 200, optional: true })
  readonly limit?: number;
}
