import type { Principal } from '#platform';

/** Who codes belong to. Implemented by whoever knows the accounts. */
export abstract class CodeDirectory {
  /**
   * The names of whoever holds these codes, which may come several times. A partner as `reader` is told of the Caf, and not who of it
   * it was.
   */
  abstract namesOf(
    userCodes: readonly string[],
    reader?: Pick<Principal, 'role'>,
  ): Promise<ReadonlyMap<string, string>>;

  /** Up to `most` codes of persons in whose name one of `names` is found, word by word; case and accents do not count. */
  abstract codesNamed(names: readonly string[], most: number): Promise<readonly string[]>;
}
