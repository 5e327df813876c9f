import { accessSync, constants, statSync } from 'node:fs';
import { systemFault } from '../system-fault.ts';
import { checked } from './checked.ts';

function databaseProblem(path: string): string | null {
  if (!path.endsWith('.mmdb'))
    return 'must be the path of a country database, such as "/var/lib/GeoLite2-Country.mmdb"';
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile() ? null : 'names no file';
  } catch (error) {
    return `cannot be read (${systemFault(error)})`;
  }
}

/** The path of a file (`.mmdb`) that can be read; whether it is a database of countries, who reads it says. */
export const IsCountryDatabase = checked('isCountryDatabase', databaseProblem);
