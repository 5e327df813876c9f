/** Who codes belong to. Implemented by whoever knows the accounts. */
export abstract class CodeDirectory {
  abstract namesOf(userCodes: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
