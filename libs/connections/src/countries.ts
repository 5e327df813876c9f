import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { type CountryResponse, Reader } from 'mmdb-lib';
import { type Config, ConfigurationError } from '#platform';

/** From which country an address is, as a country database has it (MaxMind’s format, `.mmdb`). */
export class Countries {
  readonly #reader: Reader<CountryResponse> | null;

  /** @throws ConfigurationError when the file cannot be read, or is no such database */
  constructor(file: string | undefined) {
    this.#reader = file === undefined ? null : readerOf(file);
  }

  /** ISO 3166-1, in two letters; null without a database, and where it does not know. */
  of(address: string | null): string | null {
    if (this.#reader === null || address === null) return null;
    // Of a database of IPv4 alone, the reader would take the beginning of an IPv6 address for one of those.
    if (this.#reader.metadata.ipVersion === 4 && isIPv6(address)) return null;
    return this.#reader.get(address)?.country?.iso_code ?? null;
  }

  /** As an attempt has it: absent where nothing says it. */
  fieldOf(address: string | null): { readonly country?: string } {
    const country = this.of(address);
    return country === null ? {} : { country };
  }
}

export const countriesOf = ({ countryDatabase }: Config): Countries => new Countries(countryDatabase);

function readerOf(file: string): Reader<CountryResponse> {
  try {
    return new Reader<CountryResponse>(readFileSync(file));
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : 'unknown';
    throw new ConfigurationError(`GREFFE_COUNTRY_DATABASE: ${file} cannot be used: ${why}`);
  }
}
