import { Text } from '#platform';

class CorrectionDto {
  @Text('titleLine')
  readonly name!: string;

  @Text('titleLine', { maxLength: 300 })
  readonly address!: string;

  @Text('paragraph', { maxLength: 2000, description: 'Why it is corrected' })
  readonly reason!: string;
}

export class EstablishmentCorrectionDto extends CorrectionDto {}

export class PartyCorrectionDto extends CorrectionDto {
  @Text('personName', { maxLength: 200 })
  readonly representative!: string;
}
