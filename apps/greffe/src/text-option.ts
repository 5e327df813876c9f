import { ConfigurationError, readText, type TextKindName } from '#platform';

/**
 * How Commander reads an option or an argument that is a text of a kind.
 *
 * @throws ConfigurationError: a call that is wrong is told as a wrong configuration is
 */
export const textOf =
  (kind: TextKindName, flag: string) =>
  (given: string): string => {
    const { text, fault } = readText(kind, given);
    if (fault !== null) throw new ConfigurationError(`${flag}\u00a0: ${fault}`);
    return text;
  };
