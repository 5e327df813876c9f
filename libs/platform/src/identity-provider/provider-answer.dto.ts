import { Gives } from '../http/answers.ts';
import { OneOf, Text } from '../http/fields.ts';
import type { ProviderParameters, WantedAccount } from './identity-provider.ts';

/** Whose account a browser is to come back with. */
export const ProviderAccount = () =>
  OneOf(['any', 'other'], {
    optional: true,
    description:
      '`other`: the provider asks anew who is there, since the account before was the wrong one; `any` when absent',
  });

export class ProviderRequestDto {
  @ProviderAccount()
  readonly account?: WantedAccount | null;
}

/** Where a browser is to go next, on another site. */
export class Elsewhere {
  @Gives.text()
  readonly location!: string;
}

/** What the identity provider has sent the browser back with, as it came. */
export class ProviderAnswerDto {
  @Text('secret', { maxLength: 200 })
  readonly state!: string;

  @Text('secret', { maxLength: 4000, optional: true })
  readonly code?: string | null;

  @Text('secret', { maxLength: 500, optional: true, description: 'Which provider it is (RFC 9207)' })
  readonly iss?: string | null;

  @Text('secret', { maxLength: 200, optional: true, description: 'Why it vouches for nobody' })
  readonly error?: string | null;
}

export const parametersOf = ({ state, code, iss, error }: ProviderAnswerDto): ProviderParameters => ({
  state,
  ...(code && { code }),
  ...(iss && { iss }),
  ...(error && { error }),
});
