/** What belongs to somebody, or to their codes, as the audit trail knows it. */
export abstract class Belongings {
  /** Of all kinds of things, each with its id: the requests for a person, the cases about a code, what was asked about those. */
  abstract of(ids: readonly string[]): Promise<readonly { readonly kind: string; readonly id: string }[]>;
}
