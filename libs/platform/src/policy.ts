import { codesParameters } from './policy/codes.ts';
import { complianceParameters } from './policy/compliance.ts';
import { conventionsParameters } from './policy/conventions.ts';
import { declarationsParameters } from './policy/declarations.ts';
import { habilitationsParameters } from './policy/habilitations.ts';
import { identityProvidersParameters } from './policy/identity-providers.ts';
import { passwordsParameters } from './policy/passwords.ts';
import { retentionParameters } from './policy/retention.ts';
import { secondFactorsParameters } from './policy/second-factors.ts';
import { signInParameters } from './policy/sign-in.ts';
import { surveillanceParameters } from './policy/surveillance.ts';

/** Every number of the product with what it does, its rule and basis. Decide by `policy`. */
export const policyParameters = {
  ...conventionsParameters,
  ...habilitationsParameters,
  ...codesParameters,
  ...passwordsParameters,
  ...signInParameters,
  ...secondFactorsParameters,
  ...identityProvidersParameters,
  ...surveillanceParameters,
  ...complianceParameters,
  ...retentionParameters,
  ...declarationsParameters,
};

type Parameters = typeof policyParameters;

/** The values to decide by: `policy.justificationDays`. The name says the unit; the basis is in `policyParameters`. */
export const policy = Object.fromEntries(
  Object.entries(policyParameters).map(([name, { value }]) => [name, value]),
) as { readonly [Name in keyof Parameters]: Parameters[Name]['value'] };
