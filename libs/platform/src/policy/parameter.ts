/** A number the product decides by, with the reason why it is that number. */
export interface PolicyParameter<T> {
  readonly value: T;
  /** The rule it belongs to (docs/rules.md): `R19`; what no rule asks for names its subject. */
  readonly rule: string;
  /** The text it comes from, or the decision where the texts give no number. In French, as they are. */
  readonly basis: string;
}

export const parameter = <T>(value: T, rule: string, basis: string): PolicyParameter<T> => ({
  value,
  rule,
  basis,
});
