import { OneOf, Text } from '#platform';

const CODES = ['one-time-code', 'recovery-code'] as const;

/** As it is called by whoever has it. */
const DeviceName = () =>
  Text('titleLine', { maxLength: 60, description: 'What its holder calls the device' });

export class OneTimeCodesDto {
  @DeviceName()
  readonly name!: string;

  @Text('secret', { maxLength: 20, description: 'The six digits that the application shows' })
  readonly code!: string;
}

export class SecondFactorDto {
  @OneOf(CODES)
  readonly kind!: (typeof CODES)[number];

  @Text('secret', { maxLength: 40, description: 'As typed' })
  readonly code!: string;
}
