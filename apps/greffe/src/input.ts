import { accessSync, constants, createReadStream, statSync } from 'node:fs';
import { type Lines, linesOf } from '#detection';
import { ConfigurationError } from '#platform';

export const STANDARD_INPUT = '-';

export const linesIn = (file: string): Lines =>
  linesOf(file === STANDARD_INPUT ? process.stdin : createReadStream(file));

/** The name of a file that can be read, or of the standard input. @throws ConfigurationError when it cannot */
export function readable(file: string): string {
  if (file === STANDARD_INPUT) return file;
  try {
    accessSync(file, constants.R_OK);
    if (!statSync(file).isDirectory()) return file;
  } catch {
    // It is said below.
  }
  throw new ConfigurationError(`${file}\u00a0: ce fichier ne peut pas être lu`);
}
