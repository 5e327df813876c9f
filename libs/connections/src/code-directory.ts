/** The names of whoever holds these codes; of none where nobody knows the accounts. */
export const namesOf = async (
  directory: CodeDirectory | undefined,
  codes: Iterable<string>,
): Promise<ReadonlyMap<string, string>> => (await directory?.namesOf([...new Set(codes)])) ?? new Map();

/** Who codes belong to. Implemented by whoever knows the accounts. */
export abstract class CodeDirectory {
  abstract namesOf(userCodes: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /** Up to `most` codes of persons in whose name one of `names` is found, word by word; case and accents do not count. */
  abstract codesNamed(names: readonly string[], most: number): Promise<readonly string[]>;
}
