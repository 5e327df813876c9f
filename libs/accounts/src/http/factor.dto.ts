import { Nested, OneOf, Text, TextList } from '#platform';
import type { NewPasskeyAnswer, PasskeyAnswer } from '../factors/passkey-answers.ts';

const KINDS = ['one-time-code', 'recovery-code', 'passkey'] as const;

/** Bytes of an authenticator, in base64url. */
const Bytes = (maxLength: number) => Text('token', { maxLength });
const MOST_TRANSPORTS = 10;

const DeviceName = () =>
  Text('titleLine', { maxLength: 60, description: 'What its holder calls the device' });

export class OneTimeCodesDto {
  @DeviceName()
  readonly name!: string;

  @Text('secret', { maxLength: 20, description: 'The six digits that the application shows' })
  readonly code!: string;
}

export class PasskeyAnswerDto implements PasskeyAnswer {
  @Bytes(2000)
  readonly credentialId!: string;

  @Bytes(4000)
  readonly clientData!: string;

  @Bytes(4000)
  readonly authenticatorData!: string;

  @Bytes(2000)
  readonly signature!: string;
}

export class NewPasskeyDto implements NewPasskeyAnswer {
  @DeviceName()
  readonly name!: string;

  @Bytes(2000)
  readonly credentialId!: string;

  @Bytes(4000)
  readonly clientData!: string;

  @Bytes(20_000)
  readonly attestation!: string;

  @TextList('jobName', 0, MOST_TRANSPORTS, {
    description: 'How the browser reaches its device: `internal`, `hybrid`',
  })
  readonly transports!: readonly string[];
}

export class PasskeySignInDto extends PasskeyAnswerDto {
  @Text('secret', { maxLength: 200, optional: true, description: 'As typed; whose key it is when absent' })
  readonly userCode?: string | null;
}

/** The password too, of whoever has no second factor. */
const CONFIRMING = [...KINDS, 'password'] as const;

export class IdentityDto {
  @OneOf(CONFIRMING)
  readonly kind!: (typeof CONFIRMING)[number];

  @Text('secret', {
    maxLength: 256,
    optional: true,
    description: 'Code or password, as typed; absent with a passkey',
  })
  readonly code?: string | null;

  @Nested(() => PasskeyAnswerDto, { optional: true, description: 'Of a passkey' })
  readonly passkey?: PasskeyAnswerDto | null;
}

export class SecondFactorDto {
  @OneOf(KINDS)
  readonly kind!: (typeof KINDS)[number];

  @Text('secret', { maxLength: 40, optional: true, description: 'As typed; absent with a passkey' })
  readonly code?: string | null;

  @Nested(() => PasskeyAnswerDto, { optional: true, description: 'Of a passkey' })
  readonly passkey?: PasskeyAnswerDto | null;
}
