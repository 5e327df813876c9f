import { Ids, MOST_AT_ONCE, ReasonDto, Text, TextList } from '#platform';

export class OpeningsDto extends ReasonDto {
  @TextList('organismId', 1, MOST_AT_ONCE, { description: 'SIRET of the gestionnaires' })
  readonly ids!: readonly string[];
}

export class RemindersDto extends ReasonDto {
  @Ids(1, MOST_AT_ONCE, { description: 'Of reviews' })
  readonly ids!: readonly string[];
}

export class ConfirmationsDto {
  @Ids(1, MOST_AT_ONCE, { description: 'Of persons' })
  readonly ids!: readonly string[];

  @Text('paragraph', { maxLength: 2000, description: 'What is stated of each' })
  readonly reason!: string;
}
