/** Who codes belong to. Implemented by whoever knows the accounts. */
export abstract class CodeDirectory {
  /** The names of whoever holds these codes, which may come several times. */
  abstract namesOf(userCodes: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /** Up to `most` codes of persons in whose name one of `names` is found, word by word; case and accents do not count. */
  abstract codesNamed(names: readonly string[], most: number): Promise<readonly string[]>;
}
