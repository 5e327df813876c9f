import { Pattern, Text, Whole } from '#platform';

export class JobParamsDto {
  @Pattern(/^[a-z0-9-]{1,60}$/, { description: 'Name of the job' })
  readonly name!: string;
}

export class JobRunPageDto {
  @Text(60, { optional: true, description: '`next` of the page before' })
  readonly cursor?: string;

  @Whole({ min: 1, max: 200, optional: true })
  readonly limit?: number;
}
