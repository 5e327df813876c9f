import { withFrenchSpaces } from '../typography.ts';

/** What numbers are about that no rule of the amendment asks for. */
export type Subject =
  | 'access-reviews'
  | 'passwords'
  | 'sessions'
  | 'second-factors'
  | 'identity-providers'
  | 'files'
  | 'retention'
  | 'data-access'
  | 'declarations';

/** A number the product decides by, with what it does and the reason why it is that number. */
export interface PolicyParameter<T> {
  readonly value: T;
  /** The rule it belongs to (docs/rules.md); what no rule asks for has a subject. */
  readonly rule: `R${number}` | Subject;
  /** What it does, for people (French), with the value in it. */
  readonly sentences: readonly string[];
  /** The text it comes from, or the decision where the texts give no number. In French, as they are. */
  readonly basis: string;
}

/** @param says what it does, made of the value: neither changes without the other */
export const parameter = <T>(
  value: T,
  rule: PolicyParameter<T>['rule'],
  says: (value: T) => string | readonly string[],
  basis: string,
): PolicyParameter<T> => ({
  value,
  rule,
  sentences: [says(value)].flat().map(withFrenchSpaces),
  basis: withFrenchSpaces(basis),
});
